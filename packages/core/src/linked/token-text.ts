import type { Json } from '../values/json.ts'

/** A token, a code or its sealed form: what a header or a JSON text can carry. `null` for anything else. */
export function bearerText(value: Json | undefined): string | null {
  return typeof value === 'string' && /^[\x21-\x7e]{1,16384}$/.test(value) ? value : null
}
