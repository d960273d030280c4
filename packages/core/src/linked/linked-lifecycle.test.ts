import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { checkTable, type TableShape } from '../lifecycle/check-table.ts'
import type { Consequence, Subject } from '../lifecycle/lifecycle.ts'
import { transition } from '../lifecycle/transition.ts'
import type { UndoEvent, UndoState } from '../lifecycle/undo.ts'
import type { SnapResult } from '../snap/call.ts'
import { readRefundAnswer } from '../snap/refund.ts'
import type { SnapClass } from '../snap/response-code.ts'
import { formatTimestamp } from '../values/jakarta-time.ts'
import type { Json, JsonObject } from '../values/json.ts'
import { rupiah } from '../values/rupiah.ts'
import type { LinkedData, LinkedState, LinkedSubject } from './linked-data.ts'
import type { LinkedEvent } from './linked-events.ts'
import { linkedLifecycle, linkedRefundLifecycle } from './linked-lifecycle.ts'
import {
  buildLinkedRefund,
  buildLinkedRefundQuery,
  type LinkedRefundData,
  readLinkedRefundQuery,
} from './linked-refund.ts'
import { nextLinkedStep } from './linked-schedule.ts'
import { buildLinkedStatus, readLinkedStatus } from './linked-status.ts'
import { linkedTable } from './linked-table.ts'
import { buildPay, readPay } from './pay.ts'
import { planRefund, refundableUntil, remainingOf } from './refund-plan.ts'

const t0 = 1_800_000_000_000 // 2027-01-15 15:00 in Jakarta
const minute = 60_000
const day = 24 * 60 * minute
const end = t0 + 10 * minute
const data: LinkedData = {
  amount: rupiah(25_000),
  merchantId: 'MID',
  customer: 'alice',
  link: 'link_1',
  deviceId: 'device-1',
  use: 'cash',
  asked: 0,
  latePayment: 'accept',
  validUntil: end,
  refundDays: 60,
}
const fresh: LinkedSubject = {
  id: 'pay_1',
  kind: 'linked-payment',
  merchant: 'default',
  reference: 'ORDER-1',
  number: '217000000001',
  parentId: null,
  state: 'created',
  data,
  createdAt: t0,
}
const at = (state: LinkedState, more: Partial<LinkedData> = {}): LinkedSubject => ({
  ...fresh,
  state,
  data: { ...data, ...more },
})
const money = (value: number) => ({ value: `${value}.00`, currency: 'IDR' })
const answered = (body: JsonObject, of: SnapClass = 'succeeded', code: string | null = '2005500'): SnapResult => {
  return { kind: 'answered', class: of, responseCode: code, message: null, ovoErrorCode: null, body }
}
const silent: SnapResult = { kind: 'no-answer', sent: 'maybe', reason: 'timeout' }
const unsent: SnapResult = { kind: 'no-answer', sent: 'no', reason: 'connection-refused' }
const page = 'https://webview.byte-stack.net/pin?t=1'

function apply(subject: LinkedSubject, event: LinkedEvent, now = t0, relatives: readonly Subject[] = []) {
  const step = transition(linkedTable, subject.state, event.type)
  if (!step.accepted) throw new Error(`${event.type} is rejected in ${subject.state}`)
  const after = { ...subject, state: step.to, data: linkedLifecycle.reduce(subject, event, { now, relatives }) }
  const consequences = linkedLifecycle.consequences({ before: subject, after, event, now, relatives })
  return { after, consequences }
}
const said = (consequences: readonly Consequence[]): readonly string[] =>
  consequences.map((one) => {
    if (one.kind !== 'notify') return one.kind
    return one.type === 'attention' ? `attention ${String(one.details?.reason)}` : one.type
  })
const asSubject = (record: unknown): Subject => record as Subject

