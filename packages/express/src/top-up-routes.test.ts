import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { expresses } from './testing/expresses.ts'
import { readEvents } from './testing/read-events.ts'
import { type Called, startShop, type TestShop } from './testing/start-shop.ts'

const phone = '081298760001'

const post = (shop: TestShop, path: string, fields: object, init: RequestInit = {}): Promise<Called> =>
  shop.call('POST', `/top-ups/${path}`, { body: JSON.stringify(fields), ...init })
const given = ({ sim }: TestShop): number => Object.values(sim.books().topUps).reduce((sum, one) => sum + one.given, 0)

describe.each(expresses)('$name', (versions) => {
  let shop: TestShop
  beforeAll(async () => {
    shop = await startShop(versions)
    shop.sim.addCustomer({ phone, name: 'Siti Rahmawati' })
    shop.sim.fundDeposit({ amount: 60_000 })
  })
  afterAll(() => shop.close())

  test('shows whom it reaches and the fee, and tops up once what the shop allows, whatever the browser says', async () => {
    expect(await shop.call('GET', '/top-ups/A')).toMatchObject({
      status: 404,
      json: { error: { code: 'top-up-not-found' } },
    })
    const shown = await post(shop, 'A/inquiry', { phone, amount: 1, funding: 'MINE', reference: 'X' })
    expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(shown.json).toMatchObject({
      status: 'confirm',
      reference: 'TOP-UP-A',
      amount: 50_000,
      fee: 1_000,
      feeType: 'Admin fee',
      customerName: expect.stringMatching(/^S\*\*/),
      customerNumber: 'XXXXXXXX0001',
    })
    const { id } = shown.json
    const clicks = await Promise.all([1, 2, 3].map(() => post(shop, 'A/confirm', { id, funding: 'MINE' })))
    // Whoever comes while it is being sent is told so.
    for (const { status, json } of clicks) expect([status, json.status]).toEqual([200, expect.stringMatching(/^s/)])
    expect(shop.sim.requests.filter(({ operation }) => operation === 'top-up.transfer')).toHaveLength(1)
    expect((await shop.call('GET', '/top-ups/A')).json).toMatchObject({ id, status: 'succeeded', isFinal: true })
    expect(await shop.ovo.topUp.get(id)).toMatchObject({ funding: 'PAY-A' })
    expect(given(shop)).toBe(50_000)
  })

  test('refuses others’ sites, strangers, nonsense and numbers that are none', async () => {
    const foreign = { headers: { 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site' } }
    for (const [path, fields, init, status, code] of [
      ['B/inquiry', { phone }, foreign, 403, 'cross-site'],
      ['B/confirm', { id: 'top_x' }, foreign, 403, 'cross-site'],
      ['NOBODYS/inquiry', { phone }, {}, 404, 'top-up-not-authorized'],
      ['B/confirm', { id: 'top_x' }, {}, 404, 'top-up-not-found'],
      ['B/confirm', {}, {}, 400, 'bad-request'],
      ['B/inquiry', { phone: '0812 12' }, {}, 422, 'invalid-phone'],
      ['BROKEN/inquiry', { phone }, {}, 500, 'internal'],
    ] as const) {
      const reply = await post(shop, path, fields, init)
      expect([path, reply.status, reply.json.error.code]).toEqual([path, status, code])
      expect(JSON.stringify(reply.json)).not.toContain('hunter2')
    }
    expect(shop.errors).toHaveLength(1)
  })

  test('says in both languages that a number has no account', async () => {
    const { status, json } = await post(shop, 'C/inquiry', { phone: '081299990000' })
    expect([status, json.error]).toMatchObject([
      422,
      { code: 'top-up-account-not-found', text: { id: expect.stringContaining('terdaftar'), en: expect.anything() } },
    ])
  })

  test('shows a lost answer as checking, and as events what comes of it; then the deposit is used up', async () => {
    shop.sim.fundDeposit({ amount: 42_000 })
    const { json: shown } = await post(shop, 'C/inquiry', { phone })
    shop.sim.faults.add({ operation: 'top-up.transfer', fault: 'lose-response' })
    expect((await post(shop, 'C/confirm', { id: shown.id })).json).toMatchObject({ status: 'checking' })
    const events = await readEvents(`${shop.url}/ovo/top-ups/C/events`)
    expect([events.status, events.headers['content-type']]).toEqual([200, 'text/event-stream; charset=utf-8'])
    await vi.waitFor(() => expect(events.views()).toMatchObject([{ status: 'checking' }]))
    await shop.sim.clock.advance(2_100)
    await events.ended
    expect(events.views().at(-1)).toMatchObject({ status: 'succeeded', isFinal: true })

    const { json: second } = await post(shop, 'D/inquiry', { phone })
    const failed = await post(shop, 'D/confirm', { id: second.id })
    expect(failed).toMatchObject({ status: 200, json: { status: 'failed', text: null, canInquire: true } })
    expect(given(shop)).toBe(100_000)
  })
})

test('there is no such route without authorizeTopUp', async () => {
  const [versions] = expresses
  if (versions === undefined) throw new Error('no Express')
  const shop = await startShop(versions, { hasTopUps: false })
  for (const [method, path] of [
    ['POST', '/top-ups/A/inquiry'],
    ['POST', '/top-ups/A/confirm'],
    ['GET', '/top-ups/A'],
    ['GET', '/top-ups/A/events'],
  ] as const)
    expect((await shop.call(method, path)).status).toBe(404)
  expect(shop.sim.requests).toEqual([])
  await shop.close()
})
