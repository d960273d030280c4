import { expect, test } from 'vitest'
import { CheckoutError, InputError, NotAllowedError, OvoCallError } from '../errors/errors.ts'
import { shopperError } from './shopper-error.ts'

const now = new Date('2026-03-02T10:00:00Z')
const retryAt = new Date('2026-03-02T10:00:12.500Z')

test('tells a shopper when to come back', () => {
  expect(shopperError(new NotAllowedError('attempt-in-progress', 'inner words', { retryAt }), now)).toEqual({
    status: 409,
    headers: { 'cache-control': 'no-store', 'retry-after': '13' },
    body: {
      error: {
        code: 'attempt-in-progress',
        message: 'Another payment of this order is still open. Try again in a moment.',
        retryAt: '2026-03-02T10:00:12.500Z',
      },
    },
  })
})

test('says which limit was met', () => {
  expect(shopperError(new CheckoutError('too-many-requests', 'x', { retryAt, limit: 10 }), now)).toMatchObject({
    status: 429,
    headers: { ratelimit: 'limit=10, remaining=0, reset=13', 'retry-after': '13' },
  })
})

test('never says to come back in the past', () => {
  const error = new NotAllowedError('attempt-in-progress', 'x', { retryAt: new Date(now.getTime() - 5_000) })
  expect(shopperError(error, now).headers['retry-after']).toBe('1')
})

test('says what is wrong with a number, and nothing of any other input, which the shop wrote', () => {
  expect(shopperError(new InputError('phone', 'x'), now)).toMatchObject({
    status: 422,
    body: { error: { code: 'invalid-phone' } },
  })
  expect(shopperError(new InputError('reference', 'x'), now)).toMatchObject({
    status: 500,
    body: { error: { code: 'internal' } },
  })
})

test('says in OVO’s own words that a number has no account', () => {
  expect(shopperError(new NotAllowedError('phone-not-registered', 'x'), now).body.error.text).toEqual({
    id: 'Nomor ponsel ini tidak terdaftar di akun OVO mana pun. Silakan coba lagi.',
    en: "The phone number isn't registered to any OVO account. Please try again.",
  })
})

test.each([
  [400, new CheckoutError('bad-request', 'x')],
  [404, new CheckoutError('order-not-found', 'x')],
  [409, new NotAllowedError('not-cancellable', 'x')],
  [503, new OvoCallError('ovo-unreachable', 'x')],
])('answers with %i for %s', (status, error) => {
  expect(shopperError(error, now)).toMatchObject({ status, body: { error: { code: error.code } } })
})

test.each([
  [new Error('password=hunter2')],
  ['a string'],
  [null],
  [{ code: 'already-paid', retryAt, limit: 1 }],
  [Object.assign(new Error('x'), { status: 200, retryAt })],
])('shows nothing of an error that it does not know: %s', (error) => {
  expect(shopperError(error, now)).toEqual({
    status: 500,
    headers: { 'cache-control': 'no-store' },
    body: { error: { code: 'internal', message: 'Something went wrong on our side.' } },
  })
})
