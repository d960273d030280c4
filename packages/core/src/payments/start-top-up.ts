import type { Sealer } from '../crypto/seal.ts'
import { clientKey } from '../engine/client-key.ts'
import { decide, draftRecord, type Lifecycles } from '../engine/decide.ts'
import { tooBusy } from '../engine/dispatch.ts'
import type { Merchants, SnapMerchant } from '../engine/merchants.ts'
import type { Numbers } from '../engine/numbers.ts'
import type { Ports } from '../engine/ports.ts'
import type { Runner } from '../engine/runner.ts'
import { sealContext } from '../engine/seal-context.ts'
import type { Sender } from '../engine/sender.ts'
import type { Store } from '../engine/store.ts'
import { NotAllowedError, NotFoundError } from '../errors/errors.ts'
import { buildBalance, readBalance } from '../top-up/balance.ts'
import { buildInquiry, type InquiryOutcome, readInquiry } from '../top-up/inquiry.ts'
import { topUpLifecycle } from '../top-up/lifecycle.ts'
import {
  fundingKey,
  inquiryExpiresAt,
  type TopUpSubject,
  type TopUpTerms,
  topUpKind,
  topUpReference,
} from '../top-up/top-up-data.ts'
import type { TopUpEvent } from '../top-up/top-up-events.ts'
import { maskPhone, phoneNumber } from '../values/phone-number.ts'
import { rupiah } from '../values/rupiah.ts'
import { shopReference } from '../values/shop-reference.ts'
import { callError, createAskOnce } from './ask-once.ts'
import type { Follow, HistoryLine } from './follow.ts'
import { runUntil } from './run-until.ts'
import {
  anyTopUp,
  type ConfirmedTopUp,
  confirmedTopUp,
  type TopUp,
  type TopUpInquiry,
  type TopUpRecord,
  topUpError,
} from './top-up.ts'

export interface InquireTopUp {
  /** The shop's own reference. 1-64 characters. */
  readonly reference: string
  /** Whole rupiah. */
  readonly amount: number
  /** The number to top up, as people write it: `0812…`, `+62 812-…`. Kept sealed. */
  readonly phone: string
  /** @default 'default' */
  readonly merchant?: string
}

/**
 * Tops customers up, out of the merchant's deposit with OVO. It spends money: who may call it, and what pays for it, is
 * for the shop to decide.
 */
export interface TopUps {
  /**
   * Asks OVO whom a top-up would reach, what it costs and what is allowed. Nothing is spent until the answer is
   * confirmed, which it can be for ten minutes.
   *
   * @throws {InputError} `invalid-input`, `invalid-amount`
   * @throws {TopUpError} `top-up-account-not-found`, `top-up-account-inactive`, `top-up-over-limit`,
   * `top-up-amount-invalid`, `top-up-deposit-too-low`, with OVO's text for the customer
   * @throws {NotFoundError} `merchant-unknown`, `not-configured`
   * @throws {OvoCallError} `ovo-unreachable`, `ovo-refused`, `ovo-protocol`; asking again does no harm
   * @see docs/protocol/top-up.md#inquiry
   */
  inquire(input: InquireTopUp): Promise<TopUpInquiry>
  /** @throws {NotFoundError} `top-up-not-found` */
  get(id: string): Promise<TopUp>
  /** Every top-up under a reference, oldest first, inquiries that nobody confirmed among them. */
  find(find: { readonly reference: string; readonly merchant?: string }): Promise<readonly TopUp[]>
  /** The newest first. @default limit 50 */
  recent(options?: { readonly limit?: number }): Promise<readonly TopUp[]>
  /**
   * Yields the top-up now and at every change, until it has succeeded or failed, the signal aborts, or the loop is left.
   * While somebody listens, an unknown one is asked about every 5 seconds.
   */
  watch(id: string, options?: { readonly signal?: AbortSignal }): AsyncIterable<TopUp>
  /** Says that somebody is looking, for pages that poll: an unknown one is asked about every 5 seconds for the next 12. */
  touch(id: string): Promise<void>
  /** What has happened to a top-up, oldest first. Ids, states and machine words only. */
  history(id: string): Promise<readonly HistoryLine[]>
  /** Asks OVO now, if it is unknown. Resolves with what is known then. */
  check(id: string): Promise<TopUp>
  /**
   * What is left of the deposit, in whole rupiah.
   *
   * @throws {OvoCallError} `ovo-unreachable`, `ovo-refused`, `ovo-protocol`
   * @see docs/protocol/top-up.md#deposit-balance
   */
  balance(of?: { readonly merchant?: string }): Promise<number>
}

