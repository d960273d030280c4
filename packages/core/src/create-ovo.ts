import { setTimeout as pause } from 'node:timers/promises'
import type { OvoConfig } from './config.ts'
import { createChanges } from './engine/changes.ts'
import { createCustomerTokens } from './engine/customer-tokens.ts'
import type { AnyLifecycle } from './engine/decide.ts'
import { consoleLogger, systemRandom } from './engine/default-ports.ts'
import { createExchangeLog } from './engine/exchange-log.ts'
import { createLogChain } from './engine/log-chain.ts'
import { createLogRetention } from './engine/log-retention.ts'
import type { Merchants, SnapMerchant } from './engine/merchants.ts'
import { createNumbers } from './engine/numbers.ts'
import { createOutbox } from './engine/outbox.ts'
import type { Ports } from './engine/ports.ts'
import { createPushToPayChannel } from './engine/push-to-pay-channel.ts'
import { createRunner } from './engine/runner.ts'
import { createSnapChannel } from './engine/snap-channel.ts'
import { createTokenSource } from './engine/token-source.ts'
import { createTransport } from './engine/transport.ts'
import { createWorker } from './engine/worker.ts'
import { LifecycleError, NotFoundError } from './errors/errors.ts'
import { OvoError, type OvoErrorCode } from './errors/ovo-error.ts'
import { createApiLog } from './evidence/api-log.ts'
import { linkKind, linkLifecycle } from './linked/link-lifecycle.ts'
import { linkedLifecycle, linkedRefundLifecycle } from './linked/linked-lifecycle.ts'
import { createHandle } from './notification/handle.ts'
import type { Ovo } from './ovo.ts'
import { type AnyEvent, toEvent } from './payments/events.ts'
import { createFollow } from './payments/follow.ts'
import { createLinks } from './payments/links.ts'
import { paymentKinds } from './payments/payment-kinds.ts'
import { createPayments } from './payments/payments.ts'
import { createLinked } from './payments/start-linked.ts'
import { createPushToPay } from './payments/start-push.ts'
import { createQris } from './payments/start-qris.ts'
import { createTopUps } from './payments/start-top-up.ts'
import { pushLifecycle } from './push-to-pay/lifecycle.ts'
import { pushVoidLifecycle } from './push-to-pay/void-undo.ts'
import { qrisLifecycle, qrisRefundLifecycle } from './qris/qris-lifecycle.ts'
import { type SettledMerchant, settleConfig } from './settle-config.ts'
import { createReconcile } from './settlement/reconcile.ts'
import { topUpLifecycle } from './top-up/lifecycle.ts'
import { topUpKind } from './top-up/top-up-data.ts'

const lifecycles: ReadonlyMap<string, AnyLifecycle> = new Map(
  [
    qrisLifecycle,
    qrisRefundLifecycle,
    pushLifecycle,
    pushVoidLifecycle,
    linkLifecycle,
    linkedLifecycle,
    linkedRefundLifecycle,
    topUpLifecycle,
  ].map((lifecycle) => [lifecycle.kind, lifecycle as unknown as AnyLifecycle]),
)

/**
 * Makes OvoKit out of a configuration. Nothing is opened or sent before `start()`.
 *
 * @throws {ConfigurationError} `invalid-configuration`, listing every problem
 */
