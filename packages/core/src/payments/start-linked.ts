import type { Sealer } from '../crypto/seal.ts'
import { clientKey } from '../engine/client-key.ts'
import type { LinkRecord } from '../engine/customer-tokens.ts'
import { draftRecord, type Lifecycles } from '../engine/decide.ts'
import type { Merchants } from '../engine/merchants.ts'
import type { Numbers } from '../engine/numbers.ts'
import type { Ports } from '../engine/ports.ts'
import type { Runner } from '../engine/runner.ts'
import { sealContext } from '../engine/seal-context.ts'
import type { Sender } from '../engine/sender.ts'
import type { Store } from '../engine/store.ts'
import { type NotAllowedError, NotFoundError, OvoCallError } from '../errors/errors.ts'
import { type LinkedData, type LinkedSubject, linkedLimits } from '../linked/linked-data.ts'
import type { LinkedEvent } from '../linked/linked-events.ts'
import { linkedKind } from '../linked/linked-lifecycle.ts'
import { buildPay, type PayOutcome, readPay } from '../linked/pay.ts'
import { type Rupiah, rupiah } from '../values/rupiah.ts'
import { type ShopReference, shopReference } from '../values/shop-reference.ts'
import { deviceIdOf, type OfCustomer, shopAddress, usableLink, type Whose, whose } from './find-link.ts'
import type { LinkedPayment, LinkedRecord, PinPage, StartedLinkedPayment } from './linked-payment.ts'
import type { PaymentRecord } from './payment-kind.ts'
import { toPayment } from './payment-kinds.ts'
import type { Payments } from './payments.ts'
import { contestedSlot, takenSlot } from './taken-slot.ts'

export interface StartLinked extends OfCustomer {
  /** The shop's own reference for what is paid: at most one attempt under it can be paid at a time. 1-64 characters. */
  readonly reference: string
  /** Whole rupiah, from the shop's own order, never from the browser. */
  readonly amount: number
  /** Where OVO's PIN page sends the browser back to: https, or http on this machine. Coming back proves nothing. */
  readonly returnUrl: string
  /** `points-first`: OVO Points, and OVO Cash for the rest. @default 'points-first' */
  readonly use?: LinkedData['use']
  /** X-DEVICE-ID, at most 400 characters. @default the one that the account was linked with */
  readonly deviceId?: string
  /** What to do when it is found paid after the shop heard that it expired or failed. @default 'accept' */
  readonly onLatePayment?: LinkedData['latePayment']
}

export interface Linked {
  /**
   * Starts a payment out of the customer's linked account, or returns the one that is being paid under the same
   * reference: a double click, two tabs and two servers get the same one (G6). Send the browser to `pinPage` where there
   * is one. Only OVO's status pays: it is asked in the background until it is known.
   *
   * @throws {InputError} `invalid-input`, `invalid-amount`
   * @throws {NotAllowedError} `not-linked`, also when OVO is found to know the link no longer; `already-paid`;
   * `attempt-in-progress` with `retryAt`
   * @throws {NotFoundError} `merchant-unknown`, `not-configured`
   * @throws {OvoCallError} `ovo-unreachable`, `ovo-refused`: nothing was paid and nothing can be
   * @see docs/protocol/linkage.md#payment
   */
  start(input: StartLinked): Promise<StartedLinkedPayment>
  /**
   * Where the customer types the PIN, for a page that was reloaded; `null` once there is nothing to type. Show it to
   * the customer whose payment it is, and to nobody else.
   *
   * @throws {NotFoundError} `payment-not-found`
   */
  pinPage(id: string): Promise<PinPage | null>
}

interface Wanted extends Whose {
  readonly reference: ShopReference
  readonly amount: Rupiah
  readonly returnUrl: string
  readonly use: LinkedData['use']
  readonly deviceId: string | undefined
  readonly latePayment: LinkedData['latePayment']
}

const maxRounds = 10

