import {
  createOvo,
  type Ovo,
  type OvoConfig,
  type OvoEvent,
  type Store,
  type TopUpNotice,
  type Transport,
} from '@ovokit/core'
import { testEncryptionKey } from './shop.ts'

/** A shop inside this process that can die as if by SIGKILL: what it had begun is never heard of again. */
export interface MortalShop {
  readonly ovo: Ovo
  readonly isAlive: () => boolean
  /** Dies at its nth effect on the world from now, 0: now. Its leases stay behind. @default 0 */
  kill(atEffect?: number): void
  /** Lives on, if it was to die at an effect that has not come yet. */
  spare(): void
  /** What the shop answers, or `died`. */
  ask<Result>(question: (ovo: Ovo) => Promise<Result>): Promise<Result | 'died'>
}

/** Counts everything that goes through a shop's ports, so that a test can tell when nothing moves any more. */
export interface Pulse {
  count: number
}

const effects = new Set<string>([
  'commit',
  'claimDue',
  'release',
  'claimDeliveries',
  'endDelivery',
  'takeNumbers',
] satisfies (keyof Store)[])

/** Opens a shop on a store that outlives it. */
export async function openMortalShop(
  deps: {
    readonly store: Store
    readonly transport: Transport
    readonly pulse: Pulse
    readonly hear?: (event: OvoEvent) => void
    readonly hearTopUp?: (notice: TopUpNotice) => void
    readonly onDeath: () => void
  } & Pick<OvoConfig, 'environment' | 'merchants'>,
): Promise<MortalShop> {
  const { store, transport, pulse, environment, merchants } = deps
  let isAlive = true
  let effectsLeft = Number.POSITIVE_INFINITY
  let die: () => void = () => {}
  const died = new Promise<'died'>((resolve) => {
    die = () => {
      if (isAlive) deps.onDeath()
      isAlive = false
      resolve('died')
    }
  })
  const never = new Promise<never>(() => {})

  /** Before and after an effect there is a moment to die in; whoever is dead does and hears nothing. */
  async function around<Result>(isEffect: boolean, run: () => Promise<Result>): Promise<Result> {
    const pass = (): boolean => {
      pulse.count += 1
      if (isEffect && --effectsLeft < 0) die()
      return isAlive
    }
    if (!pass()) return never
    const result = await run()
    return pass() ? result : never
  }

  const ovo = createOvo({
    environment,
    merchants,
    encryptionKey: testEncryptionKey,
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    transport: (request, options) => around(true, () => transport(request, options)),
    store: new Proxy(store, {
      get: (target, property, receiver) => {
        const value: unknown = Reflect.get(target, property, receiver)
        if (typeof value !== 'function' || property === 'now') return value
        const method = value.bind(target) as (...args: unknown[]) => Promise<unknown>
        return (...args: unknown[]) => around(effects.has(String(property)), () => method(...args))
      },
    }),
  })
  ovo.on('*', (event) => deps.hear?.(event))
  for (const type of ['topped-up', 'top-up-failed', 'top-up-attention'] as const)
    ovo.on(type, (notice) => deps.hearTopUp?.(notice))
  await ovo.start({ worker: false })
  return {
    ovo,
    isAlive: () => isAlive,
    kill: (atEffect = 0) => {
      if (atEffect === 0) die()
      else effectsLeft = atEffect - 1
    },
    spare: () => {
      effectsLeft = Number.POSITIVE_INFINITY
    },
    ask: (question) => Promise.race([question(ovo), died]),
  }
}
