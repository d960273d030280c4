import { clientKey } from '../engine/client-key.ts'
import { draftRecord, type Lifecycles } from '../engine/decide.ts'
import type { Merchants, SnapMerchant } from '../engine/merchants.ts'
import type { Numbers } from '../engine/numbers.ts'
import type { Runner } from '../engine/runner.ts'
import type { Sender } from '../engine/sender.ts'
import type { Store } from '../engine/store.ts'
import { InputError, NotAllowedError, OvoCallError } from '../errors/errors.ts'
import type { Subject } from '../lifecycle/lifecycle.ts'
import { buildGenerate, readGenerate } from '../qris/generate.ts'
import { type LatePaymentPolicy, payableUntil, type QrisData, qrisLimits } from '../qris/qris-data.ts'
import { qrisKind } from '../qris/qris-lifecycle.ts'
import type { Json } from '../values/json.ts'
import { formatRupiah, type Rupiah, rupiah } from '../values/rupiah.ts'
import { type ShopReference, shopReference } from '../values/shop-reference.ts'
import { toPayment } from './payment-kinds.ts'
import type { QrisRecord, ShownPayment } from './qris-payment.ts'
import { alreadyPaid, takenSlot } from './taken-slot.ts'

export interface StartQris {
  /** The shop's own reference for what is paid: at most one attempt under it can be paid at a time. 1-64 characters. */
  readonly reference: string
  /** Whole rupiah, 1 to 5,000,000. From the shop's own order, never from the browser. */
  readonly amount: number
  /** @default 'default' */
  readonly merchant?: string
  /** What OVO's business team agreed with the merchant; passed through as it is. */
  readonly allowedSources?: Json
  /** What to do when it is found paid after the shop heard that it expired, and nothing else was. @default 'accept' */
  readonly onLatePayment?: LatePaymentPolicy
}

export interface Qris {
  /**
   * Starts a payment, or returns the one that is being paid under the same reference: a double click, two tabs and two
   * servers get the same QR (G6). After expiry it makes a new one, and after a refund too: whether a refunded order may
   * be paid again is the shop's to say.
   *
   * @throws {InputError} `invalid-input`, `invalid-amount`
   * @throws {NotAllowedError} `already-paid`; `attempt-in-progress` when another amount can still be paid, with `retryAt`
   * @throws {OvoCallError} `ovo-unreachable`, `ovo-refused`, `ovo-protocol`: no QR; nothing can be paid
   * @see docs/protocol/qris.md#generate
   */
  start(input: StartQris): Promise<ShownPayment>
}

type Wanted = {
  readonly merchant: SnapMerchant
  readonly reference: ShopReference
  readonly amount: Rupiah
  readonly allowedSources?: Json
  readonly latePayment: LatePaymentPolicy
}

/** A lost answer costs a new number, not the shopper's patience: so often, then the shop is told. */
const maxLost = 2
const maxRounds = 10

