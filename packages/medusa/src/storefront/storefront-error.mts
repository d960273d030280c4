import type { ShopperErrorCode } from '@ovokit/core/checkout'

/** What a page of the store translates by. */
export type StorefrontErrorCode = ShopperErrorCode | 'unreachable' | 'not-signed-in'

/** What the store answered instead of a payment. Its `code` is there to be translated, its message safe to show. */
export class OvoStorefrontError extends Error {
  override readonly name = 'OvoStorefrontError'
  /** `unreachable`: the store did not answer; ask again. `not-signed-in`: only a customer may. */
  readonly code: StorefrontErrorCode
  /** When asking again makes sense. */
  readonly retryAt: Date | null
  /** OVO's own words, where it prescribes some. */
  readonly text: { readonly id: string; readonly en: string } | null

  constructor(input: {
    readonly code: StorefrontErrorCode
    readonly message: string
    readonly retryAt?: string
    readonly text?: { readonly id: string; readonly en: string }
  }) {
    super(input.message)
    this.code = input.code
    this.retryAt = input.retryAt === undefined ? null : new Date(input.retryAt)
    this.text = input.text ?? null
  }
}
