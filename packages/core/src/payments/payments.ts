import type { Lifecycles } from '../engine/decide.ts'
import type { Runner } from '../engine/runner.ts'
import type { Store } from '../engine/store.ts'
import { NotAllowedError, NotFoundError } from '../errors/errors.ts'
import { decisionReason } from '../values/decision-reason.ts'
import { type Follow, type HistoryLine, reasonFact } from './follow.ts'
import { type Payment, type Refund, toRefund } from './payment.ts'
import type { PaymentRecord } from './payment-kind.ts'
import { isPayment, kindOf, paymentKinds, toPayment } from './payment-kinds.ts'
import { createRefund, type RefundWish, undosOf } from './refund.ts'

export interface Payments {
  /** @throws {NotFoundError} `payment-not-found` */
  get(id: string): Promise<Payment>
  /** Every attempt under a reference, oldest first. */
  find(find: { readonly reference: string; readonly merchant?: string }): Promise<readonly Payment[]>
  /** The newest payments first. @default limit 50 */
  recent(options?: { readonly limit?: number }): Promise<readonly Payment[]>
  /**
   * Yields the payment now and at every change, until it is final, the signal aborts, or the loop is left. While
   * somebody listens, OVO is asked every 5 seconds.
   */
  watch(id: string, options?: { readonly signal?: AbortSignal }): AsyncIterable<Payment>
  /** Says that a shopper is looking, for pages that poll: OVO is asked every 5 seconds for the next 12. */
  touch(id: string): Promise<void>
  /** Resolves when the outcome is known for good: paid, refunded, declined, failed, reversed, or expired with OVO's final word. */
  settled(id: string, options?: { readonly signal?: AbortSignal }): Promise<Payment>
  /**
   * Gives the payment up. OVO has no cancel for a shown QR or a prompt that is out, so it can be paid until its time is
   * over; if it is, the money goes back by itself on the same day, or a person is told (G7).
   *
   * @throws {NotAllowedError} `not-cancellable` when its outcome is known
   */
  cancel(id: string): Promise<Payment>
  /**
   * Gives a paid payment back. A QRIS payment is refunded and a push is voided in full, on its own day in Jakarta (until
   * 23:59:59); a linked payment is refunded in full or in parts, within 60 days, and never above its amount. Idempotent:
   * while a refund is not known to have failed, asking again returns it. Resolves with what is known after OVO's answer;
   * `unknown` is asked about until it is known, and `refunded` or `refund-failed`, `voided` or `void-failed` is delivered.
   *
   * @throws {InputError} `invalid-amount`, `invalid-input`
   * @throws {NotAllowedError} `refund-not-paid`, `refund-window-closed`; `refund-amount-not-full` where it goes back in
   * full only, `refund-above-remaining` and `refund-key-reused` where it goes back in parts
   * @see docs/protocol/qris.md#refund
   * @see docs/protocol/push-to-pay.md#void
   * @see docs/protocol/linkage.md#refund
   */
  refund(id: string, wish?: RefundWish): Promise<Refund>
  /** Every refund or void of a payment, oldest first, failed ones too. */
  refunds(id: string): Promise<readonly Refund[]>
  /**
   * A person's decision on a payment that `needsDecision`, such as one that OVO says was paid though something did not
   * fit: `paid` takes the money as this payment's (it can be refunded then), `failed` says that it is not, and frees the
   * reference. It is kept in the history, with the reason that is given: up to 200 characters, without phone numbers.
   *
   * @throws {NotAllowedError} `not-resolvable` when a rule may still decide, or everything is decided
   * @throws {InputError} `invalid-input` for a reason that cannot be kept
   */
  resolve(id: string, as: 'paid' | 'failed', options?: { readonly reason?: string }): Promise<Payment>
  /** What has happened to a payment and its refunds, oldest first. Ids, states, machine words, and a person's reason. */
  history(id: string): Promise<readonly HistoryLine[]>
  /** Asks OVO now, if the state leaves anything to ask. Resolves with what is known then. */
  check(id: string): Promise<Payment>
}

export function createPayments(deps: {
  store: Store
  runner: Runner
  lifecycles: Lifecycles
  follow: Follow
  newId: (kind: string) => string
  changed: (id: string, millis: number) => Promise<void>
}): Payments {
  const { store, runner, follow } = deps

  async function load(id: string): Promise<PaymentRecord> {
    const record = await store.record(id)
    if (record !== null && isPayment(record)) return record
    throw new NotFoundError('payment-not-found', `there is no payment ${JSON.stringify(id.slice(0, 64))}`)
  }

  async function view(record: PaymentRecord): Promise<Payment> {
    const { merchant, reference } = record
    return toPayment(record, await store.recordsByReference({ merchant, reference }))
  }

  async function* watch(id: string, signal: AbortSignal | undefined): AsyncGenerator<Payment> {
    const isSettled = (record: PaymentRecord): boolean => kindOf(record).isSettled(record)
    for await (const record of follow.watch({ load: () => load(id), isSettled, signal })) yield await view(record)
  }

  const refund = createRefund(deps)

  return {
    get: async (id) => view(await load(id)),
    find: async ({ reference, merchant = 'default' }) => {
      // No reference holds NUL, and PostgreSQL refuses to look for one.
      if (reference.includes('\u0000')) return []
      const records = await store.recordsByReference({ merchant, reference })
      return records.filter(isPayment).map((record) => toPayment(record, records))
    },
    recent: async ({ limit = 50 } = {}) => {
      const records = (await store.recentRecords({ kinds: paymentKinds, limit })).filter(isPayment)
      return Promise.all(records.map(view))
    },
    watch: (id, { signal } = {}) => watch(id, signal),
    touch: async (id) => follow.touch(await load(id)),
    settled: async (id, { signal } = {}) => {
      let last: Payment | null = null
      for await (const payment of watch(id, signal)) last = payment
      signal?.throwIfAborted()
      return last ?? view(await load(id))
    },
    cancel: async (id) => {
      const record = await load(id)
      if (record.data.givenUp !== undefined) return view(record)
      const outcome = await runner.dispatch(id, { type: 'abandoned' })
      if (outcome?.accepted !== true) {
        throw new NotAllowedError(
          'not-cancellable',
          `a payment that is ${outcome?.record.state ?? record.state} cannot be cancelled`,
        )
      }
      return view(outcome.record as PaymentRecord)
    },
    refund: async (id, wish = {}) => refund(await load(id), wish),
    refunds: async (id) => (await undosOf(store, await load(id))).map(toRefund),
    resolve: async (id, as, { reason } = {}) => {
      const record = await load(id)
      const kept = reason === undefined ? {} : { [reasonFact]: decisionReason(reason) }
      const event = { type: as === 'paid' ? 'accepted' : 'written-off', ...kept }
      const outcome = kindOf(record).isForPerson(record) ? await runner.dispatch(id, event) : null
      if (outcome?.accepted === true) return view(outcome.record as PaymentRecord)
      const { state } = outcome?.record ?? record
      throw new NotAllowedError(
        'not-resolvable',
        `only a payment that no rule may decide any more is a person's to decide; this one is ${state}`,
      )
    },
    history: async (id) => {
      const payment = await load(id)
      const undos = await undosOf(store, payment)
      return follow.history([payment, ...undos].map((record) => record.id))
    },
    check: async (id) => {
      await follow.ask(await load(id))
      return view(await load(id))
    },
  }
}