export function createOvo(config: OvoConfig): Ovo {
  const { sealer, merchants, keepDays } = settleConfig(config)
  const http = createTransport(config.tls)
  const random = config.random ?? systemRandom
  const ports: Ports = { transport: config.transport ?? http.transport, random, logger: config.logger ?? consoleLogger }
  const chain = createLogChain({ store: config.store, sealer, random })
  const { store } = chain
  const retention = createLogRetention({ store, chain, keepDays })
  const token = (size: number): string => Buffer.from(random(size)).toString('hex')
  const owner = `${process.pid}-${token(8)}`
  const prefixOf = (kind: string): string => prefixes[kind] ?? (paymentKinds.includes(kind) ? 'pay' : 'ref')
  const newId = (kind: string): string => `${prefixOf(kind)}_${token(12)}`

  const changes = createChanges()
  const log = createExchangeLog({ sealer, random, now: () => store.now() })
  const wait = (millis: number): Promise<void> => pause(millis)
  const tokens = createTokenSource({ store, sealer, log, ports, owner, pause: wait })
  const sides = findMerchants(merchants)
  const customers = createCustomerTokens({
    store,
    sealer,
    changed: changes.wait,
    // The runner sends through the channel, and the channel has tokens renewed by the runner.
    runner: { dispatch: (...of) => runner.dispatch(...of), runOne: (id) => runner.runOne(id) },
  })
  const sender = {
    snap: createSnapChannel({ store, sealer, tokens, customers, log, ports, merchants: sides }),
    'push-to-pay': createPushToPayChannel({ store, sealer, log, ports, merchants: sides }),
  }
  const runner = createRunner({
    store,
    lifecycles,
    sender,
    ports,
    owner,
    newId,
    onRoom: () => worker.wake(),
    pause: wait,
    onChange: ({ id, parentId, dueAt }) => {
      changes.tell(id)
      if (parentId !== null) changes.tell(parentId)
      if (dueAt === null || dueAt <= store.now()) worker.wake()
    },
  })
  const outbox = createOutbox<AnyEvent>({
    store,
    ports,
    owner,
    toEvent: (delivery) => toEvent(delivery, store),
    onRoom: () => worker.wake(),
  })
  const worker = createWorker({ store, runner, outbox, ports, tend: retention.tend })
  const follow = createFollow({ store, runner, lifecycles, changed: changes.wait })
  const shared = { store, runner, lifecycles, follow, newId, changed: changes.wait }
  const numbers = createNumbers(store)
  const qris = createQris({ ...shared, sender, merchants: sides, numbers })
  const topUp = createTopUps({ ...shared, sender, merchants: sides, numbers, sealer, ports })
  const payments = createPayments(shared)
  const wallet = { ...shared, sender, merchants: sides, numbers, sealer, ports }
  const links = createLinks(wallet)
  const linked = createLinked({ ...wallet, payments })
  const pushToPay = createPushToPay({
    ...shared,
    sender,
    merchants: sides,
    sealer,
    ports,
    payments,
    pause: wait,
    isOpen: () => state === 'open',
  })
  const reconcile = createReconcile({ store })
  const apiLog = createApiLog({
    store,
    sealer,
    log,
    merchants: [...merchants.keys()],
    transport: ports.transport,
  })
  const handle = createHandle({
    store,
    runner,
    tokens,
    log,
    ports,
    wake: worker.wake,
    merchant: (name) => merchants.get(name)?.snap ?? null,
    isOpen: () => state === 'open',
  })

  const tokenState = (one: SnapMerchant): Promise<'ok' | OvoErrorCode> =>
    tokens.current(one).then(
      () => 'ok',
      (error: unknown) => (OvoError.is(error) ? error.code : 'store-unavailable'),
    )

  let state: 'new' | 'open' | 'closed' = 'new'
  let isWorking = false
  let opening: Promise<void> | null = null
  const whenOpen = <Arguments extends readonly unknown[], Result>(run: (...args: Arguments) => Result) => {
    return (...args: Arguments): Result => {
      if (state === 'open') return run(...args)
      if (state === 'new') throw new LifecycleError('not-started', 'call await ovo.start() before using it')
      throw new LifecycleError('closed', 'this OvoKit instance was closed')
    }
  }

  return {
    qris: { start: async (input) => whenOpen(qris.start)(input) },
    pushToPay: {
      start: async (input) => whenOpen(pushToPay.start)(input),
      inquire: async (input) => whenOpen(pushToPay.inquire)(input),
      void: async (id) => whenOpen(pushToPay.void)(id),
      status: async (id) => whenOpen(pushToPay.status)(id),
    },
    topUp: {
      inquire: async (input) => whenOpen(topUp.inquire)(input),
      get: async (id) => whenOpen(topUp.get)(id),
      find: async (find) => whenOpen(topUp.find)(find),
      recent: async (options) => whenOpen(topUp.recent)(options),
      watch: whenOpen(topUp.watch),
      touch: async (id) => whenOpen(topUp.touch)(id),
      history: async (id) => whenOpen(topUp.history)(id),
      check: async (id) => whenOpen(topUp.check)(id),
      balance: async (of) => whenOpen(topUp.balance)(of),
    },
    links: {
      lookup: async (input) => whenOpen(links.lookup)(input),
      start: async (input) => whenOpen(links.start)(input),
      complete: async (input) => whenOpen(links.complete)(input),
      find: async (of) => whenOpen(links.find)(of),
      list: async (of) => whenOpen(links.list)(of),
      get: async (id) => whenOpen(links.get)(id),
      unlink: async (of) => whenOpen(links.unlink)(of),
      balance: async (of) => whenOpen(links.balance)(of),
      history: whenOpen(links.history),
      topUpInstructions: async (of) => whenOpen(links.topUpInstructions)(of),
    },
    linked: {
      start: async (input) => whenOpen(linked.start)(input),
      pinPage: async (id) => whenOpen(linked.pinPage)(id),
    },
    payments: {
      get: async (id) => whenOpen(payments.get)(id),
      find: async (find) => whenOpen(payments.find)(find),
      recent: async (options) => whenOpen(payments.recent)(options),
      watch: whenOpen(payments.watch),
      touch: async (id) => whenOpen(payments.touch)(id),
      settled: async (id, options) => whenOpen(payments.settled)(id, options),
      cancel: async (id) => whenOpen(payments.cancel)(id),
      refund: async (id, wish) => whenOpen(payments.refund)(id, wish),
      refunds: async (id) => whenOpen(payments.refunds)(id),
      resolve: async (id, as, options) => whenOpen(payments.resolve)(id, as, options),
      history: async (id) => whenOpen(payments.history)(id),
      check: async (id) => whenOpen(payments.check)(id),
    },
    settlement: { reconcile: async (input) => whenOpen(reconcile)(input) },
    log: {
      ...apiLog,
      list: async (find) => whenOpen(apiLog.list)(find),
      verify: async (options) => whenOpen(apiLog.verify)(options),
      record: async (call) => whenOpen(apiLog.record)(call),
    },
    // Each type is only ever delivered with its own kind of event.
    on: outbox.on as Ovo['on'],
    start: async ({ worker: withWorker = true } = {}) => {
      if (state === 'closed') throw new LifecycleError('closed', 'this OvoKit instance was closed; make a new one')
      if (state === 'open') return
      opening ??= store.open().finally(() => {
        opening = null
      })
      await opening
      if (state !== 'new') return
      state = 'open'
      if (!withWorker) return
      isWorking = true
      store.onWake?.(worker.wake)
      worker.start()
    },
    handle,
    runDue: async () => whenOpen(worker.runDue)(),
    health: async ({ tokens: withTokens = false } = {}) => {
      const stored = await whenOpen(store.health)(store.now())
      const names = withTokens ? [...merchants.values()].flatMap(({ snap }) => snap ?? []) : []
      const held = await Promise.all(names.map(async (one) => [one.name, await tokenState(one)] as const))
      const sweptAt = worker.sweptAt()
      return {
        ...stored,
        isWorking,
        durability: store.durability,
        tokens: Object.fromEntries(held),
        sweptAt: sweptAt === null ? null : new Date(sweptAt),
        clockSkewMillis: Date.now() - store.now(),
      }
    },
    stopWorker: async () => {
      isWorking = false
      await worker.stop()
    },
    now: () => new Date(store.now()),
    close: async () => {
      if (state !== 'open') return
      state = 'closed'
      isWorking = false
      await worker.stop()
      // Not worth a failed shutdown: without it the log's last rows have one witness less.
      await chain.close().catch(() => {})
      await store.close()
      await http.close()
    },
  }
}

/** What ids of other kinds than payments and undos begin with. */
const prefixes: Readonly<Record<string, string>> = { [topUpKind]: 'top', [linkKind]: 'lnk' }

/** Names what is missing, so that the mend is one line of configuration. */
function findMerchants(merchants: ReadonlyMap<string, SettledMerchant>): Merchants {
  function find<Side extends keyof SettledMerchant>(name: string, side: Side): NonNullable<SettledMerchant[Side]> {
    const merchant = merchants.get(name)
    const quoted = JSON.stringify(String(name).slice(0, 64))
    if (merchant === undefined) throw new NotFoundError('merchant-unknown', `there is no merchant named ${quoted}`)
    const found = merchant[side]
    if (found !== null) return found
    throw new NotFoundError('not-configured', `merchant ${quoted} has no credentials for this: add its ${side}`)
  }
  return { snap: (name) => find(name, 'snap'), pushToPay: (name) => find(name, 'pushToPay') }
}
