import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Devsite, startDevsite } from '@ovokit/simulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callOvokit, type Ran } from '../testing/run-ovokit.ts'
import { makeShopFolder, type ShopFolder } from '../testing/shop-folder.ts'
import { products, scenariosOf } from './scenarios.ts'

let shop: ShopFolder
let devsite: Devsite
beforeAll(async () => {
  ;[shop, devsite] = await Promise.all([makeShopFolder(), startDevsite()])
})
afterAll(() => Promise.all([shop.close(), devsite.close()]))

const run = (words: readonly string[], change: Readonly<Record<string, string>> = {}): Promise<Ran> => {
  const { clientId, clientSecret, privateKey } = devsite.credentials
  const env = { BI_CLIENT_ID: clientId, BI_CLIENT_SECRET: clientSecret, BI_PRIVATE_KEY: privateKey, ...change }
  return callOvokit(['bi', ...words], { cwd: shop.folder, env })
}

test('there are 10, 12 and 6 scenarios, half of them negative', () => {
  expect(products.map((product) => scenariosOf(product).length)).toEqual([10, 12, 6])
  const all = products.flatMap(scenariosOf)
  expect(all.filter(({ kind }) => kind === 'negative')).toHaveLength(14)
  expect(new Set(all.map(({ id }) => id)).size).toBe(28)
})

test('bi plays all of them, with exactly the codes that were expected, and writes whole requests and responses', async () => {
  const ran = await run(['--url', devsite.url, '--json'])
  expect(ran.err).not.toContain('✗')
  expect(ran).toMatchObject({ code: 0 })
  const { scenarios, passed } = ran.json() as {
    scenarios: { expected: string; responseCode: string }[]
    passed: number
  }
  expect([passed, scenarios.length]).toEqual([28, 28])
  expect(scenarios.filter(({ expected, responseCode }) => expected !== responseCode)).toEqual([])
  const html = readFileSync(join(shop.folder, 'bi/devsite-qris.html'), 'utf8')
  expect(html).toMatch(/curl --location --request POST .*qr-mpm-generate/)
  expect(html).toMatch(/--header &#39;authorization: Bearer|--header 'authorization: Bearer [\w-]+'/)
  expect(html).not.toContain('[redacted]')
  expect(html).not.toContain(devsite.credentials.privateKey)
  const docx = readFileSync(join(shop.folder, 'bi/devsite-payment.docx'))
  expect(docx.subarray(0, 2).toString()).toBe('PK')
  expect(statSync(join(shop.folder, 'bi/devsite-payment.docx')).mode & 0o777).toBe(0o600)
  const again = await run(['--url', devsite.url, '--product', 'top-up', '--json'])
  expect(again.json()).toMatchObject({ ok: true, passed: 6 })
  const record = JSON.parse(readFileSync(join(shop.folder, 'bi/record.json'), 'utf8')) as { hasPassed: boolean }[]
  expect(record.filter(({ hasPassed }) => hasPassed)).toHaveLength(34)
})

test('bi says what does not pass, and what is missing or away', async () => {
  const wrong = await run(['--url', devsite.url, '--product', 'qris', '--out', 'other'], { BI_CLIENT_SECRET: 'wrong' })
  expect(wrong).toMatchObject({
    code: 1,
    out: expect.stringMatching(/✗ qris-2-positive {2}qr-mpm-generate {2}4014700/),
  })
  expect(await run(['--url', devsite.url], { BI_CLIENT_ID: '' })).toMatchObject({ code: 3 })
  expect(await run(['--url', 'http://127.0.0.1:9'])).toMatchObject({ code: 4 })
})

test('bi document takes the shop’s own calls, good and refused, and says which are not there yet', async () => {
  const ovo = await shop.openShop()
  const payment = await ovo.qris.start({ reference: 'ORDER-1', amount: 25_000 })
  await shop.simulator.pay({ qrContent: payment.qr.content })
  await ovo.payments.check(payment.id)
  await ovo.payments.refund(payment.id)
  await ovo.runDue()
  await ovo.close()
  const ran = await run(['document', '--product', 'qris', '--json'])
  expect(ran).toMatchObject({ code: 1 })
  const { missing } = ran.json() as { missing: readonly string[] }
  expect(missing.map((line) => line.split('  ')[0])).toEqual([
    'qris-1-negative',
    'qris-2-negative',
    'qris-3-positive',
    'qris-3-negative',
    'qris-4-negative',
    'qris-5-negative',
  ])
  const html = readFileSync(join(shop.folder, 'bi/functional-qris.html'), 'utf8')
  expect(html).toContain(payment.qr.content)
  expect(html).toContain('not in the log')
})
