import {
  createOvo,
  type MemoryStoreOptions,
  memoryStore,
  type Ovo,
  type OvoEvent,
  type Payment,
  type QrisPayment,
  type Store,
  shopperView,
} from '@ovokit/core'
import { type FaultInput, type Simulator, startSimulator } from '@ovokit/simulator'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressOf, credentials, serve, testEncryptionKey } from '../support/shop.ts'

/** What people, networks and machines do to a shop, in any order. */
type Action =
  | { readonly do: 'start'; readonly order: number; readonly amount: number }
  | { readonly do: 'pay' | 'decline'; readonly qr: number }
  | { readonly do: 'cancel' | 'refund' | 'look'; readonly order: number }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'work' | 'crash' | 'forge' | 'replay' }
  | { readonly do: 'fault'; readonly fault: FaultInput }

const order = fc.nat(1)
const faults: fc.Arbitrary<FaultInput> = fc.oneof(
  fc.record({
    operation: fc.constantFrom('qris.generate', 'qris.query', 'qris.refund'),
    fault: fc.constantFrom(
      'lose-response',
      'refuse-before',
      'http-500',
      'act-then-500',
      'http-504',
      'malformed-json',
      'token-expired',
      'too-many',
      'in-progress',
      'empty-404',
    ),
  }),
  fc.record({
    operation: fc.constant('callback'),
    fault: fc.constantFrom('drop', 'duplicate', 'forge', 'stale', 'tampered', 'twice-new-id'),
  }),
  fc.record({
    operation: fc.constant('qris.generate'),
    fault: fc.constantFrom('pay-late', 'settle-late', 'wrong-amount', 'wrong-crc'),
  }),
  fc.record({ operation: fc.constant('qris.query'), fault: fc.constantFrom('wrong-amount', 'wrong-reference') }),
  fc.record({ operation: fc.constant('token.b2b'), fault: fc.constantFrom('http-500', 'lose-response') }),
) as fc.Arbitrary<FaultInput>

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('start' as const), order, amount: fc.constantFrom(10_000, 25_000) }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('pay' as const), qr: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('decline' as const), qr: fc.nat(4) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'refund' as const, 'look' as const), order }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(1, 5, 21, 60, 77, 600) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('work' as const, 'crash' as const, 'forge' as const, 'replay' as const),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('fault' as const), fault: faults }) },
)

const references = ['ORDER-A', 'ORDER-B']