describe('the table', () => {
  it('is sound', () => {
    expect(checkTable(linkedLifecycle as unknown as TableShape<string>)).toEqual([])
    expect(checkTable(linkedRefundLifecycle as unknown as TableShape<string>)).toEqual([])
  })

  it('reduces every event where it is known', () => {
    for (const [state, row] of Object.entries(linkedTable) as [LinkedState, object][])
      for (const type of Object.keys(row)) {
        const event = {
          type,
          reason: 'r',
          responseCode: null,
          status: '05',
          field: 'amount',
          by: 'x',
          until: 1,
          sealedPage: 'p',
          sealedAppPage: null,
          referenceNo: null,
          paidAt: t0,
          amount: 1,
          key: 'k',
          refunded: 1,
        } as unknown as LinkedEvent
        expect(() => apply(at(state), event)).not.toThrow()
      }
  })

  it('holds the order’s slot while it may be paid, and once it is (G6)', () => {
    const held = (Object.keys(linkedTable) as LinkedState[]).filter((one) => linkedLifecycle.exclusive(at(one)))
    expect(held).toEqual(['created', 'awaiting-pin', 'unknown', 'paid'])
    expect(linkedLifecycle.exclusive(fresh)).toBe('payment:default:ORDER-1')
    expect(linkedLifecycle.exclusive(at('paid', { isOrphan: true }))).toBeNull()
    expect(linkedLifecycle.exclusive(at('awaiting-pin', { givenUp: 'superseded' }))).toBeNull()
    expect(linkedLifecycle.exclusive(at('awaiting-pin', { givenUp: 'cancelled' }))).not.toBeNull()
  })
})

describe('pay', () => {
  const how = { returnUrl: 'https://shop.example/back' }
  const body = (dialect: 'standard' | 'ovo-v3', more: Partial<LinkedData> = {}, notifyUrl?: string) =>
    buildPay(at('created', more), { ...how, notifyUrl, dialect: { linkedBodies: dialect } }).body

  it('has the standard’s fields', () => {
    expect(body('standard')).toEqual({
      partnerReferenceNo: '217000000001',
      merchantId: 'MID',
      amount: money(25_000),
      urlParams: [{ url: 'https://shop.example/back', type: 'PAY_RETURN', isDeeplink: 'N' }],
      validUpTo: '2027-01-15T15:10:00+07:00',
      payOptionDetails: [{ payMethod: 'CASH', payOption: 'OVO', transAmount: money(25_000) }],
    })
  })

  it('lets points go first, tells where to notify, and speaks v3.0', () => {
    expect(body('ovo-v3', { use: 'points-first' }, 'https://shop.example/n')).toMatchObject({
      chargeToken: 'OVO',
      subTransactionType: 'MANUAL',
      urlParams: [{ type: 'PAY_RETURN' }, { url: 'https://shop.example/n', type: 'PAY_NOTIFY', isDeeplink: 'N' }],
      payOptionDetails: [{ payMethod: 'POINTS' }],
    })
  })

  it('goes under the customer’s own link', () => {
    expect(buildPay(fresh, { ...how, dialect: { linkedBodies: 'standard' } })).toMatchObject({
      operation: 'linked.pay',
      bearer: { link: 'link_1' },
      customer: 'alice',
      deviceId: 'device-1',
    })
  })

  it('never takes an accepted call for a payment', () => {
    expect(readPay(answered({ webRedirectUrl: page, referenceNo: 'R1' }), fresh)).toEqual({
      type: 'pin-asked',
      page,
      appPage: null,
      referenceNo: 'R1',
    })
    expect(readPay(answered({ webRedirectUrl: page, appRedirectUrl: 'ovo://x' }), fresh)).toMatchObject({
      appPage: 'ovo://x',
    })
    expect(readPay(answered({ referenceNo: 'R1' }), fresh)).toEqual({ type: 'taken', referenceNo: 'R1' })
    expect(readPay(answered({ webRedirectUrl: 'javascript:pay()' }), fresh)).toEqual({
      type: 'taken',
      referenceNo: null,
    })
    expect(readPay(answered({ partnerReferenceNo: '9', webRedirectUrl: page }), fresh)).toEqual({
      type: 'lost',
      reason: 'reference-differs',
    })
    expect(apply(fresh, { type: 'taken', referenceNo: 'R1' }).after.state).toBe('unknown')
  })

  it.each([
    ['refused', 'refused'],
    ['caller-fault', 'refused'],
    ['renew-token', 'refused'],
    ['busy', 'refused'],
    ['unknown', 'lost'],
    ['in-progress', 'taken'],
  ] as const)('reads %s as %s', (of, type) => expect(readPay(answered({}, of, '4035414'), fresh).type).toBe(type))

  it('knows what never left from what may have (G2)', () => {
    expect([readPay(unsent, fresh).type, readPay(silent, fresh).type]).toEqual(['unsent', 'lost'])
    expect(apply(fresh, { type: 'lost', reason: 'timeout' })).toMatchObject({
      after: { state: 'unknown' },
      consequences: [],
    })
    expect(said(apply(fresh, { type: 'unsent', reason: 'x' }).consequences)).toEqual(['failed'])
  })
})

