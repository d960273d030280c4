import { asObject, type Json, type JsonObject } from '../values/json.ts'

/** Fields of OVO's answers that open an account. */
const tokenFields: ReadonlySet<string> = new Set(['accessToken', 'refreshToken', 'linkageToken', 'accountToken'])

/**
 * Seals every token of an answer before anybody reads it, so that no reader, event or history ever holds an open one.
 * What is no text stays as it is, and is no token to any reader.
 */
export function sealTokens(body: JsonObject, seal: (token: string) => string): JsonObject {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]): [string, Json | undefined] => {
      if (tokenFields.has(key) && typeof value === 'string' && value !== '') return [key, seal(value)]
      const object = asObject(value)
      return [key, object === null ? value : sealTokens(object, seal)]
    }),
  )
}
