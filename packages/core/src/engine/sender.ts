import type { PushToPayCall } from '../push-to-pay/call.ts'
import type { SnapCall, SnapResult } from '../snap/call.ts'
import type { HttpResult } from '../values/http.ts'
import type { OpenExchange } from './exchange-log.ts'
import type { ChangeSet, ExchangeEnd } from './store.ts'

/** A request that is signed and not yet sent. `exchange.start` is to be stored before it is (G1). */
export interface Prepared<Result> {
  readonly exchange: OpenExchange
  /** Sends what was written ahead, once. `guard` goes along with whatever else has to be stored meanwhile. */
  send(guard?: Pick<ChangeSet, 'holds'>): Promise<Sent<Result>>
}

export interface Sent<Result> {
  readonly result: Result
  /** To be stored with what the answer changes. */
  readonly exchangeEnd: ExchangeEnd
}

/** One protocol's way to OVO. */
export interface Channel<Call, Result> {
  /**
   * Signs, and writes nothing.
   *
   * @throws {OvoCallError} when no token can be had
   * @throws {StoreError} `seal-broken` when what the call needs cannot be opened
   */
  prepare(input: {
    readonly call: Call
    readonly merchant: string
    readonly recordId: string | null
  }): Promise<Prepared<Result>>
}

/** The channels by the name that a call bears. */
export interface Sender {
  readonly snap: Channel<SnapCall, SnapResult>
  readonly 'push-to-pay': Channel<PushToPayCall, HttpResult>
}

/** What a lifecycle may ask for. */
export type AnyCall = SnapCall | PushToPayCall

/** Prepares a call of either protocol. Its lifecycle reads the result, and knows which kind it is. */
export function prepareAny(
  sender: Sender,
  input: { readonly call: AnyCall; readonly merchant: string; readonly recordId: string | null },
): Promise<Prepared<unknown>> {
  const { call } = input
  return call.protocol === 'snap'
    ? sender.snap.prepare({ ...input, call })
    : sender['push-to-pay'].prepare({ ...input, call })
}
