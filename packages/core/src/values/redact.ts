import { asObject, type Json, type JsonObject, readJsonObject } from './json.ts'

/** Header values that must not be read by people. The rest of a header set is needed to follow a call. */
const secretHeaders = new Set([
  'authorization',
  'authorization-customer',
  'x-signature',
  'hmac',
  'cookie',
  'set-cookie',
])

/** Body fields that carry a secret or a person, or what that person owns, by their wire name in lower case. */
const secretFields =
  /token|secret|signature|password|pin$|otp|authcode|phone|mobile|msisdn|customer|custid|userid|accountno|destination|email|ovoid|payer|balance$|name$|(redirect|registration)url$|^(link)?state$/

/** Names that are not a person's. */
const businessNames = /^(sub)?(merchant|store|outlet|terminal|issuer|acquirer|bank|channel|product|service)name$/

const hidden = '[redacted]'

/** Copies headers with secrets taken out. Names are kept, so that a reader sees what was there. */
export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      secretHeaders.has(name.toLowerCase()) ? hidden : hidePhones(value),
    ]),
  )
}

/** Copies an address with secrets and personal data taken out of its query, and phone numbers out of all of it. */
export function redactUrl(url: string): string {
  const [path = '', query] = url.split('?', 2)
  if (query === undefined) return hidePhones(path)
  const pairs = query.split('&').map((pair) => {
    const [name = '', value] = pair.split('=', 2)
    return value !== undefined && isSecret(name) ? `${name}=${hidden}` : hidePhones(pair)
  })
  return `${hidePhones(path)}?${pairs.join('&')}`
}

/**
 * Copies a body with secrets and personal data taken out, as text. A body that is not a JSON object is not shown at
 * all: what cannot be read cannot be known to be harmless.
 */
export function redactBody(body: Uint8Array): string {
  if (body.length === 0) return ''
  const object = readJsonObject(body)
  return object === null ? `[${body.length} bytes, not a JSON object]` : JSON.stringify(redactObject(object, 0))
}

function redactObject(object: JsonObject, depth: number): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      hidePhones(key),
      isSecret(key) ? hidden : redactValue(value ?? null, depth + 1),
    ]),
  )
}

function redactValue(value: Json, depth: number): Json {
  if (depth > 8) return hidden
  if (Array.isArray(value)) return value.map((item) => redactValue(item as Json, depth + 1))
  const object = asObject(value)
  if (object !== null) return redactObject(object, depth)
  if (typeof value === 'string') return hidePhones(value)
  return typeof value === 'number' && /^(?:62)?8\d{8,11}$/.test(String(value)) ? hidden : value
}

/** A phone number may hide in any text, such as a message. */
export const hidePhones = (text: string): string => text.replaceAll(/(?<!\d)(?:\+?62|0)8\d{7,11}(?!\d)/g, hidden)

/** `tokenType: Bearer` says nothing secret, and a reader wants to see it. */
const isSecret = (key: string): boolean => {
  const name = key.toLowerCase()
  return name !== 'tokentype' && secretFields.test(name) && !businessNames.test(name)
}