/** One run: an OVO, a shop that may die and come back on the same store, and everything that was seen. */
async function run(actions: readonly Action[], startAt: number): Promise<void> {
  const sim = await startSimulator({ startAt })
  const timeOffset: NonNullable<MemoryStoreOptions['timeOffset']> = () => sim.clock.offset()
  const store = memoryStore({ timeOffset })
  const events: OvoEvent[] = []
  const shown = new Map<string, string>()
  const lines: string[] = []
  let ovo = await open(sim, store, events)
  let server = await serve(ovo)
  const aim = (): void => sim.partner().setCallbackUrl(`${addressOf(server)}/v1.0/qr/qr-mpm-notify`)
  aim()

  async function act(step: Action): Promise<string> {
    switch (step.do) {
      case 'start': {
        const payment = await ovo.qris.start({ reference: references[step.order] ?? '', amount: step.amount })
        shown.set(payment.id, payment.qr.content)
        return `shows ${payment.partnerReferenceNo}`
      }
      case 'pay':
      case 'decline': {
        const qrContent = [...shown.values()].at(-1 - (step.qr % Math.max(shown.size, 1))) ?? ''
        if (step.do === 'decline')
          return sim.decline({ qrContent }).then(
            () => 'declined',
            () => 'nothing to decline',
          )
        return JSON.stringify(await sim.pay({ qrContent }))
      }
      case 'cancel':
      case 'refund':
      case 'look': {
        const payment = (await ovo.payments.find({ reference: references[step.order] ?? '' })).at(-1)
        if (payment === undefined) return 'nothing there'
        if (step.do === 'look') return ovo.payments.touch(payment.id).then(() => 'looked')
        return (await (step.do === 'cancel' ? ovo.payments.cancel(payment.id) : ovo.payments.refund(payment.id))).status
      }
      case 'wait':
        await sim.clock.advance(step.seconds * 1_000)
        return 'waited'
      case 'work':
        await sim.idle()
        await ovo.runDue()
        return 'worked'
      case 'crash': {
        // The process dies with whatever it had under way; only the store is left.
        server.close()
        server.closeAllConnections()
        ovo = await open(sim, store, events)
        server = await serve(ovo)
        aim()
        return 'restarted'
      }
      case 'forge':
      case 'replay': {
        const partnerReferenceNo = sim.transactions().at(-1)?.partnerReferenceNo
        if (partnerReferenceNo === undefined) return 'nothing there'
        const before = await snapshot(ovo)
        const { status } = await sim.resendCallback(
          step.do === 'forge' ? { partnerReferenceNo, fault: 'forge' } : { partnerReferenceNo },
        )
        if (step.do === 'forge') {
          expect(status, 'a forger’s answer (G9)').toBe(401)
          expect(await snapshot(ovo), 'a forgery changes nothing (G9)').toEqual(before)
        }
        return String(status)
      }
      case 'fault':
        sim.faults.add(step.fault)
        return 'set'
    }
  }

  try {
    for (const step of actions) {
      const result = await act(step).catch((error: { code?: string }) => {
        if (error.code === undefined) throw error
        return error.code
      })
      lines.push(`${clock(sim)}  ${JSON.stringify(step)} ${result}`)
      await always(sim, ovo, shown)
    }
    sim.faults.clear()
    // Long enough for everything to be known; short enough that nobody calls a person for it.
    for (const seconds of [1, 31, 31, 31, 80, 80, 120, 300, 600, 900, 1_800, 3_600, 3_600, 3_600]) {
      await sim.clock.advance(seconds * 1_000)
      await sim.idle()
      await ovo.runDue()
    }
    await always(sim, ovo, shown)
    await atTheEnd(sim, ovo, events)
  } catch (error) {
    const history = await story(ovo)
    throw new Error(
      `${(error as Error).message}\n\nWhat was done:\n${lines.join('\n')}\n\nWhat the shop wrote down:\n${history}`,
    )
  } finally {
    server.close()
    server.closeAllConnections()
    await ovo.close()
    await sim.close()
  }
}

/** What must hold at every moment. */
async function always(sim: Simulator, ovo: Ovo, shown: ReadonlyMap<string, string>): Promise<void> {
  const { customers, shop, inFlight, opening } = sim.books()
  expect(customers + shop + inFlight, 'the books balance').toBe(opening)
  for (const reference of references) {
    const payments = await qrisPayments(ovo, reference)
    // OVO's own view: QRs of this order that somebody has seen and that could still be paid.
    const payable = sim.transactions().filter(({ status, qrContent, expiresAt }) => {
      const isOurs = payments.some(({ id }) => shown.get(id) === qrContent)
      return isOurs && status === '03' && expiresAt > sim.clock.now()
    })
    expect(payable.length, `${reference}: one payable attempt (G6)`).toBeLessThanOrEqual(1)
    expect(
      payments.filter(({ status, isOrphan }) => status === 'paid' && !isOrphan).length,
      `${reference}: paid once (G6)`,
    ).toBeLessThanOrEqual(1)
    for (const payment of payments) {
      const theirs = sim
        .transactions()
        .find(({ partnerReferenceNo }) => partnerReferenceNo === payment.partnerReferenceNo)
      if (payment.status === 'paid') expect(['00', '04'], 'paid means OVO said so (G4)').toContain(theirs?.status)
      if (payment.status === 'refunded') expect(theirs?.status, 'refunded means OVO did so').toBe('04')
      if (payment.status === 'unknown')
        expect(shopperView(payment, ovo.now()).status, 'unknown is never shown as another (G2)').toBe('checking')
      expect(Number.isInteger(payment.amount), 'whole rupiah (G10)').toBe(true)
    }
  }
}

