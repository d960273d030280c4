import { afterAll, beforeAll, expect, test } from 'vitest'
import { callOvokit, type Ran, runOvokit } from '../testing/run-ovokit.ts'
import { makeShopFolder, type ShopFolder } from '../testing/shop-folder.ts'

let shop: ShopFolder
let ids: { readonly paid: string; readonly odd: string }
beforeAll(async () => {
  shop = await makeShopFolder()
  const ovo = await shop.openShop()
  const paid = await ovo.qris.start({ reference: 'ORDER-1', amount: 25_000 })
  await shop.simulator.pay({ qrContent: paid.qr.content })
  await ovo.payments.check(paid.id)
  // OVO names another amount than was asked for: no rule decides that.
  const odd = await ovo.qris.start({ reference: 'ORDER-2', amount: 30_000 })
  await shop.simulator.pay({ qrContent: odd.qr.content })
  shop.simulator.faults.add({ operation: 'qris.query', fault: 'wrong-amount', times: 99 })
  await ovo.payments.check(odd.id)
  ids = { paid: paid.id, odd: odd.id }
  const locked = await run('payments', 'list')
  expect(locked).toMatchObject({ code: 4, err: expect.stringContaining('in use by process') })
  await ovo.close()
})
afterAll(() => shop.close())

const run = (...words: string[]): Promise<Ran> => callOvokit(words, { cwd: shop.folder })

test('list shows where every payment stands, newest first, in the reader’s language', async () => {
  const ran = await runOvokit(['payments', 'list', '--lang', 'id'], { cwd: shop.folder })
  expect(ran).toMatchObject({ code: 0, err: '' })
  expect(ran.out).toMatch(
    /WIB {2}ORDER-2 {2}.*30\.000.*perlu keputusan orang[\s\S]*ORDER-1 {2}.*25\.000 {2}qris {2}dibayar/,
  )
  const { payments } = (await run('payments', 'list', '--attention', '--json')).json() as { payments: { id: string }[] }
  expect(payments.map(({ id }) => id)).toEqual([ids.odd])
})

test('show tells the whole story, by id and by reference', async () => {
  const byId = await run('payments', 'show', ids.paid)
  expect(byId.out).toMatch(/can be refunded until .* 23:59:59 WIB[\s\S]*started[\s\S]*→ paid/)
  expect((await run('payments', 'show', 'ORDER-1')).out).toBe(byId.out)
  expect(await run('payments', 'show', 'ORDER-9')).toMatchObject({
    code: 1,
    err: expect.stringContaining('no such payment'),
  })
})

test('G2: a refund is done once, says so again, and is asked for before', async () => {
  expect(await run('payments', 'refund', 'ORDER-1')).toMatchObject({ code: 2, err: expect.stringContaining('--yes') })
  shop.simulator.faults.add({ operation: 'qris.refund', fault: 'lose-response' })
  const first = await run('payments', 'refund', 'ORDER-1', '--yes', '--reason', 'out of stock', '--json')
  expect(first).toMatchObject({ code: 5 })
  expect(first.json()).toMatchObject({ ok: false, refund: { status: 'unknown', amount: 25_000 } })
  expect(shop.simulator.transactions().filter(({ amount }) => amount === 25_000)).toHaveLength(1)
  expect(await run('payments', 'refund', 'ORDER-2', '--yes')).toMatchObject({ code: 1 })
})

test('resolve keeps the reason that a person gives, and decides only what is a person’s to decide', async () => {
  expect(await run('payments', 'resolve', 'ORDER-2', '--as', 'paid')).toMatchObject({ code: 2 })
  const reason = 'seen in the report of 2 March'
  const done = await run('payments', 'resolve', 'ORDER-2', '--as', 'paid', '--reason', reason, '--yes')
  expect(done).toMatchObject({ code: 0, out: expect.stringContaining('ORDER-2') })
  expect((await run('payments', 'show', 'ORDER-2')).out).toContain(`“${reason}”`)
  const again = await run('payments', 'resolve', 'ORDER-2', '--as', 'failed', '--reason', reason, '--yes', '--json')
  expect(again.json()).toMatchObject({ ok: false, error: { code: 'not-resolvable' } })
})

test('check asks OVO', async () => {
  expect(await run('payments', 'check', ids.odd)).toMatchObject({ code: 0, err: 'asking OVO…\n' })
})

test('settings that lack something are a list of what is missing, and exit code 3', async () => {
  shop.writeEnv({ OVO_CLIENT_SECRET: undefined, OVO_PRIVATE_KEY_FILE: 'nowhere.pem' })
  const ran = await run('payments', 'list')
  shop.writeEnv()
  expect(ran).toMatchObject({ code: 3, out: '' })
  expect(ran.err).toContain('merchants.default.snap.clientSecret: OVO_CLIENT_SECRET is not set')
  expect(ran.err).toContain('the file nowhere.pem cannot be read')
})