describe('status (G4)', () => {
  const paid = {
    latestTransactionStatus: '00',
    originalPartnerReferenceNo: '217000000001',
    originalReferenceNo: 'R1',
    transAmount: money(25_000),
    paidTime: formatTimestamp(t0 + 30_000, 'seconds'),
  }
  const waiting = at('awaiting-pin', { referenceNo: 'R1' })
  const read = (body: JsonObject, subject = waiting, now = t0 + minute) =>
    readLinkedStatus(answered(body), subject, now)

  it('asks by both numbers', () => {
    expect(buildLinkedStatus(waiting).body).toEqual({
      originalReferenceNo: 'R1',
      originalPartnerReferenceNo: '217000000001',
      serviceCode: '54',
      merchantId: 'MID',
    })
  })

  it('is paid when everything that OVO says is ours', () => {
    expect(read(paid)).toEqual({ type: 'paid', paidAt: t0 + 30_000, referenceNo: 'R1' })
    const bare = { latestTransactionStatus: '00', originalPartnerReferenceNo: '217000000001' }
    expect(read(bare)).toEqual({ type: 'paid', paidAt: t0 + minute, referenceNo: null })
  })

  it.each([
    ['originalPartnerReferenceNo', '217000000002'],
    ['originalPartnerReferenceNo', undefined],
    ['originalReferenceNo', 'R2'],
    ['originalReferenceNo', {}],
    ['transAmount', money(25_001)],
    ['transAmount', '25000.00'],
    ['amount', money(2_500)],
    ['amount', { value: '25000.00', currency: 'USD' }],
    ['merchantId', 'OTHER'],
    ['paidTime', formatTimestamp(t0 - 6 * minute, 'seconds')],
    ['paidTime', formatTimestamp(t0 + 7 * minute, 'seconds')],
    ['paidTime', true],
  ] as const)('is not paid with another %s (%j)', (field, value) => {
    expect(read({ ...paid, [field]: value as Json | undefined })).toEqual({ type: 'mismatched', field })
  })

  it.each([
    ['01', 'pending', 'lapsed', 'pending'],
    ['02', 'pending', 'pending', 'pending'],
    ['03', 'pending', 'lapsed', 'pending'],
    ['04', 'declined', 'declined', 'closed'],
    ['05', 'declined', 'declined', 'closed'],
    ['06', 'declined', 'declined', 'closed'],
    ['07', 'pending', 'lapsed', 'pending'],
    ['99', 'pending', 'lapsed', 'pending'],
  ] as const)('reads %s as %s in time, %s just after, %s once expired', (status, inTime, after, expired) => {
    const body = { latestTransactionStatus: status, originalPartnerReferenceNo: '217000000001' }
    expect(read(body).type).toBe(inTime)
    expect(read(body, waiting, end + 1_000).type).toBe(after)
    expect(read(body, at('expired'), end + 5_000).type).toBe(expired)
  })

  it('lets one go that was begun to be paid two minutes later, and believes 07 a minute after the end', () => {
    expect(read({ latestTransactionStatus: '02' }, waiting, end + 120_000).type).toBe('lapsed')
    expect(read({ latestTransactionStatus: '07' }, at('expired'), end + 60_000).type).toBe('closed')
    const missing = answered({}, 'refused', '4045501')
    expect(readLinkedStatus(missing, waiting, t0 + minute)).toEqual({ type: 'pending', status: '07' })
    expect(readLinkedStatus(missing, at('unknown'), end + 60_000)).toEqual({ type: 'declined', status: '07' })
  })

  it('never lets a payment without an answer go because OVO is silent', () => {
    expect(readLinkedStatus(silent, at('unknown'), end + 30_000).type).toBe('inconclusive')
    expect(readLinkedStatus(silent, waiting, end + 30_000).type).toBe('lapsed')
    expect(readLinkedStatus(silent, waiting, end + 10_000).type).toBe('inconclusive')
  })

  it('leaves one that did not fit to a person, until OVO’s own word is final', () => {
    const odd = at('unknown', { mismatch: 'amount' })
    expect(read({ latestTransactionStatus: '01' }, odd, end + day).type).toBe('pending')
    expect(read({ latestTransactionStatus: '06' }, odd, end + day).type).toBe('declined')
  })

  it('does not take a stranger’s failure for ours', () => {
    const body = { latestTransactionStatus: '06', originalPartnerReferenceNo: '217000000009' }
    expect(read(body)).toEqual({ type: 'inconclusive', reason: 'originalPartnerReferenceNo-differs' })
  })

  it.each(['busy', 'renew-token', 'caller-fault', 'unknown', 'in-progress'] as const)(
    'learns nothing from %s',
    (of) => {
      expect(readLinkedStatus(answered({}, of, '5005500'), waiting, t0 + minute).type).toBe('inconclusive')
    },
  )
})

