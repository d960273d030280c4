import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createOvo, maxBodyBytes, memoryStore, type Ovo, type ShownPayment, type Store } from '@ovokit/core'
import { embeddedStore } from '@ovokit/core/embedded'
import { callbackBody, signCallback } from '@ovokit/core/testing'
import { type Partner, type Simulator, startSimulator } from '@ovokit/simulator'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { credentials, testEncryptionKey } from '../support/shop.ts'
import { heapInUse, runs, timeout } from './bounds.ts'
import { heavyBodies, nastyBody, nastyText } from './hostile.ts'
import { type WatchedStore, watchStore } from './watched-store.ts'
import { nastyHeaders } from './wire.ts'

const notifyPath = '/v1.0/qr/qr-mpm-notify'
const tokenPath = '/v1.0/access-token/b2b'

/** An OvoKit with one payment whose QR is out. */
interface Place {
  readonly ovo: Ovo
  readonly sim: Simulator
  readonly partner: Partner
  readonly payment: ShownPayment
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
    ...{ environment: { snap: sim.url }, store: watched.store, encryptionKey: testEncryptionKey },
    merchants: { default: { snap: credentials(sim, partner) } },
    logger: {
      ...{ debug: () => {}, info: () => {}, warn: () => {} },
      error: (message, fields) => void errors.push(`${message} ${JSON.stringify(fields)}`),
    },
  })
  await ovo.start({ worker: false })
  const payment = await ovo.qris.start({ reference: 'ORDER-1', amount: 25_000 })
  const close = async (): Promise<void> => {
    await ovo.close()
    await sim.close()
  }
  return { ovo, sim, partner, payment, watched, errors, close }
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
    tokenPath,
    `/ovo${notifyPath}`,
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
    const { ovo, watched, payment, errors } = place
    const body = nastyBody(callbackFields([payment.partnerReferenceNo, payment.referenceNo]))
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
    place = await openPlace(kind === 'memory' ? memoryStore() : embeddedStore(join(folder, 'ovo')))
  })
  afterAll(async () => {
    await place.close()
    await rm(folder, { recursive: true, force: true })
  })

  const answerTo = async (body: Uint8Array): Promise<{ status: number; responseCode: string }> => {
    const { ovo, partner } = place
    const { path, method, headers } = signCallback({ path: notifyPath, body, at: ovo.now(), credentials: partner })
    const answer = await ovo.handle(new Request(`http://shop.test${path}`, { method, headers, body }))
    return { status: answer.status, ...((await answer.json()) as { responseCode: string }) }
  }

  test('what is about nothing of ours is answered clearly and changes nothing', { timeout }, async () => {
    const { watched, errors } = place
    const [before, written] = [await watched.contents(), watched.written()]
    const strangers = ['000000000001', 'OVO-REF-NOBODY', '', null, '\0', 'a\0b', '\ud800', 1e21, 'x'.repeat(10_000)]
    await fc.assert(
      fc.asyncProperty(nastyBody(callbackFields(strangers)), async (body) => {
        expect([400, 404]).toContain((await answerTo(body)).status)
      }),
      { numRuns: Math.ceil(runs / share) },
    )
    expect(watched.written()).toBe(written)
    expect(await watched.contents()).toBe(before)
    expect(errors).toEqual([])
  })

  test('what is about our payment makes OvoKit ask OVO, and believes nothing (G4)', { timeout }, async () => {
    const { ovo, payment, errors } = place
    const ours = callbackFields([payment.partnerReferenceNo])
    await fc.assert(
      fc.asyncProperty(nastyBody(ours), async (body) => {
        expect([200, 400, 404]).toContain((await answerTo(body)).status)
      }),
      { numRuns: Math.ceil(runs / 20 / share) },
    )
    expect((await answerTo(Buffer.from(callbackBody(payment)))).responseCode).toBe('2005200')
    await ovo.runDue()
    expect(await ovo.payments.get(payment.id)).toMatchObject({ status: 'awaiting-scan', amount: 25_000 })
    expect(errors).toEqual([])
  })
})
