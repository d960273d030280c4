/** An attempt as the admin shows it. Plain JSON: no secret, and of the customer at most a masked number. */
export interface AttemptView {
  readonly id: string
  readonly reference: string
  readonly method: string
  readonly status: string
  readonly reason: string | null
  readonly responseCode: string | null
  /** Whole rupiah. */
  readonly amount: number
  /** What OVO's reports name it by. */
  readonly number: string
  /** OVO's own: its reference of a QRIS or a linked payment, its approval code of a push. */
  readonly referenceNo: string | null
  /** Masked, of a push. */
  readonly phone: string | null
  readonly isLate: boolean
  readonly isOrphan: boolean
  readonly isCancelled: boolean
  /** Nobody but a person can say what it is: see `resolve`. */
  readonly needsDecision: boolean
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly paidAt: string | null
  /** The last instant at which OVO gives the money back. */
  readonly refundableUntil: string | null
  /** Whole rupiah that have gone back so far. */
  readonly refundedAmount: number
  /** The latest. */
  readonly refund: { readonly status: string; readonly number: string; readonly isAutomatic: boolean } | null
  readonly history: readonly {
    readonly at: string
    readonly event: string
    readonly from: string
    readonly to: string
  }[]
}