describe('when it is asked about', () => {
  const due = (subject: LinkedSubject, now = t0) => {
    const step = nextLinkedStep(subject, now)
    return step === null ? null : [step.action, step.at - t0]
  }

  test('created: its process died after 30 s', () => expect(due(fresh)).toEqual(['give-up', 30_000]))

  test('at growing distances, every 5 s while watched, at once after a hint, and at the end', () => {
    expect(due(at('awaiting-pin'))).toEqual(['ask', 2_000])
    expect(due(at('awaiting-pin', { asked: 3, askedAt: t0 + minute }))).toEqual(['ask', 90_000])
    expect(due(at('awaiting-pin', { asked: 9, askedAt: t0 + minute, watchedUntil: t0 + day }))).toEqual(['ask', 65_000])
    expect(due(at('awaiting-pin', { asked: 9, askedAt: end - minute }))).toEqual(['ask', 601_000])
    expect(due(at('awaiting-pin', { asked: 9, askedAt: end + 1_000 }))).toEqual(['ask', 606_000])
    const hint = { hint: { at: t0 + 500, asked: 0 } }
    expect(due(at('awaiting-pin', hint))).toEqual(['ask', 500])
    expect(due(at('failed', hint))).toEqual(['ask', 500])
  })

  test('without an answer: from the start, and for a day after its time', () => {
    expect(due(at('unknown'))).toEqual(['ask', 2_000])
    expect(due(at('unknown', { asked: 5, askedAt: end + 15_000 }), end + 16_000)).toEqual(['ask', 630_000])
    expect(due(at('expired', { askedAt: end + day - 1 }), end + day)).toEqual(['raise', day + 600_000])
    expect(due(at('unknown', { askedAt: end + day, isClosed: true }), end + day)).toBeNull()
  })

  test('at rest: paid, refunded and failed need nothing', () => {
    expect([due(at('paid')), due(at('refunded')), due(at('failed')), due(at('expired', { isClosed: true }))]).toEqual([
      ...[null, null, null, null],
    ])
  })

  test('a hint is asked about five times and let go', () => {
    let subject = apply(at('awaiting-pin'), { type: 'hinted' }).after
    for (let n = 0; n < 5; n++) subject = apply(subject, { type: 'pending', status: '01' }, t0 + n).after
    expect(subject.data).not.toHaveProperty('hint')
  })
})

