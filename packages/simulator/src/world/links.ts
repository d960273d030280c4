import { randomBytes } from 'node:crypto'
import type { SimulatorClock } from './clock.ts'
import type { Customers } from './customers.ts'

/** How long a customer's token lives, and how long OVO's pages wait for a customer. */
const CUSTOMER_TOKEN_MILLIS = 15 * 24 * 60 * 60 * 1000
const PAGES_MILLIS = 15 * 60 * 1000
const MAX_WRONG = 3

export type LinkStep = 'terms' | 'otp' | 'pin' | 'linked' | 'failed'

/** One binding: a customer on OVO's pages, and what came of it. */
export interface Linking {
  readonly id: string
  readonly clientId: string
  readonly phone: string
  readonly returnUrl: string
  readonly state: string
  readonly linkageToken: string
  readonly madeAt: number
  step: LinkStep
  wrong: number
  /** Good once. */
  authCode: string | undefined
}

interface Grant {
  readonly clientId: string
  readonly phone: string
  readonly refreshToken: string
  accessToken: string
  expiresAt: number
  unlinkToken: string | undefined
}

/** The accounts that are linked to merchants, the pages on which that happens, and the customers' tokens. */
export class Links {
  readonly #linkings = new Map<string, Linking>()
  readonly #grants = new Set<Grant>()
  readonly #blocked = new Set<string>()
  readonly #clock: SimulatorClock
  readonly #customers: Customers

  constructor({ clock, customers }: { clock: SimulatorClock; customers: Customers }) {
    this.#clock = clock
    this.#customers = customers
  }

  standing(clientId: string, phone: string): 'ACTIVE' | 'CAN_REGISTER' | 'BLOCKED_MSISDN' | 'LINKED' {
    if (this.#customers.find(phone) === undefined) return 'CAN_REGISTER'
    if (this.#blocked.has(phone)) return 'BLOCKED_MSISDN'
    return this.#grantOf((grant) => grant.clientId === clientId && grant.phone === phone) ? 'LINKED' : 'ACTIVE'
  }

  begin(input: Pick<Linking, 'clientId' | 'phone' | 'returnUrl' | 'state'>): Linking {
    const linking: Linking = {
      ...{ ...input, id: secret(), linkageToken: secret(), madeAt: this.#clock.now() },
      ...{ step: 'terms', wrong: 0, authCode: undefined },
    }
    this.#linkings.set(linking.id, linking)
    return linking
  }

  find(id: string): Linking | undefined {
    const linking = this.#linkings.get(id)
    const isOver = linking !== undefined && this.#clock.now() > linking.madeAt + PAGES_MILLIS
    if (isOver && linking.step !== 'linked') linking.step = 'failed'
    return linking
  }

  /** The customer has read the terms to their end, or typed the OTP or the PIN. Three wrong ones block the number. */
  submit(linking: Linking, typed: string): void {
    const { step, phone } = linking
    if (step === 'terms') linking.step = 'otp'
    if (step !== 'otp' && step !== 'pin') return
    const expected = step === 'otp' ? phone.slice(-4) : this.#customers.find(phone)?.pin
    if (typed === expected) {
      linking.wrong = 0
      linking.step = step === 'otp' ? 'pin' : 'linked'
      if (step === 'pin') linking.authCode = secret()
      return
    }
    linking.wrong++
    if (linking.wrong < MAX_WRONG) return
    linking.step = 'failed'
    this.#blocked.add(phone)
  }

  /** A new token for a code and its linkage token; `undefined` when they do not belong together or were used before. */
  exchange(input: { clientId: string; authCode: string; linkageToken: string }): Grant | undefined {
    const linking = [...this.#linkings.values()].find((one) => one.authCode === input.authCode)
    const isOurs = linking?.clientId === input.clientId && linking.linkageToken === input.linkageToken
    if (linking === undefined || !isOurs) return undefined
    linking.authCode = undefined
    this.unlink(linking)
    const { clientId, phone } = linking
    const grant: Grant = {
      ...{ clientId, phone, refreshToken: secret(), accessToken: secret(), unlinkToken: undefined },
      expiresAt: this.#clock.now() + CUSTOMER_TOKEN_MILLIS,
    }
    this.#grants.add(grant)
    return grant
  }

  refresh(input: { clientId: string; refreshToken: string }): Grant | undefined {
    const { clientId, refreshToken } = input
    const grant = this.#grantOf((one) => one.clientId === clientId && one.refreshToken === refreshToken)
    if (grant === undefined) return undefined
    grant.accessToken = secret()
    grant.expiresAt = this.#clock.now() + CUSTOMER_TOKEN_MILLIS
    return grant
  }

  /** Whose token this is: a customer's, or the one for the second call of unbinding. */
  bearer(clientId: string, token: string): { readonly grant: Grant; readonly isUnlink: boolean } | undefined {
    const grant = this.#grantOf(
      (one) => one.clientId === clientId && (one.accessToken === token || one.unlinkToken === token),
    )
    if (grant === undefined || this.#clock.now() >= grant.expiresAt) return undefined
    return { grant, isUnlink: grant.unlinkToken === token }
  }

  /** The first call of unbinding: the token for the second. */
  beginUnlink(grant: Grant): string {
    grant.unlinkToken ??= secret()
    return grant.unlinkToken
  }

  /** Ends a link, whoever asked for it: the merchant, or the customer in the OVO app. */
  unlink({ clientId, phone }: { clientId?: string; phone: string }): void {
    for (const grant of this.#grants)
      if (grant.phone === phone && (clientId ?? grant.clientId) === grant.clientId) this.#grants.delete(grant)
  }

  clear(): void {
    this.#linkings.clear()
    this.#grants.clear()
    this.#blocked.clear()
  }

  #grantOf(fits: (grant: Grant) => boolean): Grant | undefined {
    return [...this.#grants].find(fits)
  }
}

const secret = (): string => randomBytes(24).toString('base64url')
