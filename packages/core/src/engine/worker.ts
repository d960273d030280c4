import type { EpochMillis } from '../values/jakarta-time.ts'
import type { Outbox } from './outbox.ts'
import type { Ports } from './ports.ts'
import type { Runner } from './runner.ts'
import type { Store } from './store.ts'

export interface Worker {
  start(): void
  /** Looks for due work now instead of at the next sweep. */
  wake(): void
  /** Does everything that is due, and resolves when nothing is. For tests, cron jobs and functions without a worker. */
  runDue(): Promise<void>
  /** When this process last looked through everything that is due; `null` before the first time. */
  sweptAt(): EpochMillis | null
  /** Stops sweeping and waits for what has begun. */
  stop(): Promise<void>
}

const sweepMillis = 1_000
const cleanMillis = 10 * 60_000
const keepDeliveredMillis = 30 * 24 * 60 * 60_000

/** Sweeps the store about once a second and whenever it is woken. Every process runs one; leases keep them apart. */
export function createWorker(deps: {
  store: Store
  runner: Runner
  outbox: Pick<Outbox<unknown>, 'beginDue' | 'idle'>
  ports: Ports
  /** What else is to be looked after every few minutes. */
  tend: () => Promise<void>
}): Worker {
  const { store, runner, outbox, ports } = deps
  let timer: NodeJS.Timeout | null = null
  let sweeping: Promise<void> | null = null
  let isWoken = false
  /** Looks under way, and how many have found something. */
  const looking = new Set<Promise<boolean>>()
  let finds = 0
  let isStopped = true
  let sweptAt: EpochMillis | null = null
  let cleanedAt = Number.NEGATIVE_INFINITY

  /** One look: begins what there are hands for, and says whether it found anything. */
  function look(): Promise<boolean> {
    const one = begin().finally(() => looking.delete(one))
    looking.add(one)
    return one
  }

  async function begin(): Promise<boolean> {
    const [begun, delivered] = await Promise.all([runner.beginDue(), outbox.beginDue()])
    const found = begun + delivered > 0
    if (found) finds += 1
    return found
  }

  async function sweep(): Promise<void> {
    try {
      do {
        isWoken = false
        while (await look()) if (isStopped) return
      } while (isWoken)
      sweptAt = store.now()
      if (store.now() - cleanedAt > cleanMillis) {
        cleanedAt = store.now()
        await store.sweep({ now: store.now(), deliveredBefore: store.now() - keepDeliveredMillis })
        await deps.tend()
      }
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'unknown'
      ports.logger.error('the store could not be swept; trying again in a second', { reason })
    }
  }

  function schedule(delay: number): void {
    if (isStopped) return
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(run, delay)
  }

  function run(): void {
    if (isStopped || sweeping !== null) return
    sweeping = sweep().finally(() => {
      sweeping = null
      // A little apart, so that many processes do not knock at the same instant.
      schedule(isWoken ? 0 : sweepMillis * (0.9 + ((ports.random(1)[0] ?? 0) / 255) * 0.2))
    })
  }

  return {
    start: () => {
      isStopped = false
      run()
    },
    wake: () => {
      isWoken = true
      if (sweeping === null) schedule(0)
    },
    runDue: async () => {
      for (;;) {
        // What other looks have found may bring about what is due next: after it, look again.
        const before = finds
        const found = await look()
        await Promise.allSettled(looking)
        const [wasStepping, wasDelivering] = await Promise.all([runner.idle(), outbox.idle(), sweeping])
        if (!found && !wasStepping && !wasDelivering && finds === before) return
      }
    },
    sweptAt: () => sweptAt,
    stop: async () => {
      isStopped = true
      if (timer !== null) clearTimeout(timer)
      await sweeping
      await Promise.all([runner.idle(), outbox.idle()])
    },
  }
}
