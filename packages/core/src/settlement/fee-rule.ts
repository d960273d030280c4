/** What OVO keeps of each payment, as agreed: a share in hundredths of a percent, and a fixed sum in rupiah. */
export interface FeeRule {
  /** 70 is 0.7 %. @default 0 */
  readonly basisPoints?: number
  /** @default 0 */
  readonly fixed?: number
}

/**
 * Whether a fee is what the rule comes to. A share of an amount may end in a fraction of a rupiah, and which way it is then
 * settled is not public: the whole rupiah on either side is right.
 */
export function isAgreedFee(
  fee: number,
  { amount, rule }: { readonly amount: number; readonly rule: FeeRule },
): boolean {
  const { basisPoints = 0, fixed = 0 } = rule
  return Math.abs((fee - fixed) * 10_000 - amount * basisPoints) < 10_000
}
