import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { canaryCustomer } from './canaries.ts'
import type { Said, Secret, SecretKind } from './capture.ts'

export interface Leak {
  readonly kind: SecretKind
  readonly said: Said
  /** What stood around it, without the secret itself. */
  readonly around: string
}

/** Where an answer carries a token, and has to. */
export const handsOver: RegExp = /\/(access-token\/b2b(2c)?|registration-account-(un)?binding)\/?(\?|$)/

/** What may be said although it holds a secret, and why. */
const allowed: ReadonlyArray<{
  readonly why: string
  readonly kinds: readonly SecretKind[]
  readonly is: (said: Said) => boolean
}> = [
  {
    why: 'the token endpoints, and linking and unlinking, are where OVO, and we for OVO, hand a token to whoever has signed for it',
    kinds: ['access token'],
    is: ({ channel, where }) => channel === 'http answer' && handsOver.test(where),
  },
  {
    why: 'the last of OVO’s linking pages sends the browser back, with what only this customer may bring to the shop',
    kinds: ['way back'],
    is: ({ channel, where }) => channel === 'http answer' && /^\/linking\//.test(where),
  },
  {
    why: 'OVO answers a payment with the address of its PIN page',
    kinds: ['way back'],
    is: ({ channel, where }) => channel === 'http answer' && /\/debit\/payment-host-to-host$/.test(where),
  },
  {
    why: 'the simulator’s control API and phone hand out its toy credentials and customers, to this machine only',
    kinds: ['client secret', 'private key', 'phone number', 'PIN', 'name', 'access token', 'way back'],
    is: ({ channel, where }) => channel === 'http answer' && /^\/(_simulator|phone)(\/|$)/.test(where),
  },
  {
    why: 'the simulator’s command line, and ours that starts it, prints the toy credentials that a shop needs to talk to it',
    kinds: ['client secret', 'private key'],
    is: ({ channel, where }) =>
      channel === 'child output' && /simulator\/src\/cli\.ts|cli\/src\/cli\.ts simulate/.test(where),
  },
]

/** Everything that was said and kept secret while a folder was captured into. */
export function readCapture(folder: string): { said: readonly Said[]; secrets: readonly Secret[] } {
  const lines = <Line>(what: string): Line[] =>
    readdirSync(folder)
      .filter((name) => name.endsWith(`.${what}`))
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
      // A process that is killed may leave half a line behind.
      .flatMap((line) => (line.endsWith('}') ? [JSON.parse(line) as Line] : []))
  const { phone, pin, name } = canaryCustomer
  const people: Secret[] = [
    { kind: 'phone number', text: phone.slice(1) },
    { kind: 'PIN', text: pin },
    { kind: 'name', text: name },
  ]
  const unique = new Map([...people, ...lines<Secret>('secrets')].map((secret) => [secret.text, secret]))
  return { said: lines<Said>('said'), secrets: [...unique.values()] }
}

/** Finds secrets in what was said, plain and in every dress that text wears on the way. */
export function findLeaks(said: readonly Said[], secrets: readonly Secret[]): readonly Leak[] {
  const find = makeFinder(secrets.flatMap(dresses))
  return said.flatMap((line) => {
    const found = find(line.text)
    // What stands around one secret may be another, or the rest of the same.
    const mask = (text: string): string =>
      found.reduce((rest, { needle, secret }) => rest.replaceAll(needle, `<${secret.kind}>`), text)
    return found
      .filter(({ secret }) => !allowed.some(({ kinds, is }) => kinds.includes(secret.kind) && is(line)))
      .map(({ secret, needle, at }) => {
        const [before, after] = [line.text.slice(0, at), line.text.slice(at + needle.length)].map(mask)
        return { kind: secret.kind, said: line, around: `${before?.slice(-60)}<${secret.kind}>${after?.slice(0, 20)}` }
      })
  })
}