const maxRounds = 20

export function createTopUps(deps: {
  store: Store
  runner: Runner
  sender: Sender
  sealer: Sealer
  lifecycles: Lifecycles
  ports: Ports
  merchants: Merchants
  numbers: Numbers
  follow: Follow
  newId: (kind: string) => string
  changed: (id: string, millis: number) => Promise<void>
}): TopUps {
  const { store, sealer, lifecycles, ports, follow, newId } = deps

  const { ask, askOnly } = createAskOnce(deps)

  async function inquire(input: InquireTopUp): Promise<TopUpInquiry> {
    const merchant = deps.merchants.snap(input.merchant ?? 'default')
    const terms = termsOf(merchant)
    const reference = shopReference(input.reference)
    const amount = rupiah(input.amount)
    const phone = phoneNumber(input.phone)
    const number = await deps.numbers.next(clientKey(merchant))
    const id = newId(topUpKind)
    const call = buildInquiry({ number, phone, amount, terms, now: store.now() })
    const { result, exchangeEnd } = await ask({ call, merchant: merchant.name, recordId: id })
    const outcome = readInquiry(result, { number, amount })
    if (outcome.type !== 'inquired') {
      await store.commit({ now: store.now(), exchangeEnds: [exchangeEnd] })
      throw problemOf(outcome)
    }
    const now = store.now()
    const subject: TopUpSubject = {
      id,
      kind: topUpKind,
      merchant: merchant.name,
      reference: topUpReference(reference),
      number,
      parentId: null,
      state: 'inquired',
      data: {
        ...outcome.facts,
        shopReference: reference,
        amount,
        terms,
        inquiredAt: now,
        misses: 0,
        asked: 0,
        sealedPhone: sealer.seal({ plaintext: phone, context: sealContext(id), nonce: ports.random(12) }),
        maskedPhone: maskPhone(phone),
      },
      createdAt: now,
    }
    const draft = draftRecord(lifecycles, subject, now)
    const line = { recordId: id, at: now, type: 'started', from: 'inquired', to: 'inquired', isRejected: false }
    const history = [{ ...line, facts: { amount } }]
    const { committed } = await store.commit({ now, insert: [draft], history, exchangeEnds: [exchangeEnd] })
    if (!committed) throw new Error(`the number ${number} of a top-up was given out twice`)
    return inquiryOf({ ...draft, version: 1, updatedAt: now } as TopUpRecord)
  }

  const view = (record: TopUpRecord): TopUp =>
    record.state === 'inquired' ? inquiryOf(record) : confirmedTopUp(record)

  async function* watch(id: string, signal: AbortSignal | undefined): AsyncGenerator<TopUp> {
    const isSettled = ({ state }: TopUpRecord): boolean => topUpLifecycle.terminal.includes(state)
    for await (const record of follow.watch({ load: () => load(id), isSettled, signal })) yield view(record)
  }

  const inquiryOf = (record: TopUpRecord): TopUpInquiry => ({
    ...anyTopUp(record),
    status: 'inquired',
    confirm: async ({ funding }) => confirm(record.id, shopReference(funding, 'funding')),
  })

  async function load(id: string): Promise<TopUpRecord> {
    const record = await store.record(id)
    if (record?.kind === topUpKind) return record as TopUpRecord
    throw new NotFoundError('top-up-not-found', `there is no top-up ${JSON.stringify(id.slice(0, 64))}`)
  }

  /** The store lets one confirmation of it through, and one top-up of the funding: version and unique key. */
  async function confirm(id: string, funding: string): Promise<ConfirmedTopUp> {
    for (let round = 0; round < maxRounds; round++) {
      const record = await load(id)
      if (record.state !== 'inquired') return finish(joined(record, funding))
      const now = store.now()
      if (now > inquiryExpiresAt(record.data)) throw expired()
      const holder = await store.recordByExclusive(fundingKey({ merchant: record.merchant, funding }))
      // Its own is another call's that confirms the same: the next look finds it confirmed.
      if (holder !== null && holder.id !== id) throw spent()
      const event: TopUpEvent = { type: 'confirmed', funding }
      const { update, history, deliveries } = decide({ lifecycles, record, event, relatives: [], now, newId })
      const { committed } = await store.commit({ now, update, history, deliveries })
      if (committed) return finish(await load(id))
    }
    throw tooBusy({ kind: topUpKind, id })
  }

  /** Takes it as far as it goes now, and says what is known. */
  async function finish(record: TopUpRecord): Promise<ConfirmedTopUp> {
    const isDone = ({ state }: { readonly state: string }): boolean => state !== 'confirmed' && state !== 'sent'
    return confirmedTopUp((await runUntil({ ...deps, id: record.id, isDone })) as TopUpRecord)
  }

  return {
    inquire,
    get: async (id) => view(await load(id)),
    find: async ({ reference, merchant = 'default' }) => {
      // No reference holds NUL, and PostgreSQL refuses to look for one.
      if (reference.includes('\u0000')) return []
      const records = await store.recordsByReference({ merchant, reference: topUpReference(reference) })
      return records.map((record) => view(record as TopUpRecord))
    },
    recent: async ({ limit = 50 } = {}) => {
      const records = await store.recentRecords({ kinds: [topUpKind], limit })
      return records.map((record) => view(record as TopUpRecord))
    },
    watch: (id, { signal } = {}) => watch(id, signal),
    touch: async (id) => follow.touch(await load(id)),
    history: async (id) => follow.history([(await load(id)).id]),
    check: async (id) => {
      await follow.ask(await load(id))
      return view(await load(id))
    },
    balance: async ({ merchant: name = 'default' } = {}) => {
      const merchant = deps.merchants.snap(name)
      termsOf(merchant)
      const result = await askOnly({ call: buildBalance(), merchant: merchant.name, recordId: null })
      const outcome = readBalance(result)
      if (outcome.type === 'known') return outcome.available
      throw callError(outcome.type === 'strange' ? { ...outcome, field: 'balance' } : outcome)
    },
  }
}

function termsOf({ name, topUp }: SnapMerchant): TopUpTerms {
  if (topUp !== undefined) return topUp
  throw new NotFoundError('not-configured', `merchant "${name}" cannot top up yet: add its snap.topUp`)
}

/** A confirmation that comes second is the first one's, if it spends the same. */
function joined(record: TopUpRecord, funding: string): TopUpRecord {
  if (record.data.funding === funding) return record
  if (record.data.funding === undefined) throw expired()
  throw new NotAllowedError('top-up-confirmed', 'this top-up was confirmed before, with another funding reference')
}

const expired = (): NotAllowedError =>
  new NotAllowedError(
    'top-up-expired',
    'this inquiry is too old to be confirmed; inquire again, and show the fee again',
  )

const spent = (): NotAllowedError =>
  new NotAllowedError('funding-spent', 'this funding reference has paid for another top-up; each pays for one')

function problemOf(outcome: Exclude<InquiryOutcome, { type: 'inquired' }>): Error {
  const named = outcome.type === 'refused' ? topUpError(outcome.reason, outcome.responseCode) : null
  return named ?? callError(outcome)
}
