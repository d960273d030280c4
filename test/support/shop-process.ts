/**
 * A shop in a process of its own, to be killed. It answers on its standard output with one JSON line when it is ready,
 * and does what it is told over HTTP. Environment: SHOP (JSON, see ShopProcessOptions).
 */
import { appendFileSync, closeSync, fsyncSync, openSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { createOvo, type Store, type Transport } from '@ovokit/core'
import { hearEvent, hearLogger } from '../secrets/hear-shop.ts'
import { installTaps } from '../secrets/taps.ts'
import { withBoundaries } from './boundaries.ts'
import type { ShopProcessOptions } from './spawn-shop.ts'

installTaps()
const options = JSON.parse(process.env.SHOP ?? '{}') as ShopProcessOptions
// Every process of a scene reads the same clock, also one that was frozen while it moved.
const timeOffset = (): number => Number(readFileSync(options.clockFile, 'utf8'))
if (options.wallClockSkew !== undefined) {
  const now = Date.now
  Date.now = () => now() + (options.wallClockSkew ?? 0)
}

/** Loads one database and not the other: this process is started a hundred times. */
async function openStore(): Promise<Store> {
  const { store } = options
  if (store.kind === 'embedded') {
    const { embeddedStore } = await import('@ovokit/core/embedded')
    return embeddedStore(store.folder, { timeOffset })
  }
  const [{ postgresStore }, { default: pg }] = await Promise.all([import('@ovokit/core/postgres'), import('pg')])
  const pool = new pg.Pool({ connectionString: store.url, max: 5 })
  pool.on('error', () => {})
  return postgresStore(pool, { schema: store.schema, timeOffset })
}

let dieAt = options.dieAt
/** Stops the whole process (SIGSTOP) there, or only whoever passes there, until told to go on. */
let freezeAt: string | undefined
let pauseAt: string | undefined
let goOn: (() => void) | null = null
let trace: string[] = []
const counts = new Map<string, number>()
function reached(boundary: string): void | Promise<void> {
  const count = (counts.get(boundary) ?? 0) + 1
  counts.set(boundary, count)
  trace.push(`${boundary} #${count}`)
  const here = `${boundary} #${count}`
  if (dieAt === here) process.kill(process.pid, 'SIGKILL')
  if (freezeAt === here) process.kill(process.pid, 'SIGSTOP')
  if (pauseAt !== here) return
  return new Promise((resolve) => {
    goOn = resolve
  })
}

/** Keeps a push on its way until the scene's clock is on. */
async function hold(body: Uint8Array): Promise<void> {
  const { type, processingCode } = JSON.parse(Buffer.from(body).toString()) as Record<string, string>
  if (options.holdPushMillis === undefined || type !== '0200' || processingCode !== '040000') return
  const arrives = timeOffset() + options.holdPushMillis
  while (timeOffset() < arrives) await pause(10)
}

const transport: Transport = async ({ method, url, headers, body }, { timeoutMillis }) => {
  try {
    await hold(body)
    const answer = await fetch(url, {
      method,
      headers,
      body: Buffer.from(body),
      signal: AbortSignal.timeout(timeoutMillis),
    })
    const bytes = new Uint8Array(await answer.arrayBuffer())
    return { kind: 'answered', status: answer.status, headers: Object.fromEntries(answer.headers), body: bytes }
  } catch {
    return { kind: 'no-answer', sent: 'maybe', reason: 'connection-lost' }
  }
}

/** How much this process waits for, of its store and of OVO. */
let underWay = 0
function awaited<Result>(result: Result): Result {
  if (!(result instanceof Promise)) return result
  underWay += 1
  const over = (): void => {
    underWay -= 1
  }
  result.then(over, over)
  return result
}
const store = new Proxy(await openStore(), {
  get: (target, property, receiver) => {
    const value: unknown = Reflect.get(target, property, receiver)
    return typeof value === 'function' ? (...args: unknown[]) => awaited(Reflect.apply(value, target, args)) : value
  },
})

const ports = withBoundaries({
  store,
  transport: (request, options) => awaited(transport(request, options)),
  reached,
})
const ovo = createOvo({
  environment: { snap: options.simulatorUrl, pushToPay: options.simulatorUrl },
  encryptionKey: '5f'.repeat(32),
  merchants: { default: { snap: options.credentials, pushToPay: options.pushToPay } },
  store: ports.store,
  transport: ports.transport,
  logger: hearLogger({ debug: () => {}, info: () => {}, warn: log, error: log }),
})

function log(message: string, fields?: object): void {
  if (options.verbose === true) process.stderr.write(`[${process.pid}] ${message} ${JSON.stringify(fields ?? {})}\n`)
}

/** The shop's own books: what it has been told, kept before it says that it heard. */
function hear(event: { id: string; type: string; reference: string; payment: string }): void {
  const file = openSync(options.eventsFile, 'a')
  appendFileSync(file, `${JSON.stringify(event)}\n`)
  fsyncSync(file)
  closeSync(file)
}

async function take(event: Parameters<typeof hearEvent>[0], payment: string, reference: string): Promise<void> {
  hearEvent(event)
  const { id, type } = event
  await reached(`before handler ${type}`)
  hear({ id, type, reference, payment })
  await reached(`after handler ${type}`)
}
ovo.on('*', (event) => take(event, event.payment.id, event.reference))
for (const type of ['topped-up', 'top-up-failed', 'top-up-attention'] as const)
  ovo.on(type, (notice) => take(notice, notice.topUp.id, notice.reference))
for (const type of ['linked', 'link-failed', 'link-revoked', 'unlinked', 'link-attention'] as const) {
  ovo.on(type, (notice) => take(notice, notice.link.id, notice.customer))
}
await ovo.start({ worker: options.worker ?? true })

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

type Command = {
  command: string
  reference?: string
  amount?: number
  phone?: string
  customer?: string
  returnUrl?: string
  url?: string
  key?: string
  as?: 'paid' | 'failed'
  onLateSuccess?: 'accept' | 'reverse'
  id?: string
  dieAt?: string
  freezeAt?: string
  pauseAt?: string
}

async function run({
  command,
  reference = '',
  amount,
  id = '',
  phone = '',
  customer = '',
  returnUrl = '',
  url = '',
  key,
  as = 'failed',
  onLateSuccess = 'accept',
  ...rest
}: Command): Promise<unknown> {
  switch (command) {
    case 'start': {
      const payment = await ovo.qris.start({ reference, amount: amount ?? 0 })
      return { ...payment, qr: payment.qr.content }
    }
    case 'push':
      return ovo.pushToPay.start({ reference, amount: amount ?? 0, phone, onLateSuccess })
    case 'pay':
      return ovo.linked.start({ reference, amount: amount ?? 0, customer, returnUrl })
    case 'link':
      return ovo.links.start({ customer, phone, returnUrl })
    case 'complete':
      return ovo.links.complete({ customer, url })
    case 'find-link':
      return ovo.links.find({ customer })
    case 'unlink':
      return ovo.links.unlink({ customer })
    case 'find':
      return (await ovo.payments.find({ reference })).map((payment) => ({
        ...payment,
        qr: payment.method === 'qris' ? (payment.qr?.content ?? null) : null,
      }))
    case 'refund':
      return ovo.payments.refund(id, {
        ...(amount === undefined ? {} : { amount }),
        ...(key === undefined ? {} : { key }),
      })
    case 'resolve':
      return ovo.payments.resolve(id, as)
    case 'cancel':
      return { ...(await ovo.payments.cancel(id)), qr: null }
    case 'inquire':
      return ovo.topUp.inquire({ reference, amount: amount ?? 0, phone })
    case 'confirm': {
      const found = await ovo.topUp.get(id)
      return found.status === 'inquired' ? found.confirm({ funding: reference }) : found
    }
    case 'topUps':
      return ovo.topUp.find({ reference })
    case 'work':
      await ovo.runDue()
      return null
    case 'arm':
      dieAt = rest.dieAt
      freezeAt = rest.freezeAt
      pauseAt = rest.pauseAt
      trace = []
      counts.clear()
      return null
    case 'isIdle':
      return underWay === 0
    case 'isPaused':
      return goOn !== null
    case 'go':
      goOn?.()
      goOn = null
      return null
    case 'trace':
      return trace
    case 'exchanges':
      return (await ovo.log.list({ limit: 100_000 })).map(({ operation, request, response }) => {
        const externalId = request.headers['x-external-id'] ?? null
        return { operation, externalId, body: request.body, isEnded: response !== null }
      })
    case 'health':
      return ovo.health()
    default:
      throw new Error(`no such command: ${command}`)
  }
}

const server = createServer(async (request, response) => {
  const body = await read(request)
  if (request.url?.startsWith('/ovo/')) {
    const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)])
    const answer = await ovo.handle(new Request(`http://shop.test${request.url}`, { method: 'POST', headers, body }))
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(await answer.text())
    return
  }
  try {
    response.end(JSON.stringify({ ok: true, value: (await run(JSON.parse(body.toString()))) ?? null }))
  } catch (error) {
    response.end(JSON.stringify({ ok: false, code: (error as { code?: string }).code ?? String(error) }))
  }
})
server.listen(options.port, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${JSON.stringify({ port: typeof address === 'object' ? address?.port : 0 })}\n`)
})
process.on('SIGTERM', async () => {
  server.close()
  await ovo.close()
  process.exit(0)
})
