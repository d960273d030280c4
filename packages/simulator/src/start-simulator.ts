import { once } from 'node:events'
import type { Server } from 'node:http'
import { isIP } from 'node:net'
import type { RequestLogEntry } from './api/request-log.ts'
import { noticeOfLinked, noticeOfQr } from './callbacks/notice.ts'
import { isLoopback } from './control/host-guard.ts'
import { makeSideRoute } from './control/serve-side.ts'
import { makeServer } from './server.ts'
import type { ResendInput, Simulator, SimulatorOptions } from './simulator-api.ts'
import { jakartaDay } from './wire/jakarta-time.ts'
import { readBooks } from './world/books.ts'
import { keyPairOf, publicPem } from './world/key-pairs.ts'
import { snapshotLinked } from './world/linked-payment.ts'
import { snapshotPush } from './world/push.ts'
import { settlementReport } from './world/settlement-report.ts'
import { snapshot } from './world/transaction.ts'
import { createWorld, resetWorld, type World } from './world/world.ts'

/** Starts an OVO on this machine and resolves when it listens. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, host = '127.0.0.1', partners = [{}], log = () => undefined } = options
  if (!isLoopback(host) && options.allowNonLoopback !== true) {
    throw new TypeError(
      `the simulator only listens on this machine; to use ${host} anyway, pass allowNonLoopback: true`,
    )
  }
  const world = createWorld({ startAt: options.startAt, dialect: options.dialect, log })
  for (const partner of partners.length === 0 ? [{}] : partners) world.partners.add(partner)

  const requests: RequestLogEntry[] = []
  const sim = handle(world, requests)
  const server = makeServer({
    world,
    requests,
    log,
    side: makeSideRoute({ sim, world, isPrivate: isLoopback(host) }, host),
  })
  await listen(server, { port, host })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the simulator has no port')
  const url = `http://${isIP(host) === 6 ? `[${host}]` : host}:${address.port}`

  return {
    ...sim,
    url,
    async close() {
      world.clock.stop()
      world.pushes.clear()
      world.waits.clear()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

async function listen(server: Server, { port, host }: { port: number; host: string }): Promise<void> {
  try {
    await once(server.listen(port, host), 'listening')
  } catch (cause) {
    const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE'
    throw isTaken ? new Error(`port ${port} is taken; choose another, or 0 for any free one`, { cause }) : cause
  }
}

function handle(world: World, requests: RequestLogEntry[]): Omit<Simulator, 'url' | 'close'> {
  const { clock, customers, faults, notifier, partners, payments, pushes, pushPayments, transactions } = world
  const { links, linkedPayments } = world
  return {
    ovoPublicKey: publicPem(keyPairOf('OVO').publicKey),
    dialect: world.dialect,
    requests,
    callbacks: notifier.log,
    clock,
    faults,
    partner: (name) => partners.get(name),
    addPartner: (input) => partners.add(input),
    addCustomer: (input) => customers.add(input),
    customers: () => customers.all(),
    pay: async (input) => payments.pay(input),
    decline: async ({ qrContent }) => payments.decline(qrContent),
    pushes: () => pushes.all().map((record) => snapshotPush(record, clock.now())),
    approvePush: async (input) => pushPayments.approve(input),
    rejectPush: async (input) => pushPayments.reject(input),
    nextPush: async (input = {}) => snapshotPush(await pushes.next(input), clock.now()),
    resendCallback: (input) => resend(world, input),
    transactions: () => transactions.all().map((record) => snapshot(record, clock.now())),
    topUps: () => world.topUps.all(),
    approveLink: async (input) => links.approve(input),
    links: () => {
      const nameOf = (clientId: string): string => partners.byClientId(clientId)?.name ?? clientId
      return links.all().map(({ clientId, phone, linkedAt }) => ({ partner: nameOf(clientId), phone, linkedAt }))
    },
    unlink: ({ phone, partner }) =>
      links.unlink({ phone, clientId: partner === undefined ? undefined : partners.get(partner).clientId }),
    linkedPayments: () => linkedPayments.all().map((record) => snapshotLinked(record, clock.now())),
    approveLinked: async ({ pin, ...input }) => linkedPayments.approve(linkedPayments.select(input), pin),
    cancelLinked: async (input) => linkedPayments.cancel(linkedPayments.select(input)),
    fundDeposit: (input) => world.deposits.fund(input),
    books: () => readBooks(world),
    settlementReport: ({ day = jakartaDay(clock.now()), partner = 'default' } = {}) => {
      const [now, { name }] = [clock.now(), partners.get(partner)]
      const isTheirs = (record: { readonly partner: string }): boolean => record.partner === name
      return settlementReport(
        {
          transactions: transactions
            .all()
            .filter(isTheirs)
            .map((record) => snapshot(record, now)),
          pushes: pushes
            .all()
            .filter(isTheirs)
            .map((record) => snapshotPush(record, now)),
          linked: linkedPayments
            .all()
            .filter(isTheirs)
            .map((record) => snapshotLinked(record, now)),
        },
        day,
      )
    },
    idle: () => notifier.idle(),
    reset: () => {
      resetWorld(world)
      requests.length = 0
    },
  }
}

async function resend(
  { linkedPayments, notifier, partners, transactions }: World,
  { partnerReferenceNo, partner, fault }: ResendInput,
): ReturnType<Simulator['resendCallback']> {
  const { name } = partners.get(partner)
  const record = transactions.byPartnerReference(name, partnerReferenceNo)
  if (record !== undefined) return notifier.resend(noticeOfQr(record), fault)
  const linked = linkedPayments.find(name, partnerReferenceNo)
  if (linked !== undefined) return notifier.resend(noticeOfLinked(linked), fault)
  throw new TypeError(`partner ${name} has no transaction ${partnerReferenceNo}`)
}
