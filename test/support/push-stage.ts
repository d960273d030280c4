import { memoryStore, type OvoEvent, type PushToPayPayment } from '@ovokit/core'
import type { Simulator } from '@ovokit/simulator'
import { type MortalShop, openMortalShop, type Pulse } from './mortal-shop.ts'
import type { Audit } from './push-invariants.ts'
import { credentials } from './shop.ts'
import { createTimeNetwork, type TimeNetwork } from './time-network.ts'

export const references = ['ORDER-A', 'ORDER-B', 'ORDER-C']
/** They do what they are told, and else nothing. */
export const customers = ['081298760001', '081298760002']

/** Two processes of a shop on one store, that die and come back, on a clock that is moved. */
export interface PushStage {
  readonly sim: Simulator
  readonly network: TimeNetwork
  readonly shops: readonly MortalShop[]
  /** Kills a shop as soon as the clock is so many milliseconds on. */
  doom(shop: number, millis: number): void
  /** Nobody is to die any more. */
  spare(): void
  /** Brings a dead shop back. */
  open(shop: number): Promise<void>
  /** Moves the clock, while every living shop sweeps about once a second. */
  advance(millis: number): Promise<void>
  /** Resolves when nothing moves but the clock. */
  quiet(): Promise<void>
  audit(): Promise<Audit>
  close(): Promise<void>
}

/** @param phases - how the shops' sweeps lie against each other, 0 to 1 each; used again from the start at the end. */
export async function openPushStage(sim: Simulator, phases: readonly number[]): Promise<PushStage> {
  const store = memoryStore({ timeOffset: () => sim.clock.offset() })
  const now = (): number => sim.clock.now()
  const pulse: Pulse = { count: 0 }
  const network = createTimeNetwork(now, pulse)
  const events: OvoEvent[] = []
  const shops: MortalShop[] = []
  const sweepAt: number[] = []
  const doomedAt: number[] = []
  const gaps: { from: number; to: number }[] = []
  let kills = 0
  let draws = 0
  const phase = (): number => phases[draws++ % phases.length] ?? 0.5
  /** As the worker does it, 0.9 to 1.1 s after the last. */
  const later = (at: number): number => at + Math.round(900 + phase() * 200)
  const living = (): number[] => [0, 1].filter((index) => shops[index]?.isAlive() === true)

  const make = (): Promise<MortalShop> =>
    openMortalShop({
      store,
      pulse,
      transport: network.transport,
      hear: (event) => void events.push(event),
      environment: { snap: sim.url, pushToPay: sim.url },
      merchants: { default: { snap: credentials(sim, sim.partner()), pushToPay: sim.partner().pushToPay } },
      onDeath: () => {
        kills += 1
        if (living().length <= 1) gaps.push({ from: now(), to: Number.POSITIVE_INFINITY })
      },
    })

  async function open(index: number): Promise<void> {
    if (shops[index]?.isAlive() === true) return
    const gap = gaps.at(-1)
    if (gap !== undefined) gap.to = Math.min(gap.to, now())
    shops[index] = await make()
    // A worker sweeps as soon as it is started.
    sweepAt[index] = now()
  }

  async function quiet(): Promise<void> {
    const deadline = Date.now() + 5_000
    for (let calm = 0, seen = -1; calm < 25; calm = pulse.count === seen ? calm + 1 : 0) {
      if (Date.now() > deadline) throw new Error('it does not come to rest within five seconds')
      seen = pulse.count
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  async function sweep(): Promise<void> {
    for (const index of living()) {
      if ((sweepAt[index] ?? 0) > now()) continue
      sweepAt[index] = later(now())
      // Not waited for: a call may be under way for as long as OVO takes, and the next sweep comes all the same.
      shops[index]?.ovo.runDue().catch(() => {})
      await quiet()
    }
  }

  /** When there is anything to do, as far as the store knows. */
  async function dueAt(): Promise<number> {
    const records = await store.recentRecords({ kinds: ['push-to-pay', 'push-to-pay-void'], limit: 1_000 })
    const { undelivered } = await store.health(now())
    return undelivered > 0 ? now() : Math.min(...records.map((record) => record.dueAt ?? Number.POSITIVE_INFINITY))
  }

  /** The next sweep that finds something: what nobody would find is not swept for. */
  function nextSweep(index: number, due: number, end: number): number {
    let at = sweepAt[index] ?? 0
    while (at < Math.min(due, end)) at = later(at)
    sweepAt[index] = at
    return at
  }

  for (const phone of customers) sim.addCustomer({ phone, balance: 1_000_000 })
  for (const index of [0, 1]) await open(index)
  return {
    sim,
    network,
    shops,
    open,
    quiet,
    doom: (index, millis) => {
      doomedAt[index] = now() + millis
    },
    spare: () => {
      doomedAt.length = 0
      for (const shop of shops) shop.spare()
    },
    advance: async (millis) => {
      const end = now() + millis
      while (now() < end) {
        const due = await dueAt()
        const sweeps = living().map((index) => nextSweep(index, due, end))
        const next = Math.min(end, network.nextAt(), ...sweeps, ...Object.values(doomedAt))
        await sim.clock.advance(Math.max(next - now(), 0))
        await quiet()
        for (const [index, at] of doomedAt.entries()) {
          if (at === undefined || at > now()) continue
          delete doomedAt[index]
          shops[index]?.kill()
        }
        network.tick()
        await quiet()
        await sweep()
      }
    },
    audit: async () => {
      const reader = shops.find((shop) => shop.isAlive()) ?? (await make())
      const { payments: api } = reader.ovo
      const payments = (await Promise.all(references.map((reference) => api.find({ reference })))).flat()
      const histories = new Map(await Promise.all(payments.map(async ({ id }) => [id, await api.history(id)] as const)))
      const { sendings } = network
      return {
        sim,
        events,
        histories,
        sendings,
        kills,
        gaps,
        payments: payments as PushToPayPayment[],
        now: now(),
      }
    },
    close: async () => {
      for (const shop of shops) shop.kill()
      await network.close()
      await sim.close()
    },
  }
}
