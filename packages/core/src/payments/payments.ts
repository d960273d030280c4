import { draftRecord, type Lifecycles } from '../engine/decide.ts'
import type { Runner } from '../engine/runner.ts'
import type { Store, StoredRecord } from '../engine/store.ts'
import { NotAllowedError, NotFoundError } from '../errors/errors.ts'
import type { Subject } from '../lifecycle/lifecycle.ts'
import { formatRupiah, rupiah } from '../values/rupiah.ts'
import type { Follow, HistoryLine } from './follow.ts'
import { type Payment, type Refund, toRefund } from './payment.ts'
import type { PaymentRecord } from './payment-kind.ts'
import { isPayment, kindOf, paymentKinds, toPayment } from './payment-kinds.ts'

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
   * Gives a paid payment back, in full and on its own day in Jakarta (until 23:59:59): refunds a QRIS payment, voids a
   * push. Idempotent: while a refund is not known to have failed, asking again returns it. Resolves with what is known
   * after OVO's answer; `unknown` is asked about until it is known, and `refunded` or `refund-failed`, `voided` or
   * `void-failed` is delivered.
   *
   * @throws {NotAllowedError} `refund-not-paid`, `refund-amount-not-full`, `refund-window-closed`
   * @see docs/protocol/qris.md#refund
   * @see docs/protocol/push-to-pay.md#void
   */
  refund(id: string, options?: { readonly amount?: number; readonly reason?: string }): Promise<Refund>
  /**
   * A person's decision on a payment that `needsDecision`, such as one that OVO says was paid though something did not
   * fit: `paid` takes the money as this payment's (it can be refunded then), `failed` says that it is not, and frees the
   * reference. It is kept in the history.
   *
   * @throws {NotAllowedError} `not-resolvable` when a rule may still decide, or everything is decided
   */
  resolve(id: string, as: 'paid' | 'failed'): Promise<Payment>
  /** What has happened to a payment and its refunds, oldest first. Ids, states and machine words only. */
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
  const { store, runner, lifecycles, follow } = deps

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

  async function findUndo(
    payment: PaymentRecord,
  ): Promise<{ undos: readonly StoredRecord[]; live: StoredRecord | undefined }> {
    const { merchant, reference } = payment
    const undos = (await store.recordsByReference({ merchant, reference })).filter(
      ({ parentId }) => parentId === payment.id,
    )
    return { undos, live: undos.find(({ state }) => state !== 'failed') }
  }

  async function refund(id: string, amount: number | undefined, note: string | undefined): Promise<Refund> {
    const payment = await load(id)
    const { undo } = kindOf(payment)
    const { undos, live } = await findUndo(payment)
    if (amount !== undefined && rupiah(amount) !== payment.data.amount) {
      const full = formatRupiah(payment.data.amount)
      throw new NotAllowedError(
        'refund-amount-not-full',
        `OVO ${undo.does} only in full: ${full}, or leave the amount out`,
      )
    }
    if (live !== undefined) return finish(live)
    if (payment.state !== 'paid') {
      throw new NotAllowedError('refund-not-paid', `only a paid payment can be refunded; this one is ${payment.state}`)
    }
    const now = store.now()
    if (now > undo.until(payment)) {
      throw new NotAllowedError(
        'refund-window-closed',
        `OVO ${undo.does} only on its own day, until 23:59:59 in Jakarta. Pay the customer back another way`,
      )
    }
    const draft = undo.draft({
      payment,
      earlier: undos.length,
      isAutomatic: false,
      ...(note === undefined ? {} : { note }),
    })
    const subject: Subject = { ...draft, id: deps.newId(draft.kind), createdAt: now }
    const { committed } = await store.commit({
      now,
      insert: [draftRecord(lifecycles, subject, now)],
      expect: [{ id: payment.id, version: payment.version }],
      history: [
        {
          recordId: subject.id,
          at: now,
          type: 'started',
          from: 'created',
          to: 'created',
          isRejected: false,
          facts: {},
        },
      ],
    })
    // Somebody was faster: theirs is the refund.
    if (!committed) return refund(id, amount, note)
    return finish((await store.record(subject.id)) as StoredRecord)
  }

  /** Takes an undo as far as it goes now, and says what is known. */
  async function finish(undo: StoredRecord): Promise<Refund> {
    let latest = undo
    for (let waited = 0; waited < 150 && (latest.state === 'created' || latest.state === 'sent'); waited++) {
      const isMine = await runner.runOne(undo.id)
      latest = (await store.record(undo.id)) as StoredRecord
      if (isMine) break
      // Another call or process is sending it right now: its answer is ours too.
      await deps.changed(undo.id, 100)
    }
    return toRefund(latest)
  }

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
    refund: (id, { amount, reason } = {}) => refund(id, amount, reason),
    resolve: async (id, as) => {
      const record = await load(id)
      const event = { type: as === 'paid' ? 'accepted' : 'written-off' }
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
      const { undos } = await findUndo(payment)
      return follow.history([payment, ...undos].map((record) => record.id))
    },
    check: async (id) => {
      await follow.ask(await load(id))
      return view(await load(id))
    },
  }
}
