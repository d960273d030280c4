/** One line for a shopper, in both languages. */
export interface ShopperText {
  readonly id: string
  readonly en: string
}
