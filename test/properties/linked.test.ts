import { type LinkedPayment, memoryStore, type Ovo, type OvoEvent, type Refund, type Transport } from '@ovokit/core'
import { type FaultInput, type Simulator, startSimulator } from '@ovokit/simulator'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type MortalShop, openMortalShop } from '../support/mortal-shop.ts'
import { addressOf, credentials, serve } from '../support/shop.ts'
import { returnUrl } from '../support/wallet.ts'

/** What people, networks and machines do to a shop with linked accounts, in any order. */
type Action =
  | { readonly do: 'link' | 'unlink' | 'take-back' | 'return-again'; readonly customer: number }
  | { readonly do: 'start' | 'buy'; readonly order: number; readonly customer: number; readonly amount: number }
  | { readonly do: 'approve' | 'give-up'; readonly customer: number }
  | { readonly do: 'cancel'; readonly order: number }
  | { readonly do: 'look'; readonly order: number }
  | {
      readonly do: 'refund'
      readonly order: number
      readonly amount: number | null
      readonly key: string
      readonly fault: FaultInput['fault'] | null
    }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'die'; readonly atEffect: number }
  | { readonly do: 'work' | 'forge' | 'replay' }
  | { readonly do: 'fault'; readonly fault: FaultInput }

const customers = ['alice', 'bob'] as const
const phones = { alice: '081200000001', bob: '081200000002' } as const
const references = ['ORDER-A', 'ORDER-B']
const customer = fc.nat(1)
const order = fc.nat(1)
const as = <Word extends string>(...words: Word[]) => fc.constantFrom(...words)

const cuts = as('lose-response', 'refuse-before', 'http-500', 'act-then-500', 'http-504', 'malformed-json', 'empty-404')
const faults = fc.oneof(
  fc.record({ operation: as('link.bind', 'link.token', 'link.unbind', 'linked.status', 'linked.refund'), fault: cuts }),
  { weight: 2, arbitrary: fc.record({ operation: as('linked.pay'), fault: cuts }) },
  fc.record({ operation: as('linked.pay', 'linked.status', 'link.unbind'), fault: as('token-expired', 'too-many') }),
  fc.record({ operation: as('linked.pay'), fault: as('pay-late', 'settle-late', 'fail-late') }),
  fc.record({ operation: as('linked.refund'), fault: as('settle-late', 'fail-late', 'token-expired') }),
  fc.record({ operation: as('linked.status'), fault: as('wrong-amount', 'wrong-reference') }),
  fc.record({
    operation: as('callback'),
    fault: as('drop', 'duplicate', 'forge', 'stale', 'tampered', 'twice-new-id'),
  }),
) as fc.Arbitrary<FaultInput>

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: as('link', 'unlink', 'take-back', 'return-again'), customer }) },
  {
    weight: 8,
    arbitrary: fc.record({ do: as('start', 'buy', 'buy'), order, customer, amount: fc.constantFrom(10_000, 25_000) }),
  },
  { weight: 5, arbitrary: fc.record({ do: as('approve', 'approve', 'approve', 'give-up'), customer }) },
  { weight: 1, arbitrary: fc.record({ do: as('cancel'), order }) },
  { weight: 1, arbitrary: fc.record({ do: as('look'), order }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: as('refund'),
      order,
      key: as('a', 'b', 'c'),
      amount: fc.constantFrom(null, 4_000, 9_000),
      fault: fc.constantFrom(null, null, 'lose-response' as const, 'refuse-before' as const, 'act-then-500' as const),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: as('wait'), seconds: fc.constantFrom(1, 6, 31, 125, 605) }) },
  { weight: 3, arbitrary: fc.record({ do: as('die'), atEffect: fc.nat(14) }) },
  { weight: 4, arbitrary: fc.record({ do: as('work', 'work', 'forge', 'replay') }) },
  { weight: 5, arbitrary: fc.record({ do: as('fault'), fault: faults }) },
)

