import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import {
  createOvo,
  maxBodyBytes,
  memoryStore,
  type Ovo,
  type ShownPayment,
  type StartedLinkedPayment,
  type Store,
} from '@ovokit/core'
import { embeddedStore } from '@ovokit/core/embedded'
import { callbackBody, signCallback } from '@ovokit/core/testing'
import { type Partner, type Simulator, startSimulator } from '@ovokit/simulator'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { putEmptyEmbeddedStore } from '../support/empty-embedded-store.ts'
import { credentials, testEncryptionKey } from '../support/shop.ts'
import { link, pageOf, returnUrl } from '../support/wallet.ts'
import { heapInUse, runs, timeout } from './bounds.ts'
import { heavyBodies, nastyBody, nastyText } from './hostile.ts'
import { type WatchedStore, watchStore } from './watched-store.ts'
import { nastyHeaders } from './wire.ts'

const notifyPath = '/v1.0/qr/qr-mpm-notify'
const linkedPath = '/v1.0/debit/notify'
const tokenPath = '/v1.0/access-token/b2b'

/** An OvoKit with one payment whose QR is out, and one whose PIN page is. */
interface Place {
  readonly ovo: Ovo
  readonly sim: Simulator
  readonly partner: Partner
  readonly payment: ShownPayment
  readonly linked: StartedLinkedPayment
  readonly watched: WatchedStore
  readonly errors: readonly string[]
  close(): Promise<void>
}

async function openPlace(inner: Store): Promise<Place> {
  const sim = await startSimulator()
  const partner = sim.partner()
  const watched = watchStore(inner)
  const errors: string[] = []
  const ovo = createOvo({
    environment: { snap: sim.url },
    store: watched.store,
    encryptionKey: testEncryptionKey,
    merchants: { default: { snap: credentials(sim, partner) } },
    logger: {
      debug: () => {},
      info: () => {},
      warn: () => {},
      error: (message, fields) => void errors.push(`${message} ${JSON.stringify(fields)}`),
    },
  })
  await ovo.start({ worker: false })
  const payment = await ovo.qris.start({ reference: 'ORDER-1', amount: 25_000 })
  sim.addCustomer({ phone: '081200000002', balance: 100_000 })
  await link({ ovo, sim }, 'alice', { phone: '081200000002' })
  const linked = await ovo.linked.start({ reference: 'ORDER-2', amount: 25_000, customer: 'alice', returnUrl })
  pageOf(linked)
  const close = async (): Promise<void> => {
    await ovo.close()
    await sim.close()
  }
  return { ovo, sim, partner, payment, linked, watched, errors, close }
}

const callbackFields = (numbers: readonly unknown[]): Readonly<Record<string, fc.Arbitrary<unknown>>> => ({
  originalPartnerReferenceNo: fc.constantFrom(...numbers),
  originalReferenceNo: fc.constantFrom(...numbers),
  latestTransactionStatus: fc.constantFrom('00', '03', '06'),
  amount: fc.constant({ value: '25000.00', currency: 'IDR' }),
  grantType: fc.constant('client_credentials'),
})

const paths = fc.oneof(
  fc.constantFrom(
    notifyPath,
    linkedPath,
    tokenPath,
    `/ovo${notifyPath}`,
    `/merchants/default${linkedPath}`,
    `/merchants/default${notifyPath}`,
    `/merchants/__proto__${notifyPath}`,
    `/merchants/nobody${tokenPath}`,
    `${notifyPath}/`,
    `${notifyPath}?a=%00&b=%zz`,
    `/${'x/'.repeat(2_000)}`,
    '//evil.test/v1.0/qr/qr-mpm-notify',
    '/..%2f..%2fv1.0/qr/qr-mpm-notify',
  ),
  nastyText.map((text) => `/${encodeURI(text.toWellFormed())}`),
)

/** A `Request` as Node's own makes them: what it refuses to make never arrives. */
function toRequest(path: string, method: string, headers: Record<string, string>, body: Uint8Array): Request | null {
  try {
    const init = { method, headers, ...(method === 'GET' || method === 'HEAD' ? {} : { body }) }
    return new Request(`http://shop.test${path}`, init)
  } catch {
    return null
  }
}

/** Where OVO notifies of payments. */
const notices = fc.constantFrom(notifyPath, linkedPath)

