/** A request as it will leave: the very bytes that were signed. Header names are lower case. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** An answer as it came: status, headers (lower-case names) and the bytes, unparsed. */
export interface HttpAnswer {
  readonly kind: 'answered'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/**
 * No answer came. `sent: 'no'` is only said when the request provably never left (refused, no such host, connect
 * time-out); everything else is `'maybe'`, and a money-moving call is then of unknown outcome.
 */
export interface NoAnswer {
  readonly kind: 'no-answer'
  readonly sent: 'no' | 'maybe'
  /** A short machine word, such as `timeout` or `connection-refused`. */
  readonly reason: string
}

export type HttpResult = HttpAnswer | NoAnswer
