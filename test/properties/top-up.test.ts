import { memoryStore, type Ovo, type TopUp, type TopUpNotice, type Transport, topUpView } from '@ovokit/core'
import { type FaultInput, type Simulator, startSimulator } from '@ovokit/simulator'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type MortalShop, openMortalShop } from '../support/mortal-shop.ts'
import { credentials } from '../support/shop.ts'

/** What shoppers, networks and machines do to top-ups, in any order; two processes on one store. */
type Action =
  | { readonly do: 'inquire'; readonly shop: number; readonly gift: number; readonly amount: number }
  | { readonly do: 'confirm'; readonly shop: number; readonly shown: number; readonly funding: number }
  | { readonly do: 'check' | 'watch'; readonly shop: number; readonly shown: number }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'work'; readonly shop: number }
  | { readonly do: 'kill'; readonly shop: number; readonly atEffect: number }
  | { readonly do: 'pay-in'; readonly amount: number }
  | { readonly do: 'fault'; readonly fault: FaultInput }

const phone = '081298760001'
const shop = fc.nat(1)
const shown = fc.nat(5)
const does = <Name extends Action['do']>(...names: Name[]): fc.Arbitrary<Name> => fc.constantFrom(...names)
const faults: fc.Arbitrary<FaultInput> = fc.oneof(
  fc.record({
    operation: fc.constantFrom(
      'top-up.inquiry',
      'top-up.transfer',
      'top-up.transfer',
      'top-up.transfer',
      'top-up.status',
    ),
    fault: fc.constantFrom(
      ...(['lose-response', 'refuse-before', 'http-500', 'act-then-500', 'http-504', 'malformed-json'] as const),
      ...(['missing-response-code', 'token-expired', 'too-many', 'in-progress', 'empty-404'] as const),
      ...(['wrong-amount', 'wrong-reference'] as const),
    ),
  }),
  fc.record({
    operation: fc.constant('top-up.transfer'),
    fault: fc.constantFrom('settle-late', 'fail-late', 'inquiry-code'),
  }),
  fc.record({ operation: fc.constant('token.b2b'), fault: fc.constantFrom('http-500', 'lose-response') }),
) as fc.Arbitrary<FaultInput>

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: does('inquire'),
      shop,
      gift: fc.nat(1),
      amount: fc.constantFrom(9_000, 25_000, 25_000, 25_000),
    }),
  },
  { weight: 9, arbitrary: fc.record({ do: does('confirm'), shop, shown, funding: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ do: does('check', 'watch'), shop, shown }) },
  { weight: 3, arbitrary: fc.record({ do: does('wait'), seconds: fc.constantFrom(1, 6, 31, 400, 4_000) }) },
  { weight: 3, arbitrary: fc.record({ do: does('work'), shop }) },
  { weight: 3, arbitrary: fc.record({ do: does('kill'), shop, atEffect: fc.nat(12) }) },
  { weight: 1, arbitrary: fc.record({ do: does('pay-in'), amount: fc.constantFrom(26_000, 100_000) }) },
  { weight: 5, arbitrary: fc.record({ do: does('fault'), fault: faults }) },
)

const gifts = ['GIFT-A', 'GIFT-B']

const transport: Transport = async ({ url, method, headers, body }, { timeoutMillis }) => {
  try {
    const signal = AbortSignal.timeout(timeoutMillis)
    const answer = await fetch(url, {
      method,
      headers,
      signal,
      ...(method === 'GET' ? {} : { body: Buffer.from(body) }),
    })
    const bytes = new Uint8Array(await answer.arrayBuffer())
    return { kind: 'answered', status: answer.status, headers: Object.fromEntries(answer.headers), body: bytes }
  } catch {
    return { kind: 'no-answer', sent: 'maybe', reason: 'connection-lost' }
  }
}

