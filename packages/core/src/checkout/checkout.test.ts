import { expect, test } from 'vitest'
import type { StartQris } from '../payments/start-qris.ts'
import { type CheckoutOvo, createCheckout, type Visit } from './checkout.ts'

const headers = { 'content-type': 'application/json' }

/** What would reach OVO or the store, in order. */
function counted() {
  const seen: string[] = []
  const refuse = (what: string) => async (): Promise<never> => {
    seen.push(what)
    throw new Error(`reached ${what}`)
  }
  const ovo = {
    qris: { start: refuse('start') },
    pushToPay: { start: refuse('push') },
    payments: {
      find: async () => {
        seen.push('find')
        return []
      },
      touch: refuse('touch'),
      cancel: refuse('cancel'),
      watch: () => {
        throw new Error('reached watch')
      },
    },
    now: () => new Date('2026-03-02T10:00:00Z'),
  } as unknown as CheckoutOvo
  const checkout = createCheckout<string>(ovo, {
    resolveOrder: (request, orderId): StartQris | null => {
      seen.push(`resolve ${orderId} for ${request}`)
      return orderId === 'mine' ? { reference: 'R', amount: 1 } : null
    },
    limits: { address: { limit: 3 }, order: { limit: 1 }, status: { limit: 3 } },
  })
  return { checkout, seen }
}

const visit = (orderId: string, changes: Partial<Visit<string>> = {}): Visit<string> => ({
  ...{ orderId, address: '203.0.113.7', headers, request: 'me' },
  ...changes,
})

test('a request of another site is turned away before anything is counted or looked up', async () => {
  const { checkout, seen } = counted()
  for (let i = 0; i < 5; i++)
    await expect(checkout.start(visit('mine', { headers: {} }))).rejects.toMatchObject({ code: 'cross-site' })
  expect(seen).toEqual([])
  await expect(checkout.start(visit('mine'))).rejects.toThrow('reached start')
})

test('a stranger uses up no limit of an order, and an address that knocks too often is not looked up', async () => {
  const { checkout, seen } = counted()
  for (let i = 0; i < 3; i++)
    await expect(checkout.cancel(visit('theirs'))).rejects.toMatchObject({ code: 'order-not-found' })
  seen.length = 0
  await expect(checkout.cancel(visit('mine'))).rejects.toMatchObject({ code: 'too-many-requests' })
  expect(seen).toEqual([])
  await expect(checkout.start(visit('mine', { address: '203.0.113.8' }))).rejects.toThrow('reached start')
})

test('looking is counted apart from changing, and finds nothing of an order without a payment', async () => {
  const { checkout } = counted()
  for (const look of [
    () => checkout.status(visit('mine')),
    () => checkout.qr(visit('mine'), 'svg'),
    () => checkout.events(visit('mine'), { signal: new AbortController().signal }),
  ])
    await expect(look()).rejects.toMatchObject({ code: 'payment-not-found' })
  await expect(checkout.status(visit('mine'))).rejects.toMatchObject({ code: 'too-many-requests' })
  await expect(checkout.start(visit('mine'))).rejects.toThrow('reached start')
})