export function createQris(deps: {
  store: Store
  runner: Runner
  sender: Sender
  numbers: Numbers
  lifecycles: Lifecycles
  merchants: Merchants
  newId: (kind: string) => string
  /** Resolves when the record has changed, or after that many milliseconds. */
  changed: (id: string, millis: number) => Promise<void>
}): Qris {
  const { store, runner, sender, numbers, lifecycles } = deps

  async function start(wanted: Wanted): Promise<ShownPayment> {
    let lost = 0
    for (let round = 0; round < maxRounds; round++) {
      const step = await attempt(wanted)
      if (step.kind === 'shown') return step.payment
      if (step.kind === 'taken') {
        const joined = await join(step.by, wanted)
        if (joined !== null) return joined
      }
      if (step.kind === 'lost' && ++lost > maxLost) break
    }
    throw new OvoCallError(
      'ovo-unreachable',
      'OVO did not answer in time; no QR was shown and nothing can be paid. Try again',
    )
  }

  type Attempt = { kind: 'shown'; payment: ShownPayment } | { kind: 'taken'; by: QrisRecord | null } | { kind: 'lost' }

  async function attempt(wanted: Wanted): Promise<Attempt> {
    const { merchant, reference } = wanted
    const number = await numbers.next(clientKey(merchant))
    const { merchantId, terminalId } = merchant.credentials
    const { amount, latePayment, allowedSources } = wanted
    const asked: Omit<QrisData, 'sentAt'> = {
      amount,
      merchantId,
      terminalId,
      latePayment,
      asked: 0,
      ...(allowedSources === undefined ? {} : { allowedSources }),
    }
    const id = deps.newId(qrisKind)
    const call = buildGenerate({ number, data: asked })
    const prepared = await sender.snap
      .prepare({ call, merchant: merchant.name, recordId: id })
      .catch((error: unknown) => ({ error }))
    if ('error' in prepared) {
      // Without a token nothing new can be started, but what was started before can be said.
      const by = await holder(wanted)
      if (by === null) throw prepared.error
      return { kind: 'taken', by }
    }
    // Only now: a token may have taken its time, and the QR's 75 seconds begin when generate leaves.
    const sentAt = store.now()
    const subject: Subject<'created', QrisData> = {
      id,
      kind: qrisKind,
      merchant: merchant.name,
      reference,
      number,
      parentId: null,
      state: 'created',
      data: { ...asked, sentAt },
      createdAt: sentAt,
    }
    const begun = { recordId: subject.id, at: sentAt, type: 'started', from: 'created', to: 'created' }
    const draft = draftRecord(lifecycles, subject, sentAt)
    const ahead = await store.commit({
      now: store.now(),
      insert: [draft],
      history: [{ ...begun, isRejected: false, facts: { amount } }],
      exchangeStarts: [prepared.exchange.start],
    })
    if (!ahead.committed) return { kind: 'taken', by: await holder(wanted) }

    const { result, exchangeEnd } = await prepared.send()
    const event = readGenerate(result, subject)
    const known = { ...draft, version: 1, updatedAt: sentAt }
    const outcome = await runner.dispatch(subject.id, event, { exchangeEnds: [exchangeEnd], known })
    const record = outcome?.record as QrisRecord | undefined
    if (record === undefined || outcome?.accepted !== true) return { kind: 'lost' }
    switch (event.type) {
      case 'shown':
        if (record.data.givenUp === 'superseded') throw alreadyPaid(wanted.reference)
        if (record.data.givenUp === 'cancelled') throw cancelledMeanwhile(wanted)
        return { kind: 'shown', payment: toPayment(record) as ShownPayment }
      case 'lost':
        return { kind: 'lost' }
      case 'unsent':
        throw new OvoCallError('ovo-unreachable', `OVO cannot be reached (${event.reason}); nothing was sent`)
      case 'refused': {
        const responseCode = event.responseCode ?? undefined
        throw new OvoCallError('ovo-refused', `OVO refused to make a QR (${responseCode ?? event.reason})`, {
          responseCode,
        })
      }
      default:
        throw new OvoCallError('ovo-protocol', 'OVO answered with a QR for something else; it was not shown')
    }
  }

  const holder = async ({ merchant, reference }: Wanted): Promise<QrisRecord | null> =>
    (await store.recordByExclusive(`payment:${merchant.name}:${reference}`)) as QrisRecord | null

  /** The attempt that holds the order's slot, if it is what this call asks for. `null`: the slot is free again. */
  async function join(found: QrisRecord | null, wanted: Wanted): Promise<ShownPayment | null> {
    let record = found
    // Another call is waiting for OVO's answer to the same thing: wait with it.
    for (let waited = 0; record?.state === 'created' && waited < 150; waited++) {
      await deps.changed(record.id, 100)
      record = (await store.record(record.id)) as QrisRecord | null
    }
    if (record === null || record.exclusive === null) return null
    const isSame =
      record.kind === qrisKind &&
      record.state === 'awaiting-scan' &&
      record.data.amount === wanted.amount &&
      store.now() < payableUntil(record.data)
    if (!isSame) throw takenSlot(record, store.now())
    if (record.data.givenUp !== 'cancelled') return toPayment(record) as ShownPayment
    // The shopper cancelled and came back while the same QR lives: it is wanted again.
    const resumed = await runner.dispatch(record.id, { type: 'resumed' })
    return resumed?.accepted === true ? (toPayment(resumed.record as QrisRecord) as ShownPayment) : null
  }

  return {
    start: (input) =>
      start({
        merchant: deps.merchants.snap(input.merchant ?? 'default'),
        reference: shopReference(input.reference),
        amount: checkAmount(input.amount),
        latePayment: input.onLatePayment ?? 'accept',
        ...(input.allowedSources === undefined ? {} : { allowedSources: input.allowedSources }),
      }),
  }
}

function checkAmount(value: unknown): Rupiah {
  const amount = rupiah(value)
  const { minAmount, maxAmount } = qrisLimits
  if (amount >= minAmount && amount <= maxAmount) return amount
  const max = formatRupiah(maxAmount as Rupiah)
  throw new InputError('amount', `OVO takes at most ${max} by QRIS; offer another way to pay`, 'invalid-amount')
}

const cancelledMeanwhile = ({ reference }: Wanted): NotAllowedError =>
  new NotAllowedError(
    'attempt-in-progress',
    `${reference} was cancelled while its QR was made; start again to pay after all`,
  )