describe('what follows (G6, G7)', () => {
  const paid: LinkedEvent = { type: 'paid', paidAt: t0 + 1, referenceNo: 'R1' }
  const other = (state: string, more: JsonObject = {}): Subject => {
    return { ...asSubject(fresh), id: 'other', kind: 'qris', state, data: { amount: 25_000, ...more } }
  }

  it('tells the shop, and takes every other attempt out of the race', () => {
    const { after, consequences } = apply(at('awaiting-pin', { sealedPage: 'p' }), paid, t0, [other('awaiting-scan')])
    expect(said(consequences)).toEqual(['paid', 'dispatch'])
    expect(after.data).toMatchObject({ paidAt: t0 + 1, referenceNo: 'R1' })
    expect(after.data).not.toHaveProperty('sealedPage')
  })

  it.each([
    ['the shopper had cancelled', at('awaiting-pin', { givenUp: 'cancelled' }), []],
    ['another attempt is paid', at('awaiting-pin'), [other('paid')]],
    ['it came late, and the shop wants that back', at('expired', { latePayment: 'refund' }), []],
    ['the shop has asked for another amount since', at('awaiting-pin'), [{ ...other('expired', { amount: 1 }), createdAt: t0 + 9 }]], // biome-ignore format: one line a case
  ])('sends all of it back when %s', (_, subject, relatives) => {
    const { after, consequences } = apply(subject, paid, t0 + minute, relatives)
    expect(after.data.isOrphan).toBe(true)
    expect(consequences).toMatchObject([
      { kind: 'spawn', record: { kind: 'linked-refund', data: { amount: 25_000, isAutomatic: true, key: 'orphan' } } },
    ])
  })

  it('is not confused by the records of links', () => {
    const link = { ...other('linked', {}), kind: 'link', createdAt: t0 + 5, data: { customer: 'alice' } }
    expect(said(apply(at('awaiting-pin'), paid, t0, [link]).consequences)).toEqual(['paid'])
  })

  it('says each end once', () => {
    expect(said(apply(at('awaiting-pin'), { type: 'lapsed', status: '01' }).consequences)).toEqual(['expired'])
    expect(said(apply(at('awaiting-pin'), { type: 'declined', status: '06' }).consequences)).toEqual(['failed'])
    expect(said(apply(at('awaiting-pin'), { type: 'declined', status: '04' }).consequences)).toEqual([
      ...['failed', 'attention refunded-at-ovo'],
    ])
    expect(said(apply(at('awaiting-pin'), { type: 'mismatched', field: 'amount' }).consequences)).toEqual([
      'attention mismatched',
    ])
    const odd = at('unknown', { mismatch: 'amount' })
    expect(said(apply(odd, { type: 'mismatched', field: 'amount' }).consequences)).toEqual([])
    expect(said(apply(at('expired'), { type: 'overdue' }).consequences)).toEqual(['attention not-final'])
  })
})