const clear = [200, 400, 401, 404, 405]
const anyMethod = fc.oneof(
  { arbitrary: fc.constant('POST'), weight: 6 },
  fc.constantFrom('GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'post', 'QUERY'),
)

describe('ovo.handle, whatever comes (G9)', () => {
  let place: Place
  beforeAll(async () => {
    place = await openPlace(memoryStore())
  })
  afterAll(() => place.close())

  test('forged requests get a clear answer, leave nothing behind, and hold up nobody', { timeout }, async () => {
    const { ovo, watched, payment, linked, errors } = place
    const ours = [payment, linked].flatMap((one) => [one.partnerReferenceNo, one.referenceNo])
    const body = nastyBody(callbackFields(ours))
    let arrived = 0
    const send = async (path: string, method: string, headers: Record<string, string>, bytes: Uint8Array) => {
      const request = toRequest(path, method, headers, bytes)
      if (request === null) return
      arrived += 1
      const answer = await ovo.handle(request)
      expect(clear).toContain(answer.status)
      expect(answer.status, 'nobody signed it').not.toBe(200)
      await answer.arrayBuffer()
    }
    const forged = fc.asyncProperty(paths, anyMethod, nastyHeaders, body, send)
    // Compiled code and caches first, so that they do not count as growth.
    await fc.assert(forged, { numRuns: Math.min(runs, 1_000) })
    const [before, written, heap] = [await watched.contents(), watched.written(), heapInUse()]
    const delay = monitorEventLoopDelay({ resolution: 10 })
    delay.enable()
    await fc.assert(forged, { numRuns: runs })
    delay.disable()
    expect(arrived, 'what Node let through').toBeGreaterThan(runs / 3)
    expect(watched.written(), 'nothing is written, not even tried').toBe(written)
    expect(await watched.contents()).toBe(before)
    expect(errors).toEqual([])
    expect(heapInUse() - heap, 'bytes that stay in memory').toBeLessThan(8 * 1024 * 1024)
    expect(delay.max / 1e6, 'milliseconds in which nobody else was served').toBeLessThan(1_000)
  })

  test('a body over the limit is refused without being read to its end', async () => {
    let pulled = 0
    const chunk = new Uint8Array(16 * 1024).fill(0x20)
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += chunk.byteLength
        controller.enqueue(chunk)
      },
    })
    const written = place.watched.written()
    const request = new Request(`http://shop.test${notifyPath}`, { method: 'POST', body: endless, duplex: 'half' })
    expect((await place.ovo.handle(request)).status).toBe(400)
    expect(pulled).toBeLessThanOrEqual(maxBodyBytes + 4 * chunk.byteLength)
    expect(place.watched.written()).toBe(written)
  })

  test.each(heavyBodies)('64 kB of %s, signed, take no time', async (_, text) => {
    const { ovo, partner } = place
    const body = text.slice(0, 60_000)
    const began = process.cpuUsage()
    const { path, method, headers } = signCallback({ path: notifyPath, body, at: ovo.now(), credentials: partner })
    const answer = await ovo.handle(new Request(`http://shop.test${path}`, { method, headers, body }))
    const { user, system } = process.cpuUsage(began)
    expect(answer.status).toBe(400)
    expect((user + system) / 1_000).toBeLessThan(300)
  })
})

describe.each(['memory', 'embedded'] as const)('ovo.handle, correctly signed and hostile, on %s', (kind) => {
  // PGlite takes some milliseconds for what memory does in none.
  const share = kind === 'memory' ? 1 : 50
  let folder: string
  let place: Place
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ovokit-fuzz-'))
    if (kind === 'embedded') await putEmptyEmbeddedStore(join(folder, 'ovo'))
    place = await openPlace(kind === 'memory' ? memoryStore() : embeddedStore(join(folder, 'ovo')))
  })
  afterAll(async () => {
    await place.close()
    await rm(folder, { recursive: true, force: true })
  })

  const answerTo = async (notified: string, body: Uint8Array): Promise<{ status: number; responseCode: string }> => {
    const { ovo, partner } = place
    const { path, method, headers } = signCallback({ path: notified, body, at: ovo.now(), credentials: partner })
    const answer = await ovo.handle(new Request(`http://shop.test${path}`, { method, headers, body }))
    return { status: answer.status, ...((await answer.json()) as { responseCode: string }) }
  }

  test('what is about nothing of ours is answered clearly and changes nothing', { timeout }, async () => {
    const { watched, errors, payment, linked } = place
    const [before, written] = [await watched.contents(), watched.written()]
    const strangers = ['000000000001', 'OVO-REF-NOBODY', '', null, '\0', 'a\0b', '\ud800', 1e21, 'x'.repeat(10_000)]
    await fc.assert(
      fc.asyncProperty(notices, nastyBody(callbackFields(strangers)), async (path, body) => {
        expect([400, 404]).toContain((await answerTo(path, body)).status)
      }),
      { numRuns: Math.ceil(runs / share) },
    )
    // A payment's notification comes at its own path, and is about nothing at the other.
    const others = { [linkedPath]: payment, [notifyPath]: linked }
    for (const [path, other] of Object.entries(others)) {
      expect(await answerTo(path, Buffer.from(callbackBody(other)))).toMatchObject({ status: 404 })
    }
    expect(watched.written()).toBe(written)
    expect(await watched.contents()).toBe(before)
    expect(errors).toEqual([])
  })

  test('what is about our payments makes OvoKit ask OVO, and believes nothing (G4)', { timeout }, async () => {
    const { ovo, sim, payment, linked, errors } = place
    const asked = sim.requests.length
    const ours = callbackFields([payment.partnerReferenceNo, linked.partnerReferenceNo])
    await fc.assert(
      fc.asyncProperty(notices, nastyBody(ours), async (path, body) => {
        expect([200, 400, 404]).toContain((await answerTo(path, body)).status)
      }),
      { numRuns: Math.ceil(runs / 20 / share) },
    )
    expect((await answerTo(notifyPath, Buffer.from(callbackBody(payment)))).responseCode).toBe('2005200')
    expect((await answerTo(linkedPath, Buffer.from(callbackBody(linked)))).responseCode).toBe('2005600')
    const questions = async (): Promise<ReadonlySet<unknown>> => {
      await ovo.runDue()
      return new Set(sim.requests.slice(asked).map(({ operation }) => operation))
    }
    // On a busy machine the idle connection is closed by now, and a question lost in it is asked again after two seconds.
    await expect.poll(questions).toEqual(new Set(['qris.query', 'linked.status']))
    expect(await ovo.payments.get(payment.id)).toMatchObject({ status: 'awaiting-scan', amount: 25_000 })
    expect(await ovo.payments.get(linked.id)).toMatchObject({ status: linked.status, amount: 25_000 })
    expect(errors).toEqual([])
  })
})
