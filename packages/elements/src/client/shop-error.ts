import type { ShopperErrorCode, ShopperText } from './wire.ts'

/** What a shop answered instead of what was asked for. */
export class ShopError extends Error {
  override readonly name = 'ShopError'
  /** `unreachable`: no answer came; ask again. */
  readonly code: ShopperErrorCode | 'unreachable'
  /** OVO's own words, where it prescribes some. */
  readonly text: ShopperText | null
  /** Epoch milliseconds of the server's clock: when asking again makes sense. */
  readonly retryAt: number | null
  /** The same from the answer on, which needs no clock. Answers of another origin do not show it. */
  readonly retryAfterSeconds: number | null

  constructor(input: {
    readonly code: ShopperErrorCode | 'unreachable'
    readonly message: string
    readonly text?: ShopperText
    readonly retryAt?: string
    readonly retryAfter?: string | null
  }) {
    super(input.message)
    this.code = input.code
    this.text = input.text ?? null
    this.retryAt = input.retryAt === undefined ? null : Date.parse(input.retryAt)
    this.retryAfterSeconds = Number(input.retryAfter) || null
  }
}

/** Anything that was thrown, as what a page can say. */
export const shopErrorOf = (error: unknown): ShopError =>
  error instanceof ShopError ? error : new ShopError({ code: 'internal', message: String(error) })
