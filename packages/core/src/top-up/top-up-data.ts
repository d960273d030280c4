import type { Subject } from '../lifecycle/lifecycle.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import type { Rupiah } from '../values/rupiah.ts'

export const topUpKind = 'top-up'

export type TopUpState = 'inquired' | 'confirmed' | 'sent' | 'unknown' | 'succeeded' | 'failed'

/** What OVO has agreed with the partner, sent with inquiry and transfer. */
export type TopUpTerms = {
  readonly preInquiryFlag: string
  readonly senderInstitutionID: string
}

/** What an inquiry says. Amounts in whole rupiah; what OVO left out is not there. */
export type InquiryFacts = {
  readonly sessionId?: string
  /** Masked. */
  readonly customerName?: string
  /** Masked. */
  readonly customerNumber?: string
  readonly fee?: Rupiah
  readonly feeType?: string
  readonly minAmount?: number
  readonly maxAmount?: number
  readonly monthlyLimit?: number
}

/** Everything a top-up remembers besides its state. Plain JSON: it is stored as it is. */
export type TopUpData = InquiryFacts & {
  /** The shop's own. The record's `reference` is another, so that no top-up is ever taken for a payment's relative. */
  readonly shopReference: string
  readonly amount: Rupiah
  readonly terms: TopUpTerms
  /** The customer's number: opened only where a request is built. */
  readonly sealedPhone: string
  readonly maskedPhone: string
  /** OVO has answered the inquiry. */
  readonly inquiredAt: EpochMillis
  /** What pays for it, as the shop names it. */
  readonly funding?: string
  readonly confirmedAt?: EpochMillis
  readonly sentAt?: EpochMillis
  /** Calls that provably did not leave, or that OVO asked to send later. */
  readonly misses: number
  readonly missedAt?: EpochMillis
  readonly asked: number
  readonly askedAt?: EpochMillis
  readonly isRaised?: boolean
  readonly watchedUntil?: EpochMillis
  readonly hintedAt?: EpochMillis
  /** OVO's own number for the transfer. */
  readonly ovoReference?: string
  readonly doneAt?: EpochMillis
  readonly reason?: string
  readonly responseCode?: string
}

export type TopUpSubject = Subject<TopUpState, TopUpData>

/** @see docs/protocol/top-up.md#inquiry Our decision: OVO names no life. */
export const inquiryLifeMillis: number = 10 * 60_000

/** When an inquiry can no longer be confirmed. Epoch milliseconds. */
export const inquiryExpiresAt = ({ inquiredAt }: Pick<TopUpData, 'inquiredAt'>): EpochMillis =>
  inquiredAt + inquiryLifeMillis

/** Names records of top-ups so that no reference of a shop is theirs: a shop's never begins with a space. */
export const topUpReference = (shopReference: string): string => ` top-up ${shopReference}`

/** The unique key that a funding reference is spent under. */
export const fundingKey = ({ merchant, funding }: { readonly merchant: string; readonly funding: string }): string =>
  `top-up-funding:${merchant}:${funding}`
