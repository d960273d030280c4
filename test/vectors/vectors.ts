import { readFileSync } from 'node:fs'

/** One row of symmetric.json. */
export interface SymmetricVector {
  readonly title: string
  readonly source: string
  readonly method: string
  readonly path: string
  readonly accessToken: string
  readonly body: string
  readonly timestamp: string
  readonly clientSecret: string
  readonly bodyHash: string
  readonly stringToSign: string
  readonly base64: string
  readonly hex: string
}

/** One row of asymmetric.json. */
export type AsymmetricVector = {
  readonly title: string
  readonly source: string
  readonly key: string
  readonly publicKey: string
  readonly timestamp: string
  readonly stringToSign: string
  readonly base64: string
  readonly hex: string
} & (
  | { readonly kind: 'token'; readonly clientId: string }
  | { readonly kind: 'transaction'; readonly method: string; readonly path: string; readonly body: string }
)

/** Where a key file is, for commands that want a path. */
export const keyPath = (name: string): string => new URL(`keys/${name}`, import.meta.url).pathname

/** Reads a key file as text. */
export const keyText = (name: string): string => readFileSync(keyPath(name), 'utf8')

const load = <T>(name: string): readonly T[] => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as T[]

export const symmetricVectors: readonly SymmetricVector[] = load('symmetric.json')
export const asymmetricVectors: readonly AsymmetricVector[] = load('asymmetric.json')
