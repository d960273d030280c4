import { randomBytes } from 'node:crypto'
import type { SimulatorClock } from './clock.ts'
import type { Customers } from './customers.ts'

/** How long a customer's token lives, and how long OVO's pages wait for a customer. */
const CUSTOMER_TOKEN_MILLIS = 15 * 24 * 60 * 60 * 1000
const PAGES_MILLIS = 15 * 60 * 1000
/** The third wrong code blocks the number. */
export const MAX_WRONG_CODES = 3

export type LinkStep = 'terms' | 'otp' | 'pin' | 'linked' | 'failed'

/** One binding: a customer on OVO's pages, and what came of it. */
export interface Linking {
  readonly id: string
  readonly clientId: string
  readonly phone: string
  readonly returnUrl: string
  /** The same, unless the merchant gave another for an attempt that failed. */
  readonly failureUrl: string
  readonly state: string
  readonly linkageToken: string
  readonly madeAt: number
  step: LinkStep
  wrong: number
  /** Good once. */
  authCode: string | undefined
}

/** An account that is linked to a merchant. */
export interface LinkedAccount {
  /** The merchant's name. */
  readonly partner: string
  readonly phone: string
  readonly linkedAt: number
}

export type LinkRefusal = 'unknown-page' | 'closed' | 'wrong-code'

/** How the customer left OVO's pages, and where they lead back to. */
export type LinkResult =
  | { readonly ok: true; readonly returnUrl: string }
  | { readonly ok: false; readonly reason: LinkRefusal; readonly returnUrl?: string }

export interface ApproveLinkInput {
  /** The address of OVO's pages, out of the answer to binding. */
  readonly page: string
  /** @default the last four digits of the phone */
  readonly otp?: string
  /** @default the customer's own */
  readonly pin?: string
}

export interface UnlinkInput {
  readonly phone: string
  /** The merchant's name. @default all of them */
  readonly partner?: string
}

interface Grant {
  readonly clientId: string
  readonly phone: string
  readonly linkedAt: number
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
    if (this.isBlocked(phone)) return 'BLOCKED_MSISDN'
    return this.#grantOf((grant) => grant.clientId === clientId && grant.phone === phone) ? 'LINKED' : 'ACTIVE'
  }

  begin(input: Pick<Linking, 'clientId' | 'phone' | 'returnUrl' | 'failureUrl' | 'state'>): Linking {
    const linking: Linking = {
      ...input,
      id: secret(),
      linkageToken: secret(),
      madeAt: this.#clock.now(),
      step: 'terms',
      wrong: 0,
      authCode: undefined,
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
    if (linking.wrong < MAX_WRONG_CODES) return
    linking.step = 'failed'
    this.block(phone)
  }

  /** The customer walks through all of OVO's pages at once, and types what is given; a wrong code once. */
  approve({ page, otp, pin }: ApproveLinkInput): LinkResult {
    const linking = this.find(page.split('/').at(-1) ?? '')
    if (linking === undefined) return { ok: false, reason: 'unknown-page' }
    if (isOver(linking)) return { ok: false, reason: 'closed' }
    const { phone } = linking
    if (linking.step === 'terms') this.submit(linking, '')
    if (linking.step === 'otp') this.submit(linking, otp ?? phone.slice(-4))
    if (linking.step === 'pin') this.submit(linking, pin ?? this.#customers.find(phone)?.pin ?? '')
    if (linking.authCode !== undefined) return { ok: true, returnUrl: returnOf(linking) }
    return { ok: false, reason: 'wrong-code', ...(isOver(linking) ? { returnUrl: returnOf(linking) } : {}) }
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
      clientId,
      phone,
      refreshToken: secret(),
      accessToken: secret(),
      unlinkToken: undefined,
      linkedAt: this.#clock.now(),
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
  unlink({ clientId, phone }: { readonly clientId?: string | undefined; readonly phone: string }): void {
    for (const grant of this.#grants)
      if (grant.phone === phone && (clientId ?? grant.clientId) === grant.clientId) this.#grants.delete(grant)
  }

  /** Ends the life of every customer's token at once. They can be refreshed. */
  expireAll(): void {
    for (const grant of this.#grants) grant.expiresAt = 0
  }

  /** After three wrong codes or PINs. */
  block(phone: string): void {
    this.#blocked.add(phone)
  }

  isBlocked(phone: string): boolean {
    return this.#blocked.has(phone)
  }

  /** Every linked account, oldest first. */
  all(): ReadonlyArray<Pick<Grant, 'clientId' | 'phone' | 'linkedAt'>> {
    return [...this.#grants]
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

const isOver = ({ step }: Linking): boolean => step === 'linked' || step === 'failed'

/** Where the browser goes when the pages are over, in the form that the community summary prints. */
export function returnOf({ returnUrl, failureUrl, authCode, state, step }: Linking): string {
  const url = new URL(step === 'linked' ? returnUrl : failureUrl)
  if (step === 'linked') {
    url.searchParams.set('authCode', authCode ?? '')
    url.searchParams.set('state', state)
    url.searchParams.set('displayMessage', 'SUCCESS')
  } else {
    url.searchParams.set('errorResponse', JSON.stringify({ code: 'OV00006', state }))
  }
  return url.href
}

const secret = (): string => randomBytes(24).toString('base64url')
