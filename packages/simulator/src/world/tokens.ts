import { createHmac, randomBytes } from 'node:crypto'
import type { SimulatorClock } from './clock.ts'

/** How long a B2B token lives. */
export const TOKEN_LIFE_SECONDS = 900

interface IssuedToken {
  readonly clientId: string
  readonly expiresAt: number
}

/** The B2B tokens handed out: 15 minutes each, and an older one stays good when a newer one is issued. */
export class Tokens {
  readonly #issued = new Map<string, IssuedToken>()
  readonly #latest = new Map<string, string>()
  readonly #clock: SimulatorClock

  constructor(clock: SimulatorClock) {
    this.#clock = clock
  }

  issue(clientId: string): string {
    const token = jwtShaped()
    this.#issued.set(token, { clientId, expiresAt: this.#clock.now() + TOKEN_LIFE_SECONDS * 1000 })
    this.#latest.set(clientId, token)
    return token
  }

  judge(token: string, clientId: string): 'good' | 'invalid' | 'not-found' {
    const issued = this.#issued.get(token)
    if (issued === undefined) return 'not-found'
    return issued.clientId === clientId && this.#clock.now() < issued.expiresAt ? 'good' : 'invalid'
  }

  /** The token issued last to a client; empty when it never asked for one. */
  latest(clientId: string): string {
    return this.#latest.get(clientId) ?? ''
  }

  /** Ends the life of every token at once. They stay known, so they are refused as expired. */
  expireAll(): void {
    for (const [token, issued] of this.#issued) this.#issued.set(token, { ...issued, expiresAt: 0 })
  }

  clear(): void {
    this.#issued.clear()
    this.#latest.clear()
  }
}

/** Like the sample in OVO's document: three segments and no expiry inside, so a client has to use expiresIn. */
function jwtShaped(): string {
  const head = base64url(JSON.stringify({ alg: 'HS256', typ: 'JWT' }))
  const claims = base64url(JSON.stringify({ codehash: randomBytes(24).toString('base64'), version: 1 }))
  const seal = createHmac('sha256', randomBytes(32)).update(`${head}.${claims}`).digest('base64url')
  return `${head}.${claims}.${seal}`
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url')
}
