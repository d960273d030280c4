import type { Sealer } from '../crypto/seal.ts'
import { draftRecord, type Lifecycles } from '../engine/decide.ts'
import type { Merchants, PushToPayMerchant } from '../engine/merchants.ts'
import type { Ports } from '../engine/ports.ts'
import { phoneContext } from '../engine/push-to-pay-channel.ts'
import type { Runner } from '../engine/runner.ts'
import type { Prepared, Sender } from '../engine/sender.ts'
import type { Store } from '../engine/store.ts'
import { InputError, NotAllowedError, NotFoundError, OvoCallError } from '../errors/errors.ts'
import type { Subject } from '../lifecycle/lifecycle.ts'
import { buildInquiry, type InquiryOutcome, readInquiry } from '../push-to-pay/inquiry.ts'
import { pushEvent, pushKind } from '../push-to-pay/lifecycle.ts'
import { buildPush } from '../push-to-pay/push.ts'
import { type LateSuccessPolicy, type PushData, transactionOf } from '../push-to-pay/push-data.ts'
import type { PushEvent } from '../push-to-pay/push-events.ts'
import { pushTiming } from '../push-to-pay/schedule.ts'
import { numbersAt, sequenceFloor, sequenceName } from '../push-to-pay/sequence.ts'
import type { HttpResult, NoAnswer } from '../values/http.ts'
import { type MerchantInvoice, merchantInvoice } from '../values/merchant-invoice.ts'
import { maskPhone, type PhoneNumber, phoneNumber } from '../values/phone-number.ts'
import { type Rupiah, rupiah } from '../values/rupiah.ts'
import { type ShopReference, shopReference } from '../values/shop-reference.ts'
import type { PaymentRecord } from './payment-kind.ts'
import { toPayment } from './payment-kinds.ts'
import type { Payments } from './payments.ts'
import type { PushRecord, PushToPayPayment } from './push-to-pay-payment.ts'
import { contestedSlot, takenSlot } from './taken-slot.ts'

export interface StartPush {
  /** The shop's own reference for what is paid: at most one attempt under it can be paid at a time. 1-64 characters. */
  readonly reference: string
  /** Whole rupiah, from the shop's own order, never from the browser. */
  readonly amount: number
  /** The customer's OVO number, as people write it: `0812…`, `+62 812-…`. Kept sealed, shown masked. */
  readonly phone: string
  /** @default 'default' */
  readonly merchant?: string
  /** Ask OVO first whether the number has an account, and push nothing when it has none. @default false */
  readonly inquireFirst?: boolean
  /** What to do when only a status check says that it was paid. @default the merchant's own, which is 'accept' */
  readonly onLateSuccess?: LateSuccessPolicy
}

/** Whether a number has an OVO account. `unknown`: OVO did not say; a push finds out. */
export type Inquiry = 'registered' | 'not-registered' | 'unknown'

export interface PushToPay {
  /**
   * Sends a payment prompt to the customer's phone, and returns at once: the wait for the customer goes on in the
   * background. A double click, two tabs and two servers get the same push (G6). What is not answered is asked about,
   * and reversed after 65 seconds, by whichever process is alive (G3).
   *
   * @throws {InputError} `invalid-input`, `invalid-amount`
   * @throws {NotAllowedError} `already-paid`; `attempt-in-progress` with `retryAt`; `phone-not-registered` after inquiring
   * @throws {NotFoundError} `merchant-unknown`, `not-configured`
   * @throws {OvoCallError} `ovo-refused` when OVO does not take our credentials for an inquiry
   * @see docs/protocol/push-to-pay.md#push
   */
  start(input: StartPush): Promise<PushToPayPayment>
  /**
   * Asks OVO whether a number has an account. The holder's name is not looked at.
   *
   * @throws {InputError} `invalid-input`
   * @throws {OvoCallError} `ovo-refused` when OVO does not take our credentials
   * @see docs/protocol/push-to-pay.md#inquiry
   */
  inquire(input: { readonly phone: string; readonly merchant?: string }): Promise<Inquiry>
  /**
   * Voids a paid push: in full, and until 23:59:59 Jakarta of its own day. The same as `payments.refund`.
   *
   * @throws {NotAllowedError} `refund-not-paid`, `refund-window-closed`
   * @see docs/protocol/push-to-pay.md#void
   */
  void: (id: string) => ReturnType<Payments['refund']>
  /** Asks OVO now, if the push leaves anything to ask: never before 60 s. The same as `payments.check`. */
  status: (id: string) => ReturnType<Payments['check']>
}

interface Wanted {
  readonly merchant: PushToPayMerchant
  readonly reference: ShopReference
  readonly amount: Rupiah
  readonly phone: PhoneNumber
  readonly inquireFirst: boolean
  readonly onLateSuccess: LateSuccessPolicy
}

