import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** What a secret is, for the report; the text itself is never printed. */
export type SecretKind =
  | 'private key'
  | 'client secret'
  | 'access token'
  | 'way back'
  | 'encryption key'
  | 'phone number'
  | 'PIN'
  | 'name'

export interface Secret {
  readonly kind: SecretKind
  readonly text: string
}

/** Something that people or machines outside got to see. */
export interface Said {
  /** The way it went out, such as `console` or `http answer`. */
  readonly channel: string
  /** More about it: a path, a command, an error's name. */
  readonly where: string
  /** The test that was running. */
  readonly test: string
  readonly text: string
}

/** Names the folder; processes that tests start inherit it. */
export const captureVariable = 'OVOKIT_TEST_CAPTURE'
/** Longer texts are cut: nothing that is said has a reason to be. */
const maxText = 512 * 1024

let folder = process.env[captureVariable]
let currentTest: () => string = () => `process ${process.pid}`
let heard = new Set<string>()
let known = new Set<string>()

export const isCapturing = (): boolean => folder !== undefined

export function nameTests(name: () => string): void {
  currentTest = name
}

/** Keeps what was said until the run is over. The same words on the same way count once in a process. */
export function capture(channel: string, where: string, text: string): void {
  const key = `${channel} ${where} ${text}`
  if (folder === undefined || text === '' || heard.has(key)) return
  heard.add(key)
  const said: Said = { channel, where, test: currentTest(), text: text.slice(0, maxText) }
  append('said', said)
}

/** From now on this text must not be seen anywhere. */
export function keepSecret(kind: SecretKind, text: string): void {
  if (folder === undefined || known.has(text)) return
  known.add(text)
  append('secrets', { kind, text } satisfies Secret)
}

/** Runs something whose words go into a folder of their own: for tests of the capture itself. */
export async function captureInto(other: string, run: () => unknown): Promise<void> {
  const before = { folder, heard, known }
  mkdirSync(other, { recursive: true })
  folder = other
  heard = new Set()
  known = new Set()
  try {
    await run()
  } finally {
    folder = before.folder
    heard = before.heard
    known = before.known
  }
}

// Written at once: a process may be killed at any moment, and is.
const append = (what: 'said' | 'secrets', value: object): void =>
  appendFileSync(join(folder ?? '', `${process.pid}.${what}`), `${JSON.stringify(value)}\n`)