/** One line per place, for people. Never holds the secret. */
export function report(leaks: readonly Leak[]): string {
  const lines = leaks.map(({ kind, said: { channel, where, test }, around }) => {
    return `${kind} in ${channel} (${where})\n    while ${test}\n    ${JSON.stringify(around).slice(0, 200)}`
  })
  return [...new Set(lines)].slice(0, 50).join('\n')
}

interface Needle {
  readonly secret: Secret
  readonly needle: string
}

function dresses(secret: Secret): readonly Needle[] {
  const { kind, text } = secret
  const bytes = Buffer.from(text)
  const texts = new Set([text])
  if (kind === 'encryption key') {
    const key = Buffer.from(text, 'hex')
    for (const form of [
      text.toUpperCase(),
      key.toString('base64').replace(/=+$/, ''),
      key.toString('base64url'),
      key.toString('latin1'),
    ])
      texts.add(form)
  }
  if (kind === 'name') for (const form of [text.toUpperCase(), text.split(' ')[1] ?? text]) texts.add(form)
  // Where a secret is the password of an Authorization header, or was kept as bytes. In base64 the beginning depends on
  // what stands before it, so all three ways are looked for, less the letters that neighbours change.
  if (text.length >= 10) {
    const escaped = JSON.stringify(text).slice(1, -1)
    texts.add(escaped).add(JSON.stringify(escaped).slice(1, -1))
    texts.add(encodeURIComponent(text)).add(bytes.toString('hex'))
    for (const shift of [0, 1, 2]) {
      const shifted = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
      const inner = shifted.slice(shift === 0 ? 0 : 4, -4)
      texts.add(inner).add(inner.replaceAll('+', '-').replaceAll('/', '_'))
    }
  }
  // A token is cut into its parts by whoever logs "only the beginning": the end alone is as good as the whole.
  if (kind === 'access token') for (const part of text.split('.')) if (part.length >= 40) texts.add(part)
  // A line under a heading is no key, though the bytes of a test's key may all be that letter.
  return [...texts]
    .filter((needle) => needle === text || !/^(.)\1*$/s.test(needle))
    .map((needle) => ({ secret, needle }))
}

const windowSize = 6
const prime = 16_777_619
/** `prime` to the power of the window less one: the weight of the letter that leaves. */
const leaving = Array.from({ length: windowSize - 1 }).reduce<number>((weight) => Math.imul(weight, prime), 1)

/**
 * Looks for thousands of texts in one pass: a rolling hash over six letters says where one of them may begin, and only
 * there is it compared.
 */
function makeFinder(needles: readonly Needle[]): (text: string) => readonly (Needle & { readonly at: number })[] {
  const byHash = new Map<number, Needle[]>()
  for (const entry of needles.filter(({ needle }) => needle.length >= windowSize)) {
    const hash = [...Array(windowSize).keys()].reduce(
      (sum, at) => (Math.imul(sum, prime) + entry.needle.charCodeAt(at)) | 0,
      0,
    )
    byHash.set(hash, [...(byHash.get(hash) ?? []), entry])
  }
  return (text) => {
    const found: (Needle & { at: number })[] = []
    let hash = 0
    for (let end = 0; end < text.length; end++) {
      if (end >= windowSize) hash = (hash - Math.imul(text.charCodeAt(end - windowSize), leaving)) | 0
      hash = (Math.imul(hash, prime) + text.charCodeAt(end)) | 0
      if (end < windowSize - 1) continue
      const candidates = byHash.get(hash)
      if (candidates === undefined) continue
      const at = end - windowSize + 1
      for (const entry of candidates) {
        if (text.startsWith(entry.needle, at) && standsAlone(text, at, entry)) found.push({ ...entry, at })
      }
    }
    return found
  }
}

/** Six digits are part of many longer numbers; a PIN is only one by itself. */
const standsAlone = (text: string, at: number, { secret, needle }: Needle): boolean =>
  secret.kind !== 'PIN' || !/[\da-z]/i.test((text[at - 1] ?? '') + (text[at + needle.length] ?? ''))
