import { asObject, readJsonObject } from '../values/json.ts'

/** What OVO hands over, by OVO's own names. SNAP: the first five; Push To Pay: the last six. */
export const credentialFields = [
  'clientId',
  'secret',
  'channelId',
  'tid',
  'mid',
  'merchantId',
  'storeCode',
  'appId',
  'appKey',
] as const
export type CredentialField = (typeof credentialFields)[number]

export interface ReadCredentials {
  readonly fields: Readonly<Partial<Record<CredentialField, string>>>
  /** Fields that stand there twice with two values, as for two stores: a person must choose. */
  readonly ambiguous: readonly CredentialField[]
  /** Lines with something in them that was not understood, counted from 1. */
  readonly unreadLines: readonly number[]
}

/** How people write each field's name, without case, spaces and signs. */
const labels: Readonly<Record<string, CredentialField>> = {
  clientid: 'clientId',
  clientkey: 'clientId',
  xclientkey: 'clientId',
  partnerid: 'clientId',
  xpartnerid: 'clientId',
  secret: 'secret',
  clientsecret: 'secret',
  secretkey: 'secret',
  clientsecretkey: 'secret',
  channelid: 'channelId',
  tid: 'tid',
  terminalid: 'tid',
  mid: 'mid',
  merchantid: 'merchantId',
  storecode: 'storeCode',
  storeid: 'storeCode',
  appid: 'appId',
  appkey: 'appKey',
}

/**
 * Finds what is known in the text of a hand-over. OVO publishes no layout, so every plain one is tried: JSON, and lines
 * with a name, then `:`, `=`, `|` or a tab, then a value. What is not understood is counted, never guessed.
 *
 * @see docs/protocol/credentials.md#what-is-in-it
 */
export function readCredentials(text: string): ReadCredentials {
  const object = readJsonObject(new TextEncoder().encode(text))
  const found = object === null ? fromLines(text) : { pairs: leaves(object), unreadLines: [] }
  const values = new Map<CredentialField, Set<string>>()
  for (const [field, value] of found.pairs) values.set(field, (values.get(field) ?? new Set()).add(value))
  const clear = [...values].flatMap(([field, all]) => (all.size === 1 ? [[field, ...all] as const] : []))
  return {
    fields: Object.fromEntries(clear),
    ambiguous: [...values].flatMap(([field, all]) => (all.size > 1 ? [field] : [])),
    unreadLines: found.unreadLines,
  }
}

type Pair = readonly [CredentialField, string]

const fieldOf = (label: string): CredentialField | undefined => labels[label.toLowerCase().replaceAll(/[^a-z]/g, '')]

function fromLines(text: string): { readonly pairs: readonly Pair[]; readonly unreadLines: readonly number[] } {
  const pairs: Pair[] = []
  const unreadLines: number[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    const isRow = line.trimStart().startsWith('|')
    const match = /^[\s"'*|-]*([A-Za-z][A-Za-z _-]*?)\s*["']?\s*[:=|\t](.*)$/.exec(line)
    const field = fieldOf(match?.[1] ?? '')
    const value = cleanValue(match?.[2] ?? '', isRow)
    if (field === undefined || value === '') unreadLines.push(index + 1)
    else pairs.push([field, value])
  }
  return { pairs, unreadLines }
}

/** Without what belongs to the layout. A sign at the end of a value that is not in quotes belongs to the value. */
function cleanValue(rest: string, isRow: boolean): string {
  const text = (isRow ? rest.replace(/\|\s*$/, '') : rest).trim()
  return /^(["'])(.*)\1,?$/.exec(text)?.[2] ?? text
}

function leaves(object: object): readonly Pair[] {
  return Object.entries(object).flatMap(([label, value]: [string, unknown]): readonly Pair[] => {
    const nested = Array.isArray(value) ? value : asObject(value as never)
    if (nested !== null) return leaves(nested)
    const field = fieldOf(label)
    return field === undefined || value === null || value === '' ? [] : [[field, String(value)]]
  })
}