/** One run: an OVO, two processes of a shop that die and come back on one store, and everything that was heard. */
async function run(actions: readonly Action[]): Promise<void> {
  const sim = await startSimulator({ startAt: Date.parse('2026-11-22T10:00:00+07:00') })
  sim.addCustomer({ phone })
  sim.fundDeposit({ amount: 60_000 })
  const store = memoryStore({ timeOffset: () => sim.clock.offset() })
  const notices: TopUpNotice[] = []
  const lines: string[] = []
  const openShop = (): Promise<MortalShop> =>
    openMortalShop({
      store,
      transport,
      pulse: { count: 0 },
      onDeath: () => {},
      hearTopUp: (notice) => void notices.push(notice),
      environment: { snap: sim.url },
      merchants: { default: { snap: credentials(sim, sim.partner()) } },
    })
  const shops = [await openShop(), await openShop()]
  const alive = async (index: number): Promise<MortalShop> => {
    if (shops[index]?.isAlive() !== true) shops[index] = await openShop()
    return shops[index] as MortalShop
  }
  const all = async (ovo: Ovo): Promise<readonly TopUp[]> =>
    (await Promise.all(gifts.map((reference) => ovo.topUp.find({ reference })))).flat()
  const pick = async (ovo: Ovo, index: number, status?: TopUp['status']): Promise<TopUp | undefined> => {
    const found = (await all(ovo)).filter((one) => status === undefined || one.status === status)
    return found[found.length - 1 - (index % Math.max(found.length, 1))]
  }

  async function act(step: Action): Promise<unknown> {
    switch (step.do) {
      case 'inquire': {
        const { amount, gift } = step
        const one = await alive(step.shop)
        return one.ask(({ topUp }) => topUp.inquire({ reference: gifts[gift] ?? '', amount, phone }))
      }
      case 'confirm':
        return (await alive(step.shop)).ask(async (ovo) => {
          const found = await pick(ovo, step.shown, 'inquired')
          return found?.status === 'inquired' ? found.confirm({ funding: `PAY-${step.funding}` }) : 'nothing to confirm'
        })
      case 'check':
      case 'watch':
        return (await alive(step.shop)).ask(async ({ topUp }) => {
          const found = await pick((await alive(step.shop)).ovo, step.shown)
          if (found !== undefined) await (step.do === 'check' ? topUp.check(found.id) : topUp.touch(found.id))
        })
      case 'wait':
        await sim.clock.advance(step.seconds * 1_000)
        return 'waited'
      case 'work':
        return (await alive(step.shop)).ask((ovo) => ovo.runDue())
      case 'kill':
        return (await alive(step.shop)).kill(step.atEffect)
      case 'pay-in':
        return sim.fundDeposit(step)
      case 'fault':
        return sim.faults.add(step.fault)
    }
  }

  try {
    const watcher = await openShop()
    for (const gift of [0, 1]) await act({ do: 'inquire', shop: 0, gift, amount: 25_000 })
    for (const step of actions) {
      const result = await act(step).catch((error: { code?: string }) => {
        if (error.code === undefined) throw error
        return error.code
      })
      lines.push(`${JSON.stringify(step)} ${String((result as { status?: string } | undefined)?.status ?? result)}`)
      always(sim, await all(watcher.ovo))
    }
    sim.faults.clear()
    const survivor = await openShop()
    for (const seconds of [1, 31, 31, 300, 900, 900, 900, 1_800, 3_600]) {
      await sim.clock.advance(seconds * 1_000)
      await sim.idle()
      await survivor.ovo.runDue()
    }
    const known = await all(survivor.ovo)
    always(sim, known)
    atTheEnd(known, notices)
    await watcher.ovo.close()
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\nWhat was done:\n${lines.join('\n')}`)
  } finally {
    await sim.close()
  }
}

/** What must hold at every moment. */
function always(sim: Simulator, topUps: readonly TopUp[]): void {
  const { customers, shop: shopHolds, deposits, fees, inFlight, opening, topUps: given } = sim.books()
  expect(customers + shopHolds + deposits + fees + inFlight, 'the books balance').toBe(opening)
  const paidFor = new Map<string | null, number>()
  for (const topUp of topUps) {
    const { status, amount, partnerReferenceNo } = topUp
    const arrived = given[partnerReferenceNo]?.given ?? 0
    if (status === 'succeeded') expect(arrived, 'succeeded means OVO said so (G4)').toBe(amount)
    if (status === 'failed' || status === 'inquired' || status === 'confirmed')
      expect(arrived, `${status}: no money moved (G2)`).toBe(0)
    if (status === 'unknown')
      expect(topUpView(topUp, new Date()).status, 'unknown is never shown as another (G2)').toBe('checking')
    if (topUp.status !== 'inquired') paidFor.set(topUp.funding, (paidFor.get(topUp.funding) ?? 0) + arrived)
    expect(Number.isInteger(topUp.amount), 'whole rupiah (G10)').toBe(true)
  }
  for (const [funding, sum] of paidFor) expect(sum, `${funding} paid for one top-up`).toBeLessThanOrEqual(25_000)
  const total = Object.values(given).reduce((sum, one) => sum + one.given, 0)
  const ours = new Set(topUps.map(({ partnerReferenceNo }) => partnerReferenceNo))
  expect(
    Object.keys(given).filter((number) => !ours.has(number)),
    'written down before it is sent (G1)',
  ).toEqual([])
  expect(total, 'what arrived is of somebody').toBe([...paidFor.values()].reduce((sum, one) => sum + one, 0))
  const mayHaveArrived = sim.requests
    .filter(({ operation, responseCode }) => {
      // Only what OVO turned away before it looked may come again as it was.
      return operation === 'top-up.transfer' && responseCode !== '4013801' && responseCode !== '4293800'
    })
    .map(({ body }) => JSON.parse(body).partnerReferenceNo as string)
  expect(new Set(mayHaveArrived).size, 'never sent again (G2)').toBe(mayHaveArrived.length)
}

/** What must hold when everything has had its time. */
function atTheEnd(topUps: readonly TopUp[], notices: readonly TopUpNotice[]): void {
  for (const { id, status, reference } of topUps) {
    expect(['succeeded', 'failed'], `${reference}: everything is known in the end (G2)`).toContain(status)
    const heard = (type: string): number =>
      new Set(notices.filter((notice) => notice.topUp.id === id && notice.type === type).map((notice) => notice.id))
        .size
    expect(heard('topped-up'), 'heard of under one id (G5)').toBe(status === 'succeeded' ? 1 : 0)
    expect(heard('top-up-failed'), 'heard of under one id (G5)').toBeLessThanOrEqual(status === 'failed' ? 1 : 0)
  }
}

const runs = Number(process.env.PROPERTY_RUNS ?? 60)

test('top-ups, whatever happens, in whatever order (G1 G2 G4 G5 G10)', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 10, maxLength: 30, size: 'max' }), (actions) => run(actions)),
    { numRuns: runs },
  )
})