const maxRounds = 10

export function createPushToPay(deps: {
  store: Store
  runner: Runner
  sender: Sender
  sealer: Sealer
  lifecycles: Lifecycles
  ports: Ports
  merchants: Merchants
  payments: Pick<Payments, 'refund' | 'check'>
  newId: (kind: string) => string
  changed: (id: string, millis: number) => Promise<void>
  pause: (millis: number) => Promise<void>
  isOpen: () => boolean
}): PushToPay {
  const { store, runner, sender, sealer, lifecycles, ports } = deps

  async function start(wanted: Wanted): Promise<PushToPayPayment> {
    let isAsked = !wanted.inquireFirst
    for (let round = 0; round < maxRounds; round++) {
      const held = await holder(wanted)
      const joined = held === null ? null : await join(held, wanted)
      if (joined !== null) return view(joined)
      if (!isAsked) {
        isAsked = true
        if ((await inquire(wanted)).type === 'not-registered') throw notRegistered()
      }
      const begun = await begin(wanted)
      if (begun !== null) return view(await letGo(begun))
    }
    throw contestedSlot(wanted.reference, store.now())
  }

  const holder = async ({ merchant, reference }: Wanted): Promise<PaymentRecord | null> =>
    (await store.recordByExclusive(`payment:${merchant.name}:${reference}`)) as PaymentRecord | null

  /** The attempt that holds the order's slot, if it is what this call asks for. `null`: the slot is free again. */
  async function join(found: PaymentRecord, wanted: Wanted): Promise<PushRecord | null> {
    let record: PaymentRecord | null = found
    // Another call is about to let the same push go.
    for (let waited = 0; record?.state === 'created' && waited < 60; waited++) {
      await deps.changed(record.id, 100)
      record = (await store.record(record.id)) as PaymentRecord | null
    }
    if (record === null || record.exclusive === null) return null
    const isSame = record.kind === pushKind && record.state !== 'paid' && isWanted(record as PushRecord, wanted)
    if (!isSame) throw takenSlot(record, store.now())
    const push = record as PushRecord
    if (push.data.givenUp !== 'cancelled') return push
    // The shopper cancelled and came back while the same push is out: it is wanted again.
    const resumed = await runner.dispatch(push.id, { type: 'resumed' })
    if (resumed?.accepted === true) return resumed.record as PushRecord
    throw takenSlot(record, store.now())
  }

  function isWanted({ merchant, number, data }: PushRecord, { amount, phone }: Wanted): boolean {
    const context = phoneContext(merchant, number as MerchantInvoice)
    return (
      data.amount === amount && new TextDecoder().decode(sealer.open({ sealed: data.sealedPhone, context })) === phone
    )
  }

  /** Takes the order's slot and the push's numbers. `null`: somebody else has the slot. */
  async function begin(wanted: Wanted): Promise<PushRecord | null> {
    const { merchant, reference, amount, phone, onLateSuccess } = wanted
    const { terminalId, mid } = merchant.credentials
    const now = store.now()
    const floor = sequenceFloor({ ...merchant.sequence, now })
    const position = await store.takeNumbers({ name: sequenceName({ terminalId, mid }), floor, count: 1 })
    const number = invoiceFor(reference, ports.random(6))
    const sealedPhone = sealer.seal({
      plaintext: phone,
      context: phoneContext(merchant.name, number),
      nonce: ports.random(12),
    })
    const subject: Subject<'created', PushData> = {
      id: deps.newId(pushKind),
      kind: pushKind,
      merchant: merchant.name,
      reference,
      number,
      parentId: null,
      state: 'created',
      data: {
        amount,
        terminalId,
        mid,
        ...numbersAt(position),
        sealedPhone,
        onLateSuccess,
        maskedPhone: maskPhone(phone),
        asked: 0,
        reversals: 0,
      },
      createdAt: now,
    }
    const draft = draftRecord(lifecycles, subject, now)
    const line = { recordId: subject.id, at: now, type: 'started', from: 'created', to: 'created', isRejected: false }
    const { committed } = await store.commit({ now, insert: [draft], history: [{ ...line, facts: { amount } }] })
    return committed ? ({ ...draft, version: 1, updatedAt: now } as PushRecord) : null
  }

  /** Writes down that the push goes out, with the instant that stands in it, and lets it go. */
  async function letGo(begun: PushRecord): Promise<PushRecord> {
    const at = store.now()
    const { data, merchant, id } = begun
    const transaction = { ...transactionOf(begun), pushedAt: at }
    const call = buildPush({ transaction, sealedPhone: data.sealedPhone })
    const prepared = await sender['push-to-pay'].prepare({ call, merchant, recordId: id })
    const event: PushEvent = { type: 'pushing', at }
    const ahead = await runner.dispatch(id, event, { known: begun, exchangeStarts: [prepared.exchange.start] })
    // Given up in the meantime: nothing was sent, and nothing will be.
    if (ahead?.accepted !== true) return (ahead?.record ?? begun) as PushRecord
    const pushed = ahead.record as PushRecord
    waitFor(pushed, prepared, at).catch((error: unknown) => {
      const reason = error instanceof Error ? error.name : 'unknown'
      ports.logger.error('a push could not be waited for; OVO is asked about it', { record: id, reason })
    })
    return pushed
  }

  /** The customer's minute. It holds no lease: whoever is alive at 60 s asks, and at 65 s reverses. */
  async function waitFor(pushed: PushRecord, prepared: Prepared<HttpResult>, at: number): Promise<void> {
    // Its deadlines count from `at`. Sent later than that, the reversal would fall into the customer's time.
    const isInTime = store.now() <= at + pushTiming.startWithin
    const { result, exchangeEnd } = isInTime
      ? await prepared.send()
      : { result: tooLate, exchangeEnd: prepared.exchange.end(tooLate) }
    const event = pushEvent(result, pushed)
    for (let tries = 0; deps.isOpen(); tries++) {
      try {
        await runner.dispatch(pushed.id, event, { exchangeEnds: [exchangeEnd] })
        return
      } catch (error) {
        // What OVO said must not be lost to a database that is away for a moment.
        const reason = error instanceof Error ? error.name : 'unknown'
        ports.logger.error("a push's answer could not be stored; trying again", { record: pushed.id, reason })
        await deps.pause(Math.min(250 * 2 ** tries, 5_000))
      }
    }
  }

  async function inquire({ merchant, phone }: Pick<Wanted, 'merchant' | 'phone'>): Promise<InquiryOutcome> {
    const call = buildInquiry({ phone })
    const prepared = await sender['push-to-pay'].prepare({ call, merchant: merchant.name, recordId: null })
    await store.commit({ now: store.now(), exchangeStarts: [prepared.exchange.start] })
    const { result, exchangeEnd } = await prepared.send()
    await store.commit({ now: store.now(), exchangeEnds: [exchangeEnd] })
    const outcome = readInquiry(result)
    if (outcome.type !== 'configuration') return outcome
    const { responseCode } = outcome
    throw new OvoCallError('ovo-refused', `OVO refused an inquiry because of the set-up (${responseCode})`, {
      responseCode,
    })
  }

  return {
    start: (input) => {
      const merchant = deps.merchants.pushToPay(input.merchant ?? 'default')
      return start({
        merchant,
        reference: shopReference(input.reference),
        amount: positive(rupiah(input.amount)),
        phone: phoneNumber(input.phone),
        inquireFirst: input.inquireFirst ?? false,
        onLateSuccess: input.onLateSuccess ?? merchant.onLateSuccess,
      })
    },
    inquire: async ({ phone, merchant = 'default' }) => {
      const wanted = { merchant: deps.merchants.pushToPay(merchant), phone: phoneNumber(phone) }
      return (await inquire(wanted)).type as Inquiry
    },
    void: async (id) => deps.payments.refund(await pushOnly(id)),
    status: async (id) => deps.payments.check(await pushOnly(id)),
  }

  async function pushOnly(id: string): Promise<string> {
    if ((await store.record(id))?.kind === pushKind) return id
    throw new NotFoundError('payment-not-found', `there is no push ${JSON.stringify(id.slice(0, 64))}`)
  }
}

const view = (record: PushRecord): PushToPayPayment => toPayment(record) as PushToPayPayment

const tooLate: NoAnswer = { kind: 'no-answer', sent: 'no', reason: 'begun-too-late' }

const notRegistered = (): NotAllowedError =>
  new NotAllowedError('phone-not-registered', 'this phone number has no OVO account; nothing was pushed')

function positive(amount: Rupiah): Rupiah {
  if (amount > 0) return amount
  throw new InputError('amount', 'must be at least Rp1', 'invalid-amount')
}

/**
 * The shop finds its order in OVO's report, and every attempt has a name of its own. At most 43 characters. Letters at the
 * end, because digits may look like a phone number, and would be taken for one in the API log.
 */
function invoiceFor(reference: ShopReference, random: Uint8Array): MerchantInvoice {
  const readable = reference.replaceAll(/[^A-Za-z0-9._/-]/g, '-').replace(/^[^A-Za-z0-9]+/, '')
  const letters = Buffer.from(random)
    .toString('hex')
    .replaceAll(/./g, (digit) => alphabet[Number.parseInt(digit, 16)] ?? '')
  return merchantInvoice(`${readable.slice(0, 30) || 'order'}-${letters}`)
}

const alphabet = 'BCDFGHJKLMNPQRST'
