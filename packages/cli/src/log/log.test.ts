import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callOvokit, type Ran } from '../testing/run-ovokit.ts'
import { makeShopFolder, type ShopFolder } from '../testing/shop-folder.ts'

let shop: ShopFolder
let paymentId: string
beforeAll(async () => {
  shop = await makeShopFolder()
  const ovo = await shop.openShop()
  const payment = await ovo.qris.start({ reference: 'ORDER-1', amount: 25_000 })
  paymentId = payment.id
  await shop.simulator.pay({ qrContent: payment.qr.content })
  await ovo.payments.check(payment.id)
  await ovo.qris.start({ reference: 'ORDER-2', amount: 10_000 })
  await ovo.close()
})
afterAll(() => shop.close())

const run = (...words: string[]): Promise<Ran> => callOvokit(words, { cwd: shop.folder })
const operations = (ran: Ran): readonly string[] =>
  (ran.json().calls as { operation: string }[]).map(({ operation }) => operation)

test('log finds calls by order, payment, external id and the call’s own', async () => {
  const byOrder = await run('log', 'ORDER-1', '--json')
  expect(operations(byOrder)).toEqual(['qris.generate', 'qris.query'])
  expect(operations(await run('log', paymentId, '--json'))).toEqual(['qris.generate', 'qris.query'])
  const [call] = byOrder.json().calls as { id: string; request: { headers: Record<string, string> } }[]
  expect(operations(await run('log', call?.id ?? '', '--json'))).toEqual(['qris.generate'])
  expect(operations(await run('log', call?.request.headers['x-external-id'] ?? '', '--json'))).toEqual([
    'qris.generate',
  ])
  expect(operations(await run('log', '--json'))).toEqual(['token.b2b', 'qris.generate', 'qris.query', 'qris.generate'])
  expect(await run('log', 'ORDER-9')).toMatchObject({ code: 0, out: 'no such calls\n' })
  expect(await run('log', '--until', '2020-01-01')).toMatchObject({ code: 0, out: 'no such calls\n' })
  expect(await run('log', '--since', 'yesterday')).toMatchObject({ code: 2 })
})

test('G8: log shows no secret, until the originals are asked for', async () => {
  const secrets = ['OVO_CLIENT_SECRET', 'OVO_ENCRYPTION_KEY'].map((name) => shop.env[name] ?? '')
  for (const form of ['list', 'curl', 'http']) {
    const { out, code } = await run('log', '--as', form)
    expect(code).toBe(0)
    expect(secrets.some((secret) => out.includes(secret))).toBe(false)
    expect(out).not.toMatch(/Bearer [^[]/)
  }
  const curl = await run('log', 'ORDER-1', '--as', 'curl', '--limit', '2')
  expect(curl.out).toContain("--header 'authorization: [redacted]'")
  expect((await run('log', 'ORDER-1', '--as', 'http')).out).toMatch(/HTTP\/1\.1 200\n[\s\S]*"responseCode":"2004700"/)
  const out = 'originals.txt'
  expect(await run('log', 'ORDER-1', '--as', 'curl', '--original', '--out', out)).toMatchObject({ code: 0 })
  const text = readFileSync(join(shop.folder, out), 'utf8')
  expect(text).toMatch(/--header 'authorization: Bearer [\w.-]+'/)
  expect(text).not.toContain('[redacted]')
  expect(statSync(join(shop.folder, out)).mode & 0o777).toBe(0o600)
  expect(await run('log', '--out', out)).toMatchObject({ code: 1, err: expect.stringContaining('there already') })
})

test('log verify finds the log whole, what was changed in it, and what was cut off', async () => {
  expect(await run('log', 'verify', '--write-heads', 'heads.json')).toMatchObject({ code: 0 })
  expect(await run('log', 'verify', '--heads', 'heads.json')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^\d+ rows of 1 processes: whole\n$/),
  })
  expect(await run('log', 'verify', '--heads', '.env')).toMatchObject({ code: 2 })
  const change = async (sql: string): Promise<void> => {
    const database = await PGlite.create(join(shop.folder, 'ovo-data', 'database'))
    await database.exec(sql)
    await database.close()
  }
  await change(`update ovokit.exchanges set merchant = 'other' where operation = 'qris.query'`)
  const altered = await run('log', 'verify', '--lang', 'id')
  expect(altered).toMatchObject({ code: 1, out: expect.stringMatching(/1 temuan\ndiubah {2}\S+ {2}request exc_/) })
  await change(`update ovokit.exchanges set merchant = 'default' where operation = 'qris.query'`)
  await change(`delete from ovokit.log_notes where type = 'closed'`)
  expect(await run('log', 'verify')).toMatchObject({ code: 0 })
  const cut = await run('log', 'verify', '--heads', 'heads.json', '--json')
  expect(cut).toMatchObject({ code: 1 })
  expect(cut.json()).toMatchObject({ ok: false, findings: [{ kind: 'cut' }] })
})
