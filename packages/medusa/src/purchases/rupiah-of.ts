import type { BigNumberInput } from '@medusajs/framework/types'
import { MathBN, MedusaError } from '@medusajs/framework/utils'

/**
 * Medusa's amount as whole rupiah. A fraction is refused and never rounded: Medusa captures what the session says, to
 * the last digit, and OVO takes whole rupiah only.
 *
 * @throws {MedusaError} `invalid_data`
 */
export function rupiahOf({ amount, currency }: { amount: BigNumberInput; currency: string }): number {
  if (currency.toLowerCase() !== 'idr')
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      `OVO takes rupiah only, and this cart is in ${currency.toUpperCase()}. Offer OVO in a region with the currency IDR.`,
    )
  const value = MathBN.convert(amount)
  if (!value.isInteger() || !value.isPositive() || value.isZero())
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      `OVO takes whole rupiah, and this cart costs ${value.toString()}. Round prices, taxes and discounts to whole rupiah.`,
    )
  return value.toNumber()
}
