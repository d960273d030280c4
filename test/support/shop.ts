import { createServer, type Server } from 'node:http'
import {
  createOvo,
  type LinkNotice,
  type Logger,
  memoryStore,
  type Ovo,
  type OvoConfig,
  type OvoEvent,
  type Payment,
  type PushToPayConfig,
  type SnapConfig,
  type Store,
  type TopUpNotice,
} from '@ovokit/core'
import { type Partner, type Simulator, type SimulatorOptions, startSimulator } from '@ovokit/simulator'
import { canaryCustomer } from '../secrets/canaries.ts'
import { hearEvent, hearLogger, hearOvo, hearStore } from '../secrets/hear-shop.ts'
import { type BooksOptions, checkBooks } from './books.ts'

/** A shop as small as a test needs it, against a simulator, with real HTTP both ways and one movable clock. */
export interface Shop {
  readonly sim: Simulator
  readonly partner: Partner
  readonly ovo: Ovo
  /** Every event that the shop's handler has taken, in order. */
  readonly events: readonly OvoEvent[]
  /** And about its top-ups. */
  readonly topUpNotices: readonly TopUpNotice[]
  /** And about its customers' links. */
  readonly linkNotices: readonly LinkNotice[]
  /** Every log line, as it would be written. */
  readonly lines: readonly string[]
  /** Where OVO sends callbacks. */
  readonly callbackUrl: string
  /** And those about linked payments. */
  readonly linkedCallbackUrl: string
  /** Moves time for OVO and the shop, and does what is due then. */
  advance(millis: number): Promise<void>
  /** Lets callbacks arrive and everything due be done. */
  settle(): Promise<void>
  /** Resolves when the payment has that status: a push's answer comes whenever it comes. */
  reaches(id: string, status: Payment['status']): Promise<Payment>
  /** Ends it, once, and audits its books against OVO's. */
  close(options?: BooksOptions): Promise<void>
}

export interface ShopOptions {
  readonly store?: (timeOffset: () => number) => Store
  readonly simulator?: SimulatorOptions
  readonly config?: Partial<OvoConfig>
  readonly dialect?: NonNullable<SnapConfig['dialect']>
  readonly snap?: Partial<SnapConfig>
  readonly pushToPay?: Partial<PushToPayConfig>
  /** Runs before the event counts as taken; throw to have it delivered again. */
  readonly handler?: (event: OvoEvent) => void | Promise<void>
  /** @default a shop that hears callbacks */
  readonly callbacks?: boolean
  /** Sweeps by itself, in real time. @default false: only when told */
  readonly worker?: boolean
}

export const testEncryptionKey = '5f'.repeat(32)

export async function openShop(options: ShopOptions = {}): Promise<Shop> {
  const sim = await startSimulator(options.simulator)
  sim.addCustomer(canaryCustomer)
  const partner = sim.partner()
  const timeOffset = (): number => sim.clock.offset()
  const lines: string[] = []
  const ovo = createOvo({
    environment: { snap: sim.url, pushToPay: sim.url },
    store: hearStore(options.store?.(timeOffset) ?? memoryStore({ timeOffset })),
    encryptionKey: testEncryptionKey,
    merchants: {
      default: {
        snap: { ...credentials(sim, partner, options.dialect), ...options.snap },
        pushToPay: { ...partner.pushToPay, ...options.pushToPay },
      },
    },
    logger: hearLogger(collect(lines)),
    ...options.config,
  })
  const events: OvoEvent[] = []
  ovo.on('*', async (event) => {
    hearEvent(event)
    await options.handler?.(event)
    events.push(event)
  })
  const topUpNotices: TopUpNotice[] = []
  for (const type of ['topped-up', 'top-up-failed', 'top-up-attention'] as const) {
    ovo.on(type, (notice) => {
      hearEvent(notice)
      topUpNotices.push(notice)
    })
  }
  const linkNotices: LinkNotice[] = []
  for (const type of ['linked', 'link-failed', 'link-revoked', 'unlinked', 'link-attention'] as const) {
    ovo.on(type, (notice) => {
      hearEvent(notice)
      linkNotices.push(notice)
    })
  }
  await ovo.start({ worker: options.worker ?? false })
  const server = await serve(ovo)
  const callbackUrl = `${addressOf(server)}/ovo/v1.0/qr/qr-mpm-notify`
  partner.setTokenUrl(`${addressOf(server)}/ovo/v1.0/access-token/b2b`)
  const linkedCallbackUrl = `${addressOf(server)}/ovo/v1.0/debit/notify`
  if (options.callbacks !== false) {
    partner.setCallbackUrl(callbackUrl)
    partner.setLinkedCallbackUrl(linkedCallbackUrl)
  }

  let isClosed = false
  async function settle(): Promise<void> {
    await sim.idle()
    await ovo.runDue()
  }
  return {
    sim,
    partner,
    ovo,
    events,
    topUpNotices,
    linkNotices,
    lines,
    callbackUrl,
    linkedCallbackUrl,
    settle,
    advance: async (millis) => {
      await sim.clock.advance(millis)
      await settle()
    },
    reaches: async (id, status) => {
      for (let tries = 0; ; tries++) {
        const payment = await ovo.payments.get(id)
        if (payment.status === status) return payment
        if (tries === 200) throw new Error(`the payment is ${payment.status}, and does not become ${status}`)
        await settle()
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    },
    close: async (books) => {
      if (isClosed) return
      isClosed = true
      try {
        await hearOvo(ovo)
        await checkBooks({ sim, ovo }, books)
        // A test may have let go of a key on purpose: then nothing can be said of what it stamped.
        const findings = (await ovo.log.verify()).findings.filter(({ kind }) => kind !== 'unknown-key')
        if (findings.length > 0) throw new Error(`the API log is not whole: ${JSON.stringify(findings)}`)
      } finally {
        await ovo.close()
        await new Promise((resolve) => server.close(resolve))
        await sim.close()
      }
    },
  }
}

export function credentials(
  sim: Pick<Simulator, 'ovoPublicKey'>,
  partner: Pick<Partner, 'clientId' | 'clientSecret' | 'privateKey' | 'merchantId' | 'terminalId' | 'channelId'>,
  dialect: ShopOptions['dialect'] = {},
): SnapConfig {
  const { clientId, clientSecret, privateKey, merchantId, terminalId, channelId } = partner
  return {
    clientId,
    clientSecret,
    privateKey,
    merchantId,
    terminalId,
    channelId,
    ovoPublicKey: sim.ovoPublicKey,
    topUp: { senderInstitutionID: '999' },
    dialect,
  }
}

/** `ovo.handle` behind node:http, with nothing of an adapter in between. */
export async function serve(ovo: Ovo): Promise<Server> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)])
    const method = request.method ?? 'GET'
    const body = method === 'GET' ? null : Buffer.concat(chunks)
    const answer = await ovo.handle(new Request(`http://shop.test${request.url}`, { method, headers, body }))
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(await answer.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

export function addressOf(server: Server): string {
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

function collect(lines: string[]): Logger {
  const line =
    (level: string) =>
    (message: string, fields?: object): void => {
      lines.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`)
    }
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') }
}