describe('refunds', () => {
  const payment = at('paid', { paidAt: t0, referenceNo: 'R1' })
  const plan = (amount: number, key: string, relatives: readonly Subject[] = [], now = t0 + day) =>
    planRefund({ payment, relatives, amount, key, isAutomatic: false, now })
  const stored = (amount: number, key: string, state: UndoState, n = 1): Subject => {
    const planned = plan(amount, key)
    if (planned.type !== 'new') throw new Error(planned.type)
    return { ...asSubject(planned.record), id: `refund_${n}`, state, createdAt: t0 + n }
  }

  it('are planned in full and in part, numbered after the payment', () => {
    expect(plan(10_000, 'a')).toMatchObject({
      record: { number: '21700000000101', parentId: 'pay_1', data: { amount: 10_000, key: 'a', link: 'link_1' } },
    })
    expect(plan(15_000, 'b', [stored(10_000, 'a', 'succeeded')])).toMatchObject({
      record: { number: '21700000000102' },
    })
  })

  it('never pass the amount, counting what is not known to have failed', () => {
    for (const state of ['created', 'sent', 'unknown', 'succeeded'] as const)
      expect(plan(15_001, 'b', [stored(10_000, 'a', state)])).toEqual({
        type: 'refused',
        reason: 'above-remaining',
        remaining: 15_000,
      })
    expect(plan(25_000, 'b', [stored(10_000, 'a', 'failed')]).type).toBe('new')
    for (const amount of [0, -1, 0.5, 25_001, Number.NaN]) expect(plan(amount, 'a').type).toBe('refused')
  })

  it('are one under one key, and none under another amount', () => {
    const before = stored(10_000, 'a', 'unknown')
    expect(plan(10_000, 'a', [before])).toEqual({ type: 'existing', id: 'refund_1' })
    expect(plan(9_000, 'a', [before])).toMatchObject({ type: 'refused', reason: 'key-reused' })
    expect(plan(10_000, 'a', [stored(10_000, 'a', 'failed')]).type).toBe('new')
  })

  it('are taken until the end of the sixtieth day in Jakarta', () => {
    expect(new Date(refundableUntil(payment)).toISOString()).toBe('2027-03-16T16:59:59.999Z')
    expect(plan(1, 'a', [], refundableUntil(payment)).type).toBe('new')
    expect(plan(1, 'a', [], refundableUntil(payment) + 1)).toMatchObject({ reason: 'window-closed' })
    expect(planRefund({ payment: fresh, relatives: [], amount: 1, key: 'a', isAutomatic: false, now: t0 })).toMatchObject({ reason: 'not-paid' }) // biome-ignore format: one line
  })

  it('never come to more than the amount, in whatever order they are asked for, fail and succeed', () => {
    const wish = fc.record({ amount: fc.integer({ min: 1, max: 30_000 }), key: fc.constantFrom('a', 'b', 'c', 'd') })
    const fate = fc.constantFrom<UndoState>('created', 'sent', 'unknown', 'succeeded', 'failed')
    fc.assert(
      fc.property(fc.array(fc.tuple(wish, fate), { maxLength: 12 }), (story) => {
        const relatives: Subject[] = []
        for (const [{ amount, key }, state] of story) {
          const event: LinkedEvent = { type: 'refund-asked', amount, key }
          for (const one of apply(payment, event, t0 + day, relatives).consequences)
            if (one.kind === 'spawn')
              relatives.push({ ...one.record, id: `r${relatives.length}`, state, createdAt: t0 })
        }
        const gone = relatives.filter(({ state }) => state !== 'failed')
        expect(gone.reduce((sum, one) => sum + Number(one.data.amount), 0)).toBeLessThanOrEqual(25_000)
        expect(remainingOf(payment, relatives)).toBeGreaterThanOrEqual(0)
        expect(new Set(relatives.map(({ number }) => number)).size).toBe(relatives.length)
      }),
    )
  })

  it('tell the payment how much has gone back, and when it is all', () => {
    const first = stored(10_000, 'a', 'succeeded', 1)
    const second = { ...stored(15_000, 'b', 'sent', 2), number: '21700000000102' }
    const dispatched = (record: Subject, relatives: readonly Subject[]) => {
      const before = { ...record, state: 'sent' } as unknown as Subject<UndoState, LinkedRefundData>
      const after = { ...before, state: 'succeeded' as const }
      const event: UndoEvent = { type: 'succeeded', ovoReference: null, doneAt: null }
      return linkedRefundLifecycle.consequences({ before, after, event, now: t0, relatives })
    }
    expect(dispatched(first, [asSubject(payment), { ...first, state: 'sent' }, second])).toEqual([
      { kind: 'dispatch', id: 'pay_1', event: { type: 'partly-refunded', refunded: 10_000 } },
      { kind: 'notify', type: 'refunded' },
    ])
    expect(dispatched(second, [asSubject(payment), first, second])[0]).toMatchObject({ event: { type: 'refunded' } })
    expect(apply(payment, { type: 'partly-refunded', refunded: 10_000 }).after).toMatchObject({ state: 'paid' })
    expect(apply(payment, { type: 'refunded' }).after).toMatchObject({ state: 'refunded', data: { refunded: 25_000 } })
  })

  it('run side by side', () => {
    expect(linkedRefundLifecycle.exclusive(stored(1, 'a', 'sent') as never)).toBeNull()
  })
})

