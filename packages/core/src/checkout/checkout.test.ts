import { expect, onTestFinished, test, vi } from 'vitest'
import { NotAllowedError } from '../errors/errors.ts'
import type { StartPush } from '../payments/start-push.ts'
import type { StartQris } from '../payments/start-qris.ts'
import { type CheckoutOptions, type CheckoutOvo, createCheckout, type Visit } from './checkout.ts'

const headers = { 'content-type': 'application/json' }

/** What would reach OVO or the store, in order, and what would be pushed. */
function counted(options: Pick<CheckoutOptions<string>, 'inquireFirst'> = {}, failure?: Error) {
  const seen: string[] = []
  const pushed: StartPush[] = []
  const refuse = (what: string) => async (): Promise<never> => {
    seen.push(what)
    throw new Error(`reached ${what}`)
  }
  const ovo = {
    qris: { start: refuse('start') },
    pushToPay: {
      start: async (input: StartPush): Promise<never> => {
        seen.push('push')
        pushed.push(input)
        throw failure ?? new Error('reached push')
      },
    },
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
    limits: { address: { limit: 3 }, order: { limit: 2 }, phone: { limit: 1 }, status: { limit: 3 } },
    ...options,
  })
  return { checkout, seen, pushed }
}

const visit = (orderId: string, changes: Partial<Visit<string>> = {}): Visit<string> => ({
  orderId,
  address: '203.0.113.7',
  headers,
  request: 'me',
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

test('a push is counted by address, then by order, then by number, and only a number that is one', async () => {
  const { checkout, seen } = counted()
  const push = (phone: unknown, changes: Partial<Visit<string>> = {}, orderId = 'mine'): Promise<unknown> =>
    checkout.push(visit(orderId, changes), { phone })

  await expect(push('0812-3456-7890', { headers: {} })).rejects.toMatchObject({ code: 'cross-site' })
  expect(seen).toEqual([])
  await expect(push('nonsense', {}, 'theirs')).rejects.toMatchObject({ code: 'order-not-found' })
  // What is not a number counts for the order, and for no number.
  await expect(push('nonsense')).rejects.toMatchObject({ code: 'invalid-input', field: 'phone' })
  await expect(push('0812-3456-7890')).rejects.toThrow('reached push')
  await expect(push('0812-3456-7890')).rejects.toMatchObject({ code: 'too-many-requests', limit: 3 })
  expect(seen).toEqual(['resolve theirs for me', 'resolve mine for me', 'resolve mine for me', 'push'])
  const elsewhere = { address: '203.0.113.9' }
  await expect(push('0812-3456-7890', elsewhere)).rejects.toMatchObject({ code: 'too-many-requests', limit: 2 })
})

test('a number is one number, however it is written and whoever writes it', async () => {
  // Numbers are counted by this process's own clock.
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const { checkout, seen } = counted()
  await expect(checkout.push(visit('mine'), { phone: '+62 812 3456 7890' })).rejects.toThrow('reached push')
  const other = visit('mine', { address: '203.0.113.8', request: 'somebody else' })
  await expect(checkout.push(other, { phone: '081234567890' })).rejects.toMatchObject({
    code: 'too-many-requests',
    limit: 1,
    retryAt: new Date('2026-03-02T10:10:00Z'),
  })
  expect(seen.filter((what) => what === 'push')).toHaveLength(1)
})

test.each([
  [{}, true],
  [{ inquireFirst: true }, true],
  [{ inquireFirst: false }, false],
])('with %o OVO is asked about the number first: %s', async (options, inquireFirst) => {
  const { checkout, pushed } = counted(options)
  await expect(checkout.push(visit('mine'), { phone: '+62 812-3456-7890' })).rejects.toThrow('reached push')
  expect(pushed).toEqual([{ reference: 'R', amount: 1, phone: '081234567890', inquireFirst }])
})

test('of a paid order a push is the paid payment, and nothing else is swallowed', async () => {
  const paid = counted({}, new NotAllowedError('already-paid', 'x'))
  await expect(paid.checkout.push(visit('mine'), { phone: '081234567890' })).rejects.toMatchObject({
    code: 'payment-not-found',
  })
  expect(paid.seen).toEqual(['resolve mine for me', 'push', 'find'])
  const refused = counted({}, new NotAllowedError('phone-not-registered', 'x'))
  await expect(refused.checkout.push(visit('mine'), { phone: '081234567890' })).rejects.toMatchObject({
    code: 'phone-not-registered',
  })
  expect(refused.seen).toEqual(['resolve mine for me', 'push'])
})
