import type { HttpRequest, HttpResult } from '../values/http.ts'
import type { JsonObject } from '../values/json.ts'

/** Sends one request once: no redirects, no retries, no cookies. Resolves with what came of it; never rejects. */
export type Transport = (
  request: HttpRequest,
  options: {
    readonly timeoutMillis: number
    /** The answer waits for a person: the call must not stand in another's way, nor wait in line itself. */
    readonly waits?: boolean
  },
) => Promise<HttpResult>

/** Cryptographically strong random bytes. */
export type Random = (size: number) => Uint8Array

/** Where log lines go. Lines carry ids and machine words only: no key, token, PIN, phone number or name (G8). */
export interface Logger {
  debug(message: string, fields?: JsonObject): void
  info(message: string, fields?: JsonObject): void
  warn(message: string, fields?: JsonObject): void
  error(message: string, fields?: JsonObject): void
}

/** What the engine needs from the world besides the store. */
export interface Ports {
  readonly transport: Transport
  readonly random: Random
  readonly logger: Logger
}