describe('one refund', () => {
  const payment = at('paid', { paidAt: t0, referenceNo: 'R1' })
  const planned = planRefund({ payment, relatives: [], amount: 10_000, key: 'a', isAutomatic: false, now: t0 })
  if (planned.type !== 'new') throw new Error('no refund')
  const refund = { number: planned.record.number, data: { ...planned.record.data, sends: 1 } }

  it('names the payment and itself', () => {
    expect(buildLinkedRefund(refund)).toEqual({
      protocol: 'snap',
      operation: 'linked.refund',
      bearer: { link: 'link_1' },
      customer: 'alice',
      deviceId: 'device-1',
      body: {
        merchantId: 'MID',
        originalPartnerReferenceNo: '217000000001',
        originalReferenceNo: 'R1',
        partnerRefundNo: '21700000000101',
        refundAmount: money(10_000),
      },
    })
    expect(buildLinkedRefundQuery(refund).operation).toBe('linked.status')
  })

  it('is done by its code or its number, and by nothing about another', () => {
    expect(readRefundAnswer(answered({ refundNo: 'X' }), refund)).toMatchObject({
      type: 'succeeded',
      ovoReference: 'X',
    })
    expect(readRefundAnswer(answered({ partnerRefundNo: '21700000000101' }, 'succeeded', null), refund).type).toBe(
      'succeeded',
    )
    expect(readRefundAnswer(answered({}, 'succeeded', null), refund).type).toBe('unclear')
    for (const odd of [
      { partnerRefundNo: '21700000000102' },
      { originalPartnerReferenceNo: '1' },
      { refundAmount: money(25_000) },
    ])
      expect(readRefundAnswer(answered(odd), refund).type).toBe('unclear')
  })

  it.each([
    ['busy', 'missed'],
    ['renew-token', 'missed'],
    ['refused', 'refused'],
    ['caller-fault', 'refused'],
    ['in-progress', 'unclear'],
    ['unknown', 'unclear'],
  ] as const)('reads %s as %s', (of, type) => {
    expect(readRefundAnswer(answered({}, of, '4035814'), refund).type).toBe(type)
    const again = { ...refund, data: { ...refund.data, sends: 2 } }
    expect(readRefundAnswer(answered({}, of, '4035814'), again).type).toBe(type === 'refused' ? 'unclear' : type)
  })

  it('knows what never left', () => {
    expect([readRefundAnswer(unsent, refund).type, readRefundAnswer(silent, refund).type]).toEqual([
      ...['missed', 'unclear'],
    ])
  })

  const asked = (
    history: Json | undefined,
    status = '00',
    more: JsonObject = {},
    now = t0 + minute,
    subject = refund,
  ) => {
    const body = { originalPartnerReferenceNo: '217000000001', latestTransactionStatus: status, refundHistory: history }
    return readLinkedRefundQuery(answered({ ...body, ...more }), subject, now).type
  }
  const line = (refundStatus: string, more: JsonObject = {}): JsonObject => {
    return { partnerRefundNo: '21700000000101', refundNo: 'X', refundStatus, refundAmount: money(10_000), ...more }
  }

  it('is found in the history', () => {
    expect(asked([line('00')])).toBe('succeeded')
    expect(asked([line('00')], '04')).toBe('succeeded')
    expect(asked([line('06')])).toBe('never-happened')
    expect(asked([line('03')])).toBe('unclear')
    expect(asked([line('00', { refundAmount: money(1) })])).toBe('unclear')
    expect(asked([line('00', { partnerRefundNo: '21700000000102' })])).toBe('not-happened')
  })

  it('did not happen when OVO does not list it; long after the window it never did', () => {
    expect(asked([])).toBe('not-happened')
    expect(asked(undefined)).toBe('not-happened')
    const { cutoffAt } = refund.data
    expect(asked([], '00', {}, cutoffAt + 1)).toBe('unclear')
    expect(asked([], '00', {}, cutoffAt + 3_600_001)).toBe('never-happened')
  })

  it('is answered by "refunded" alone only when it was all of it', () => {
    expect(asked(undefined, '04')).toBe('unclear')
    const whole = { ...refund, data: { ...refund.data, amount: rupiah(25_000) } }
    expect(asked(undefined, '04', {}, t0, whole)).toBe('succeeded')
  })

  it('learns nothing from another payment, another status or silence', () => {
    expect(asked([line('00')], '00', { originalPartnerReferenceNo: '9' })).toBe('unclear')
    expect(asked([], '01')).toBe('unclear')
    expect(readLinkedRefundQuery(silent, refund, t0).type).toBe('unclear')
    expect(readLinkedRefundQuery(answered({}, 'busy', '4295500'), refund, t0).type).toBe('unclear')
  })
})
