/** Plain data: what survives `JSON.parse(JSON.stringify(x))` unchanged. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject

export interface JsonObject {
  readonly [key: string]: Json | undefined
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * A text that every store can keep as it is: PostgreSQL takes no NUL, and in jsonb no half of a surrogate pair.
 */
export function storableText(text: string): string {
  return (text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text).toWellFormed()
}

/** A value as JSON with nothing in it that PostgreSQL refuses: it comes back from every store as the same text. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value)
  return /\\u(0000|d[89a-f])/i.test(text) ? JSON.stringify(JSON.parse(text), wellFormed) : text
}

const wellFormed = (_: string, value: unknown): unknown => (typeof value === 'string' ? storableText(value) : value)

/** Parses bytes or text as a JSON object. `null` for anything else: never throws. */
export function readJsonObject(raw: Uint8Array | string): JsonObject | null {
  try {
    const text = typeof raw === 'string' ? raw : utf8.decode(raw)
    return asObject(JSON.parse(text) as Json)
  } catch {
    return null
  }
}

export function asObject(value: Json | undefined): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
}

/** Not there, `null` or empty: OVO and its peers leave a field out in all three ways. A value of a wrong kind is there. */
export function isLeftOut(value: Json | undefined): boolean {
  return value === undefined || value === null || value === ''
}

/**
 * A short text from outside that every store can keep: at most 128 characters, no control characters and no half of a
 * character, which PostgreSQL refuses. `null` for anything else.
 */
export function asWord(value: Json | undefined): string | null {
  const text = asText(value)
  return text === null || text.length > 128 || /[\p{Cc}\p{Cs}]/u.test(text) ? null : text
}

/** A non-empty string, or a finite number spelled as one: OVO and its peers send both. `null` for anything else. */
export function asText(value: Json | undefined): string | null {
  if (typeof value === 'string') return value === '' ? null : value
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null
}
