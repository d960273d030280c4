import { draftRecord, type Lifecycles } from '../engine/decide.ts'
import { tooBusy } from '../engine/dispatch.ts'
import type { Runner } from '../engine/runner.ts'
import type { Store, StoredRecord } from '../engine/store.ts'
import { NotAllowedError } from '../errors/errors.ts'
import type { Subject } from '../lifecycle/lifecycle.ts'
import type { RefundPlan } from '../linked/refund-plan.ts'
import { formatRupiah, type Rupiah, rupiah } from '../values/rupiah.ts'
import { type ShopReference, shopReference } from '../values/shop-reference.ts'
import { type Refund, toRefund } from './payment.ts'
import type { PartialUndo, PaymentRecord, WholeUndo } from './payment-kind.ts'
import { kindOf } from './payment-kinds.ts'
import { runUntil } from './run-until.ts'

/** What is to go back. */
export interface RefundWish {
  /** Whole rupiah. @default all that is left */
  readonly amount?: number
  /** What OVO is told, where it takes a reason. */
  readonly reason?: string
  /**
   * The shop's own name for this refund, 1 to 64 characters: asking again with it returns the same refund. Only for
   * payments that go back in parts. @default made of the amount, so that a double click is one refund
   */
  readonly key?: string
}

/** Every undo of a payment, oldest first. */
export async function undosOf(
  store: Store,
  { id, merchant, reference }: PaymentRecord,
): Promise<readonly StoredRecord[]> {
  return (await store.recordsByReference({ merchant, reference })).filter(({ parentId }) => parentId === id)
}

/** Gives a payment back, by the rules of its kind. */
export function createRefund(deps: {
  store: Store
  runner: Runner
  lifecycles: Lifecycles
  newId: (kind: string) => string
  changed: (id: string, millis: number) => Promise<void>
}): (payment: PaymentRecord, wish: RefundWish) => Promise<Refund> {
  const { store, runner, lifecycles } = deps

  /** `null`: somebody was faster; look again. */
  async function whole(
    payment: PaymentRecord,
    undo: WholeUndo<PaymentRecord>,
    { amount, reason }: RefundWish,
  ): Promise<StoredRecord | null> {
    const undos = await undosOf(store, payment)
    const live = undos.find(({ state }) => state !== 'failed')
    if (amount !== undefined && rupiah(amount) !== payment.data.amount) {
      const full = formatRupiah(payment.data.amount)
      throw new NotAllowedError(
        'refund-amount-not-full',
        `OVO ${undo.does} only in full: ${full}, or leave the amount out`,
      )
    }
    if (live !== undefined) return live
    if (payment.state !== 'paid') throw notPaid(payment)
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
      ...(reason === undefined ? {} : { note: reason }),
    })
    const subject: Subject = { ...draft, id: deps.newId(draft.kind), createdAt: now }
    const line = { recordId: subject.id, at: now, type: 'started', from: 'created', to: 'created' }
    const { committed } = await store.commit({
      now,
      insert: [draftRecord(lifecycles, subject, now)],
      expect: [{ id: payment.id, version: payment.version }],
      history: [{ ...line, isRejected: false, facts: {} }],
    })
    return committed ? store.record(subject.id) : null
  }

  /** The sum of all parts is kept in the payment's own change: the store lets one at a time through. */
  async function part(
    payment: PaymentRecord,
    undo: PartialUndo<PaymentRecord>,
    { amount: wanted, reason, key: named }: RefundWish,
  ): Promise<StoredRecord | null> {
    const relatives = await undosOf(store, payment)
    const asked = wanted === undefined ? undefined : rupiah(wanted)
    const key = named === undefined ? `amount ${asked ?? 'left'}` : shopReference(named, 'key')
    const same = relatives.find(({ data, state }) => data.key === key && state !== 'failed')
    const amount = asked ?? (same?.data.amount as Rupiah | undefined) ?? undo.remaining(payment, relatives)
    const plan = undo.plan({ payment, relatives, amount, key, isAutomatic: false, now: store.now() })
    if (plan.type === 'refused') throw refused(payment, plan, key)
    if (plan.type === 'existing') return store.record(plan.id)
    await runner.dispatch(payment.id, undo.event({ amount, key, ...(reason === undefined ? {} : { note: reason }) }))
    return null
  }

  return async (first, wish) => {
    let payment = first
    for (let round = 0; round < maxRounds; round++) {
      const { undo } = kindOf(payment)
      const begun = await (undo.takes === 'whole' ? whole(payment, undo, wish) : part(payment, undo, wish))
      if (begun !== null) {
        const isDone = ({ state }: StoredRecord): boolean => state !== 'created' && state !== 'sent'
        return toRefund(await runUntil({ ...deps, id: begun.id, isDone }))
      }
      payment = (await store.record(payment.id)) as PaymentRecord
    }
    throw tooBusy(payment)
  }
}

const maxRounds = 20

const notPaid = ({ state }: PaymentRecord): NotAllowedError =>
  new NotAllowedError('refund-not-paid', `only a paid payment can be refunded; this one is ${state}`)

function refused(
  payment: PaymentRecord,
  { reason, remaining }: RefundPlan & { readonly type: 'refused' },
  key: ShopReference | string,
): NotAllowedError {
  switch (reason) {
    case 'not-paid':
      return notPaid(payment)
    case 'window-closed':
      return new NotAllowedError(
        'refund-window-closed',
        'OVO takes no more refunds of this payment. Pay the customer back another way',
      )
    case 'above-remaining':
      return new NotAllowedError(
        'refund-above-remaining',
        `at most ${formatRupiah(remaining as Rupiah)} of this payment can still go back, with every refund that is under way`,
      )
    case 'key-reused':
      return new NotAllowedError(
        'refund-key-reused',
        `the refund ${JSON.stringify(key)} was asked for before, with another amount; give this one another key`,
      )
  }
}
