import type { Payment } from '@ovokit/core'
import { expect, test } from 'vitest'
import { fits, methodOf } from './attempts.ts'
import type { PurchaseSession } from './purchase.ts'

test.each([
  ['pp_ovo-qris_ovo', 'qris'],
  ['pp_ovo-qris_shop-b', 'qris'],
  ['pp_ovo-qris', 'qris'],
  ['pp_ovo-push-to-pay_ovo', 'push-to-pay'],
  ['pp_ovo-qris-plus_ovo', null],
  ['pp_system_default', null],
])('knows %s as %s', (providerId, method) => {
  expect(methodOf(providerId)).toBe(method)
})

test('a session stands for an attempt only by the same way and to the rupiah', () => {
  const payment = { method: 'qris', amount: 110_000 } as Payment
  const session = { provider_id: 'pp_ovo-qris_ovo', amount: 110_000 } as PurchaseSession
  expect(fits(session, payment)).toBe(true)
  expect(fits({ ...session, amount: 110_000.5 }, payment)).toBe(false)
  expect(fits({ ...session, provider_id: 'pp_ovo-push-to-pay_ovo' }, payment)).toBe(false)
})