export function createLinked(deps: {
  store: Store
  runner: Runner
  sender: Sender
  sealer: Sealer
  lifecycles: Lifecycles
  ports: Ports
  merchants: Merchants
  numbers: Numbers
  payments: Pick<Payments, 'check'>
  newId: (kind: string) => string
  changed: (id: string, millis: number) => Promise<void>
}): Linked {
  const { store, runner, sender, sealer, lifecycles, ports } = deps

  const seal = (id: string, customer: string, plaintext: string): string =>
    sealer.seal({ plaintext, context: sealContext(id, customer), nonce: ports.random(12) })
  const open = ({ id, data }: LinkedRecord, sealed: string): string =>
    new TextDecoder().decode(sealer.open({ sealed, context: sealContext(id, data.customer) }))

  function pinPageOf(record: LinkedRecord): PinPage | null {
    const { sealedPage, sealedAppPage, validUntil } = record.data
    if (record.state !== 'awaiting-pin' || sealedPage === undefined || store.now() >= validUntil) return null
    return { web: open(record, sealedPage), app: sealedAppPage === undefined ? null : open(record, sealedAppPage) }
  }

  const started = (record: LinkedRecord): StartedLinkedPayment => ({
    ...(toPayment(record) as LinkedPayment),
    pinPage: pinPageOf(record),
  })

  async function start(wanted: Wanted): Promise<StartedLinkedPayment> {
    for (let round = 0; round < maxRounds; round++) {
      const held = await holder(wanted)
      const joined = held === null ? null : await join(held, wanted)
      if (joined !== null) return started(joined)
      const begun = await begin(wanted)
      if (begun !== null) return begun
    }
    throw contestedSlot(wanted.reference, store.now())
  }

  const holder = async ({ merchant, reference }: Wanted): Promise<PaymentRecord | null> =>
    (await store.recordByExclusive(`payment:${merchant.name}:${reference}`)) as PaymentRecord | null

  /** The attempt that holds the order's slot, if it is what this call asks for. `null`: the slot is free again. */
  async function join(found: PaymentRecord, wanted: Wanted): Promise<LinkedRecord | null> {
    let record: PaymentRecord | null = found
    // Another call is waiting for OVO's answer to the same thing: wait with it.
    for (let waited = 0; record?.state === 'created' && waited < 150; waited++) {
      await deps.changed(record.id, 100)
      record = (await store.record(record.id)) as PaymentRecord | null
    }
    if (record === null || record.exclusive === null) return null
    if (!isWanted(record, wanted)) throw takenSlot(record, store.now())
    if (record.data.givenUp !== 'cancelled') return record
    // The shopper cancelled and came back while the same payment is open: it is wanted again.
    const resumed = await runner.dispatch(record.id, { type: 'resumed' })
    if (resumed?.accepted === true) return resumed.record as LinkedRecord
    throw takenSlot(record, store.now())
  }

  const isWanted = (record: PaymentRecord, { amount, customer }: Wanted): record is LinkedRecord => {
    if (record.kind !== linkedKind) return false
    const { state, data } = record as LinkedRecord
    const isOpen = state === 'awaiting-pin' || (state === 'unknown' && data.mismatch === undefined)
    return isOpen && data.amount === amount && data.customer === customer && store.now() < data.validUntil
  }

  /** Takes the order's slot and asks OVO. `null`: somebody else has the slot. */
  async function begin(wanted: Wanted): Promise<StartedLinkedPayment | null> {
    const { merchant, reference, returnUrl } = wanted
    const link = await usableLink(store, wanted)
    const number = await deps.numbers.next(clientKey(merchant))
    const id = deps.newId(linkedKind)
    const data = dataOf(wanted, link)
    const how = { returnUrl, notifyUrl: merchant.linked?.notifyUrl, dialect: merchant.dialect }
    const call = buildPay({ number, data }, how)
    const prepared = await sender.snap.prepare({ call, merchant: merchant.name, recordId: id })
    const now = store.now()
    const subject: LinkedSubject = {
      id,
      kind: linkedKind,
      merchant: merchant.name,
      reference,
      number,
      parentId: null,
      state: 'created',
      data,
      createdAt: now,
    }
    const draft = draftRecord(lifecycles, subject, now)
    const line = { recordId: id, at: now, type: 'started', from: 'created', to: 'created', isRejected: false }
    const ahead = await store.commit({
      now,
      insert: [draft],
      history: [{ ...line, facts: { amount: data.amount } }],
      exchangeStarts: [prepared.exchange.start],
    })
    if (!ahead.committed) return null

    const { result, exchangeEnd } = await prepared.send()
    const outcome = readPay(result, { number })
    const event = sealPages(id, data.customer, outcome)
    const known = { ...draft, version: 1, updatedAt: now }
    await runner.dispatch(id, event, { exchangeEnds: [exchangeEnd], known })
    if (outcome.type === 'refused' || outcome.type === 'unsent') throw await problemOf(wanted, outcome)
    // Without a PIN page there is nothing to wait for: OVO knows already.
    if (outcome.type === 'taken') await deps.payments.check(id)
    return started((await store.record(id)) as LinkedRecord)
  }

  function dataOf({ amount, merchant, customer, use, deviceId, latePayment }: Wanted, link: LinkRecord): LinkedData {
    return {
      amount,
      merchantId: merchant.credentials.merchantId,
      customer,
      link: link.id,
      use,
      latePayment,
      asked: 0,
      deviceId: deviceId ?? link.data.deviceId,
      validUntil: store.now() + linkedLimits.lifetimeMillis,
      refundDays: merchant.linked?.refundDays ?? linkedLimits.refundDays,
    }
  }

  function sealPages(id: string, customer: string, outcome: PayOutcome): LinkedEvent {
    if (outcome.type !== 'pin-asked') return outcome
    const { page, appPage, ...rest } = outcome
    return {
      ...rest,
      sealedPage: seal(id, customer, page),
      sealedAppPage: appPage === null ? null : seal(id, customer, appPage),
    }
  }

  async function problemOf(
    of: Whose,
    outcome: PayOutcome & { readonly type: 'refused' | 'unsent' },
  ): Promise<OvoCallError | NotAllowedError> {
    if (outcome.type === 'unsent')
      return new OvoCallError('ovo-unreachable', `OVO cannot be reached (${outcome.reason}); nothing was sent`)
    // The refusal itself may have shown that OVO no longer knows the link.
    const gone = await usableLink(store, of).then(
      () => null,
      (error: NotAllowedError) => error,
    )
    const responseCode = outcome.responseCode ?? undefined
    const message = `OVO refused the payment (${responseCode ?? outcome.reason}); nothing was paid`
    return gone ?? new OvoCallError('ovo-refused', message, { responseCode })
  }

  return {
    start: (input) =>
      start({
        ...whose(deps.merchants, input),
        reference: shopReference(input.reference),
        amount: rupiah(input.amount),
        returnUrl: shopAddress(input.returnUrl, 'returnUrl'),
        use: input.use ?? 'points-first',
        deviceId: input.deviceId === undefined ? undefined : deviceIdOf(input.deviceId, ports.random),
        latePayment: input.onLatePayment ?? 'accept',
      }),
    pinPage: async (id) => {
      const record = await store.record(id)
      if (record?.kind === linkedKind) return pinPageOf(record as LinkedRecord)
      throw new NotFoundError('payment-not-found', `there is no linked payment ${JSON.stringify(id.slice(0, 64))}`)
    },
  }
}