/** One run: an OVO, a shop that dies and comes back on the same store, and everything that was seen. */
async function run(actions: readonly Action[]): Promise<void> {
  const sim = await startSimulator()
  for (const phone of Object.values(phones)) sim.addCustomer({ phone, points: 5_000 })
  const store = memoryStore({ timeOffset: () => sim.clock.offset() })
  const events: OvoEvent[] = []
  const lines: string[] = []
  const returns = new Map<string, string>()

  async function open(): Promise<{ readonly shop: MortalShop; bury(): void }> {
    const shop = await openMortalShop({
      store,
      environment: { snap: sim.url },
      merchants: { default: { snap: credentials(sim, sim.partner()) } },
      pulse: { count: 0 },
      hear: (event) => void events.push(event),
      onDeath: () => {},
      transport: send,
    })
    const server = await serve(shop.ovo)
    sim.partner().setLinkedCallbackUrl(`${addressOf(server)}/v1.0/debit/notify`)
    const bury = (): void => {
      server.close()
      server.closeAllConnections()
    }
    return { shop, bury }
  }
  let { shop, bury } = await open()
  const revive = async (): Promise<void> => {
    if (shop.isAlive()) return
    bury()
    ;({ shop, bury } = await open())
  }
  for (const name of customers) await link(name)

  async function link(name: (typeof customers)[number]): Promise<string> {
    const begun = await shop.ask((ovo) => ovo.links.start({ customer: name, phone: phones[name], returnUrl }))
    if (begun === 'died') return begun
    const back = await sim.approveLink({ page: begun.page })
    returns.set(name, back.returnUrl ?? '')
    const result = await shop.ask((ovo) => ovo.links.complete({ customer: name, url: back.returnUrl ?? '' }))
    return result === 'died' ? result : result.outcome
  }

  const latest = async (index: number): Promise<LinkedPayment | undefined> =>
    (await linkedPayments(shop.ovo, references[index] ?? '')).at(-1)

  async function act(step: Action): Promise<string> {
    const name = 'customer' in step ? (customers[step.customer] ?? 'alice') : 'alice'
    switch (step.do) {
      case 'link':
        return link(name)
      case 'unlink': {
        const result = await shop.ask((ovo) => ovo.links.unlink({ customer: name }))
        return result === 'died' ? result : result.status
      }
      case 'take-back':
        sim.unlink({ phone: phones[name] })
        return 'taken back'
      case 'return-again': {
        // Whoever has seen an old address, or the other customer's.
        const url = [...returns.values()].at(step.customer) ?? returnUrl
        const before = JSON.stringify(await shop.ovo.links.list({ customer: 'mallory' }))
        const result = await shop.ask((ovo) => ovo.links.complete({ customer: 'mallory', url }))
        if (result === 'died') return result
        expect([result.outcome, JSON.stringify(await shop.ovo.links.list({ customer: 'mallory' }))]).toEqual([
          'ignored',
          before,
        ])
        return 'ignored'
      }
      case 'start':
      case 'buy': {
        const reference = references[step.order] ?? ''
        const input = { reference, amount: step.amount, customer: name, returnUrl }
        const result = await shop.ask((ovo) => ovo.linked.start(input))
        if (result === 'died') return result
        if (step.do === 'start') return `${result.partnerReferenceNo} ${result.status}`
        const { ok } = await sim.approveLinked({ phone: phones[name] })
        return shop.ask(async (ovo) => {
          await sim.idle()
          await ovo.runDue()
          return `${result.partnerReferenceNo} ${ok ? 'approved' : 'not approved'}`
        })
      }
      case 'approve':
        return JSON.stringify(await sim.approveLinked({ phone: phones[name] }))
      case 'give-up':
        return JSON.stringify(await sim.cancelLinked({ phone: phones[name] }))
      case 'cancel':
      case 'look':
      case 'refund': {
        const payment = await latest(step.order)
        if (payment === undefined) return 'nothing there'
        if (step.do === 'look') return shop.ask((ovo) => ovo.payments.touch(payment.id).then(() => 'looked'))
        if (step.do === 'cancel') return shop.ask((ovo) => ovo.payments.cancel(payment.id).then(({ status }) => status))
        if (step.fault !== null) sim.faults.add({ operation: 'linked.refund', fault: step.fault })
        const wish = { key: step.key, ...(step.amount === null ? {} : { amount: step.amount }) }
        return shop.ask((ovo) => ovo.payments.refund(payment.id, wish).then(({ status }) => status))
      }
      case 'wait':
        // A callback may reach a shop that dies of it, and then nobody answers.
        return shop.ask(() => sim.clock.advance(step.seconds * 1_000).then(() => 'waited'))
      case 'work':
        return shop.ask(async (ovo) => {
          await sim.idle()
          await ovo.runDue()
          return 'worked'
        })
      case 'die':
        shop.kill(step.atEffect)
        return 'doomed'
      case 'forge':
      case 'replay': {
        const partnerReferenceNo = sim.linkedPayments().at(-1)?.partnerReferenceNo
        if (partnerReferenceNo === undefined || !shop.isAlive()) return 'nothing there'
        const callback = { partnerReferenceNo, ...(step.do === 'forge' ? { fault: 'forge' as const } : {}) }
        const sent = await shop.ask(() => sim.resendCallback(callback))
        if (sent === 'died') return sent
        const { status } = sent
        if (step.do === 'forge' && status !== undefined) expect(status, 'a forger’s answer (G9)').toBe(401)
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
      await revive()
      await always(sim, shop.ovo)
    }
    shop.spare()
    await revive()
    sim.faults.clear()
    for (const seconds of [1, 6, 31, 31, 80, 80, 120, 300, 300, 600, 900, 1_800, 3_600, 3_600, 86_400]) {
      await sim.clock.advance(seconds * 1_000)
      await sim.idle()
      await shop.ovo.runDue()
    }
    await always(sim, shop.ovo)
    await atTheEnd(sim, shop.ovo, events)
  } catch (error) {
    const told = `What was done:\n${lines.join('\n')}\n\nWhat the shop wrote down:\n${await story(shop.ovo)}`
    throw new Error(`${(error as Error).message}\n\n${told}`)
  } finally {
    bury()
    await shop.ovo.close()
    await sim.close()
  }
}

/** What must hold at every moment. */
async function always(sim: Simulator, ovo: Ovo): Promise<void> {
  const { customers: held, shop, inFlight, opening } = sim.books()
  expect(held + shop + inFlight, 'the books balance').toBe(opening)
  for (const reference of references) {
    const payments = await linkedPayments(ovo, reference)
    const accepted = payments.filter(({ status, isOrphan }) => status === 'paid' && !isOrphan)
    expect(accepted.length, `${reference}: paid once (G6)`).toBeLessThanOrEqual(1)
    const seen = payments.filter(({ status }) => status === 'awaiting-pin').map(({ partnerReferenceNo: no }) => no)
    const payable = sim.linkedPayments().filter(({ partnerReferenceNo: no, state, validUntil }) => {
      return seen.includes(no) && state === 'waiting' && validUntil > sim.clock.now()
    })
    expect(payable.length, `${reference}: one payable attempt (G6)`).toBeLessThanOrEqual(1)
    for (const payment of payments) {
      const theirs = sim.linkedPayments().find((one) => one.partnerReferenceNo === payment.partnerReferenceNo)
      if (payment.status === 'paid') expect(['00', '04'], 'paid means OVO said so (G4)').toContain(theirs?.status)
      if (payment.status === 'refunded') expect(theirs?.status, 'refunded means OVO did so').toBe('04')
      if (theirs !== undefined)
        expect(theirs.phone, 'everybody pays for themselves').toBe(phones[payment.customer as 'alice' | 'bob'])
      const going = (await ovo.payments.refunds(payment.id)).filter(({ status }) => status !== 'failed')
      expect(sumOf(going), 'never more goes back than was paid').toBeLessThanOrEqual(payment.amount)
    }
  }
}

/** What must hold when everything has had its time. */
async function atTheEnd(sim: Simulator, ovo: Ovo, events: readonly OvoEvent[]): Promise<void> {
  const { shopBy } = sim.books()
  const raised = new Set(events.filter(({ type }) => type === 'attention').map(({ payment }) => payment.id))
  for (const payment of (await Promise.all(references.map((reference) => linkedPayments(ovo, reference)))).flat()) {
    const { id, status, amount, isOrphan, linkId, partnerReferenceNo } = payment
    const held = shopBy[partnerReferenceNo] ?? 0
    const refunds = await ovo.payments.refunds(id)
    const left = amount - sumOf(refunds.filter((one) => one.status === 'succeeded'))
    // OVO says nothing about the payments of a customer whose link is gone: then a person is told.
    const isForPerson = (await ovo.links.get(linkId)).status !== 'linked' && (raised.has(id) || payment.needsDecision)
    const about = `${partnerReferenceNo} is ${status}, ${refunds.map((one) => one.status).join(', ')}, and OVO holds ${held}`
    expect(['created', 'awaiting-pin'], `${about}: everything is known in the end (G2)`).not.toContain(status)
    if (isForPerson || (payment.needsDecision && raised.has(id))) continue
    if (status === 'paid') expect(payment.isCancelled && !isOrphan, `${about}: given up, and kept (G7)`).toBe(false)
    if (isOrphan && status === 'paid') expect(raised.has(id), `${about}: gone back or raised (G7)`).toBe(true)
    else expect(held, about).toBe(status === 'paid' ? left : 0)
    const paid = new Set(
      events.filter((event) => event.payment.id === id && event.type === 'paid').map((one) => one.id),
    )
    const isTaken = ['paid', 'refunded'].includes(status) && !isOrphan
    expect(paid.size, `${about}: heard of once (G5)`).toBe(isTaken ? 1 : 0)
  }
}

const sumOf = (refunds: readonly Refund[]): number => refunds.reduce((sum, { amount }) => sum + amount, 0)

const send: Transport = async ({ method, url, headers, body }, { timeoutMillis }) => {
  try {
    const signal = AbortSignal.timeout(timeoutMillis)
    const more = method === 'GET' ? {} : { body: Buffer.from(body) }
    const answer = await fetch(url, { method, headers, signal, ...more })
    const bytes = new Uint8Array(await answer.arrayBuffer())
    return { kind: 'answered', status: answer.status, headers: Object.fromEntries(answer.headers), body: bytes }
  } catch {
    return { kind: 'no-answer', sent: 'maybe', reason: 'connection-lost' }
  }
}

const clock = (sim: Simulator): string => new Date(sim.clock.now() + 7 * 3_600_000).toISOString().slice(11, 19)

const linkedPayments = async (ovo: Ovo, reference: string): Promise<readonly LinkedPayment[]> =>
  (await ovo.payments.find({ reference })).filter((payment) => payment.method === 'linked')

async function story(ovo: Ovo): Promise<string> {
  const payments = (await Promise.all(references.map((reference) => linkedPayments(ovo, reference)))).flat()
  const told = payments.map(async ({ id, reference, partnerReferenceNo }) => {
    const lines = (await ovo.payments.history(id)).map(
      ({ at, recordId, event, from, to }) =>
        `  ${at.toISOString().slice(11, 19)}Z ${recordId === id ? '' : 'refund '}${event}: ${from} -> ${to}`,
    )
    return [`${reference} ${partnerReferenceNo}`, ...lines].join('\n')
  })
  return (await Promise.all(told)).join('\n')
}

const runs = Number(process.env.PROPERTY_RUNS ?? 40)

describe('whatever happens to linked accounts, in whatever order (G2 G4 G5 G6 G7 G9)', () => {
  test('every rupiah is where the shop says that it is', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 6, maxLength: 25, size: 'max' }), (actions) => run(actions)),
      { numRuns: runs },
    )
  })
})
