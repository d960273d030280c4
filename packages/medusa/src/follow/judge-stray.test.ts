import type { Payment } from '@ovokit/core'
import { expect, test } from 'vitest'
import type { Stray } from './find-strays.ts'
import { judgeStray } from './judge-stray.ts'

const noon = Date.parse('2027-03-02T12:00:00+07:00')
const at = (minutes: number) => new Date(noon + minutes * 60_000)
const own = { displayId: 8, createdAt: at(1) }
const stray: Stray = {
  orderId: 'order_1',
  displayId: 7,
  reference: 'pay_col_1',
  createdAt: at(0),
  isLinked: false,
  own: null,
}
const attempt = (status: Payment['status']) => ({ status, isOrphan: false, isCancelled: false }) as Payment

test.each<[string, Partial<Stray>, readonly Payment['status'][], ReturnType<typeof judgeStray>]>([
  ['of a cart with a later, paid order', { own }, ['paid'], { cancel: true, reason: 'stray-order' }],
  ['made just after the cart’s own', { own, createdAt: at(2) }, ['paid'], { cancel: false, reason: 'stray-order' }],
  ['copied by the shop an hour later', { own, createdAt: at(90) }, ['paid'], 'none'],
  ['paid, and the order is still being made', {}, ['expired', 'paid'], 'wait'],
  ['never paid', {}, ['expired', 'awaiting-scan'], { cancel: true, reason: 'unpaid-order' }],
  ['tied to its cart, and a shopper is paying', { isLinked: true }, ['expired', 'awaiting-scan'], 'wait'],
  ['tied to its cart, and nobody knows', { isLinked: true }, ['unknown'], 'wait'],
  ['tied to its cart, and nobody has paid', { isLinked: true }, ['expired'], { cancel: false, reason: 'unpaid-order' }],
  ['beside another of its cart', { isLinked: true, own }, ['paid'], { cancel: false, reason: 'two-orders' }],
])('judges an order %s (G5)', (_case, changes, statuses, verdict) => {
  expect(judgeStray({ ...stray, ...changes }, statuses.map(attempt))).toEqual(verdict)
})
