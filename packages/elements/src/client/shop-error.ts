import type { ShopperErrorCode, ShopperText } from './wire.ts'

/** What a shop answered instead of what was asked for. */
export class ShopError extends Error {
  override readonly name = 'ShopError'
  /** `unreachable`: no answer came; ask again. */
  readonly code: ShopperErrorCode | 'unreachable'
  /** OVO's own words, where it prescribes some. */
  readonly text: ShopperText | null
  readonly #retryAt: number
  readonly #retryAfterMillis: number

  constructor(input: {
    readonly code: ShopperErrorCode | 'unreachable'
    readonly message: string
    readonly text?: ShopperText
    /** When asking again makes sense: ISO 8601, on the server's clock. */
    readonly retryAt?: string
    /** The same in seconds from the answer on, which needs no clock. Answers of another origin do not show it. */
    readonly retryAfter?: string | null
  }) {
    super(input.message)
    this.code = input.code
    this.text = input.text ?? null
    this.#retryAt = Date.parse(input.retryAt ?? '')
    this.#retryAfterMillis = Number(input.retryAfter) * 1000
  }

  /** How long until asking again makes sense, for a clock that says `now`; `null` where nobody said. */
  waitMillis(now: number): number | null {
    const millis = this.#retryAfterMillis || this.#retryAt - now
    return Number.isNaN(millis) ? null : millis
  }
}

/** Anything that was thrown, as what a page can say. */
export const shopErrorOf = (error: unknown): ShopError =>
  error instanceof ShopError ? error : new ShopError({ code: 'internal', message: 'Something went wrong on our side.' })
