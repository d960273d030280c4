import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { expresses } from './testing/expresses.ts'
import { readEvents } from './testing/read-events.ts'
import { startShop, type TestShop } from './testing/start-shop.ts'

describe.each(expresses)('$name', (versions) => {
  let shop: TestShop
  beforeAll(async () => {
    shop = await startShop(versions)
  })
  afterAll(() => shop.close())

  test('tells the page of the payment as it happens, and ends', async () => {
    const { json } = await shop.call('POST', '/A/qris')
    const events = await readEvents(`${shop.url}/ovo/orders/A/payment/events`)
    expect(events.status).toBe(200)
    expect(events.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    })
    await vi.waitFor(() => expect(events.views()).toMatchObject([{ status: 'scan' }]))
    expect(events.text()).toMatch(/^retry: \d+\n\n/)

    await shop.sim.pay({ qrContent: json.qrContent })
    await shop.sim.clock.advance(6_000)
    await events.ended
    expect(events.views().at(-1)).toMatchObject({ status: 'paid', isFinal: true })
  })

  test('frees everything when the shopper leaves', async () => {
    await shop.call('POST', '/B/qris')
    const url = `${shop.url}/ovo/orders/B/payment/events`
    const all = await Promise.all(Array.from({ length: 10 }, () => readEvents(url)))
    expect(all.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect((await readEvents(url)).status).toBe(429)
    for (const { leave } of all) leave()
    // The places are free again as soon as the watchers have gone.
    await vi.waitFor(async () => {
      const again = await readEvents(url)
      again.leave()
      expect(again.status).toBe(200)
    }, 5_000)
  })

  test('answers a HEAD at once instead of when the payment is over', async () => {
    await shop.call('POST', '/D/qris')
    const url = `${shop.url}/ovo/orders/D/payment/events`
    const reply = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(3_000) })
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
  })

  test('answers 404 where there is no payment', async () => {
    expect((await readEvents(`${shop.url}/ovo/orders/C/payment/events`)).status).toBe(404)
  })

  test('ends the stream when the payment cannot be watched any more, and says so to the shop', async () => {
    const place = await startShop(versions)
    await place.call('POST', '/A/qris')
    const { ovo } = place
    const watch = vi.spyOn(ovo.payments, 'watch').mockImplementation(async function* () {
      yield (await ovo.payments.find({ reference: 'ORDER-A' }))[0] as never
      throw new Error('the store is away')
    })
    const events = await readEvents(`${place.url}/ovo/orders/A/payment/events`)
    await events.ended
    expect(events.views()).toHaveLength(1)
    expect(place.errors).toMatchObject([{ message: 'the store is away' }])
    watch.mockRestore()
    await place.close()
  })
})

test('keeps the line open with heartbeats and pushes through compression', async () => {
  const [version] = expresses
  if (version === undefined) throw new Error('no Express')
  let flushed = 0
  const place = await startShop(version, {
    checkout: {
      resolveOrder: ({ res }) => {
        Object.assign(res ?? {}, { flush: () => flushed++ })
        return { reference: 'ORDER-A', amount: 25_000 }
      },
    },
  })
  await place.call('POST', '/A/qris')
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const events = await readEvents(`${place.url}/ovo/orders/A/payment/events`)
  await vi.waitFor(() => expect(events.views()).toHaveLength(1))
  vi.advanceTimersByTime(15_000)
  vi.useRealTimers()
  await vi.waitFor(() => expect(events.text()).toContain(': still here\n\n'))
  expect(flushed).toBeGreaterThanOrEqual(3)
  events.leave()
  await place.close()
})
