import { expect, test } from 'vitest'
import { newsBetween } from '../../web/phone/news.js'
import type { PhoneState } from './phone-state.ts'

const calm: PhoneState = {
  now: 0,
  customers: [],
  pushes: [],
  nearby: [],
  links: [],
  history: [],
  faults: [],
  holder: { phone: '081200000001', name: 'Budi', balance: 0, points: 0 },
}
const about = { merchant: 'Kawung', amount: 5_000, madeAt: 0, expiresAt: 55_000 }
const push = { ...about, id: 'push/default/INV-1', partner: 'default', merchantInvoice: 'INV-1' }
const qr = { ...about, id: 'qr/1', qrContent: '000201' }
const link = { partner: 'default', merchant: 'Kawung', linkedAt: 1 }
const entry = (kind: PhoneState['history'][number]['kind'], id = push.id) => ({
  id,
  kind,
  merchant: 'Kawung',
  amount: 5_000,
  at: 0,
  referenceNo: '1',
})

const told = (before: Partial<PhoneState>, after: Partial<PhoneState>, own: readonly string[] = []) =>
  newsBetween({ ...calm, ...before }, { ...calm, ...after }, new Set(own)).map(({ text }) => text)

test('tells what came, once', () => {
  expect(told({}, { pushes: [push], nearby: [qr] })).toEqual(['newsPush', 'newsQr'])
  expect(told({ pushes: [push], nearby: [qr] }, { pushes: [push], nearby: [qr] })).toEqual([])
  expect(told({}, { history: [entry('refund', 'R1'), entry('top-up', 'T1')] })).toEqual(['newsRefund', 'newsTopUp'])
  expect(told({}, { links: [link] })).toEqual(['newsLinked'])
  expect(told({ links: [link] }, {})).toEqual(['newsUnlinked'])
})

test('money on its way is news when it is there, or back', () => {
  expect(told({}, { history: [entry('pending')] })).toEqual([])
  expect(told({ history: [entry('pending')] }, { history: [entry('payment')] })).toEqual(['newsPaid'])
  expect(told({ history: [entry('pending')] }, { history: [entry('returned')] })).toEqual(['newsReturned'])
})

test('a request that is gone was paid, or is over', () => {
  expect(told({ pushes: [push] }, { history: [entry('payment')] })).toEqual(['newsPaid'])
  expect(told({ pushes: [push] }, {})).toEqual(['newsGone'])
})

test('what its holder did here is no news to her, and another phone’s past is none either', () => {
  expect(told({ pushes: [push] }, { history: [entry('payment')] }, [push.id])).toEqual([])
  expect(told({ pushes: [push] }, {}, [push.id])).toEqual([])
  expect(told({ holder: { ...calm.holder, phone: '081200000002' } }, { history: [entry('payment')] })).toEqual([])
})
