import type { Subject } from '../lifecycle/lifecycle.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'

export type LinkState = 'started' | 'authorised' | 'linked' | 'unlinking' | 'unlinked' | 'revoked' | 'failed'

/**
 * Everything a link remembers besides its state. Plain JSON: it is stored as it is. What opens an account is sealed
 * under the merchant's key, with the customer's name, so that it can be used for nobody else.
 */
export type LinkData = {
  /** The shop's own name for the customer. One live link each. */
  readonly customer: string
  readonly merchantId: string
  /** X-DEVICE-ID of every call for this customer. */
  readonly deviceId: string
  readonly maskedPhone: string
  /** Only until the customer comes back: tells a second click from another number. */
  readonly sealedPhone?: string
  /** SHA-256 of the one-time `state`, in hex: what must come back from OVO's pages. */
  readonly stateHash: string
  readonly sealedLinkageToken?: string
  /** The address of OVO's pages, which may carry a token. */
  readonly sealedPage?: string
  readonly sealedAuthCode?: string
  readonly sealedAccessToken?: string
  readonly sealedRefreshToken?: string
  /** Counts the tokens: one that was refused is only refreshed if nobody has refreshed it yet. */
  readonly generation: number
  /** When this token was given, and when OVO says that it ends. No end: until it is refused. */
  readonly issuedAt?: EpochMillis
  readonly expiresAt?: EpochMillis
  /** When the first token was given. */
  readonly linkedAt?: EpochMillis
  /** OVO refused the token that we hold. */
  readonly refusedAt?: EpochMillis
  /** What the first unbinding call answered with. */
  readonly sealedUnlinkToken?: string
  /** When the present state began, and how often its call had no clear answer since. */
  readonly since?: EpochMillis
  readonly tries: number
  readonly triedAt?: EpochMillis
  readonly isRaised?: boolean
  readonly reason?: string
  readonly responseCode?: string
}

export type LinkSubject = Subject<LinkState, LinkData>

/** The name under which a customer's links stand beside the orders: no order can have it. */
export const linkReference = (customer: string): string => `link\n${customer}`

/** What the one live link of a customer holds. */
export const linkKey = ({ merchant, customer }: { readonly merchant: string; readonly customer: string }): string =>
  `link:${merchant}:${customer}`

/** True for a link with a token that may be used. */
export const isUsable = ({ state, data }: Pick<LinkSubject, 'state' | 'data'>): boolean =>
  state === 'linked' && data.sealedAccessToken !== undefined && data.refusedAt === undefined