/** What must hold when everything has had its time. */
async function atTheEnd(sim: Simulator, ovo: Ovo, events: readonly OvoEvent[]): Promise<void> {
  const { shopBy } = sim.books()
  for (const reference of references) {
    const payments = await qrisPayments(ovo, reference)
    const held = payments.reduce((sum, { partnerReferenceNo }) => sum + (shopBy[partnerReferenceNo] ?? 0), 0)
    const accepted = payments.filter(({ status, isOrphan }) => status === 'paid' && !isOrphan)
    const raised = new Set(events.filter(({ type }) => type === 'attention').map(({ payment }) => payment.id))
    const orphans = payments.filter(({ id, status, isOrphan }) => status === 'paid' && isOrphan && raised.has(id))
    const expected = [...accepted, ...orphans].reduce((sum, { amount }) => sum + amount, 0)
    expect(
      held,
      `${reference}: the shop holds what it knows of, and every orphan has gone back or was raised (G7)`,
    ).toBe(expected)
    for (const payment of payments) checkEvents(payment, events)
    expect(
      payments.map(({ status }) => status),
      `${reference}: everything is known in the end (G2)`,
    ).not.toContain('created')
  }
}

function checkEvents(payment: Payment, events: readonly OvoEvent[]): void {
  const mine = events.filter((event) => event.payment.id === payment.id)
  const ids = (type: string): number => new Set(mine.filter((event) => event.type === type).map(({ id }) => id)).size
  const isAccepted = ['paid', 'refunded'].includes(payment.status) && !payment.isOrphan
  expect(ids('paid'), 'a paid payment is heard of, under one id (G5)').toBe(isAccepted ? 1 : 0)
  expect(ids('refunded'), 'a refund is heard of, under one id (G5)').toBe(payment.status === 'refunded' ? 1 : 0)
  const order = mine.map(({ type }) => type)
  if (order.includes('paid') && order.includes('refunded'))
    expect(order.indexOf('paid'), 'in order (G5)').toBeLessThan(order.indexOf('refunded'))
}

async function open(sim: Simulator, store: Store, events: OvoEvent[]): Promise<Ovo> {
  const ovo = createOvo({
    environment: { snap: sim.url },
    store,
    encryptionKey: testEncryptionKey,
    merchants: { default: { snap: credentials(sim, sim.partner()) } },
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  })
  ovo.on('*', (event) => void events.push(event))
  await ovo.start({ worker: false })
  return ovo
}

const snapshot = async (ovo: Ovo): Promise<string> =>
  JSON.stringify(await Promise.all(references.map((reference) => ovo.payments.find({ reference }))))

const clock = (sim: Simulator): string => new Date(sim.clock.now() + 7 * 3_600_000).toISOString().slice(11, 19)

async function story(ovo: Ovo): Promise<string> {
  const payments = (await Promise.all(references.map((reference) => qrisPayments(ovo, reference)))).flat()
  const told = payments.map(async ({ id, reference, partnerReferenceNo }) => {
    const lines = (await ovo.payments.history(id)).map(
      ({ at, event, from, to }) => `  ${at.toISOString().slice(11, 19)}Z ${event}: ${from} -> ${to}`,
    )
    return [`${reference} ${partnerReferenceNo}`, ...lines].join('\n')
  })
  return (await Promise.all(told)).join('\n')
}

const runs = Number(process.env.PROPERTY_RUNS ?? 150)

describe('whatever happens, in whatever order (G1 G2 G4 G5 G6 G7 G9 G10)', () => {
  test.each([
    ['by day', '2026-11-22T10:00:00+07:00'],
    ['around midnight in Jakarta', '2026-11-22T23:57:00+07:00'],
  ])('%s', { timeout: 600_000 }, async (_, startAt) => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 25 }), (actions) =>
        run(actions, Date.parse(startAt)),
      ),
      { numRuns: runs },
    )
  })
})

const qrisPayments = async (ovo: Ovo, reference: string): Promise<readonly QrisPayment[]> =>
  (await ovo.payments.find({ reference })).filter((payment) => payment.method === 'qris')
