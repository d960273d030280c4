import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callOvokit, type Ran, runOvokit } from '../testing/run-ovokit.ts'
import { makeShopFolder, type ShopFolder } from '../testing/shop-folder.ts'

let shop: ShopFolder
let day: string
let invoices: readonly (string | null)[]
beforeAll(async () => {
  shop = await makeShopFolder()
  const ovo = await shop.openShop()
  const started = await Promise.all(
    [25_000, 30_000].map((amount) => ovo.qris.start({ reference: `ORDER-${amount}`, amount })),
  )
  for (const { id, qr } of started) {
    await shop.simulator.pay({ qrContent: qr.content })
    await ovo.payments.check(id)
  }
  invoices = started.map(({ referenceNo }) => referenceNo)
  day = new Date(ovo.now().getTime() + 7 * 3_600_000).toISOString().slice(0, 10)
  await ovo.close()
})
afterAll(() => shop.close())

const write = (name: string, text: string): void => writeFileSync(join(shop.folder, name), text)
const read = (name: string): string => readFileSync(join(shop.folder, name), 'utf8')
const run = (...words: string[]): Promise<Ran> =>
  callOvokit(['reconcile', ...words, '--from', day, '--to', day], { cwd: shop.folder })

test('ends with 0 when everything matches, as a process of its own', async () => {
  write('whole.csv', `MerchantInvoice,Amount\n${invoices[0]},25000\n${invoices[1]},30000\n`)
  const ran = await runOvokit(['reconcile', 'whole.csv', '--from', day, '--to', day, '--lang', 'id'], {
    cwd: shop.folder,
  })
  expect(ran).toMatchObject({ code: 0, out: expect.stringContaining('2 baris, 2 cocok (Rp55.000)\nsemuanya cocok') })
})

test('ends with 6 when something differs, says what, and writes it down', async () => {
  write('odd.csv', `Invoice;Nominal\n${invoices[0]};25.500\n=cmd;1.000\n${invoices[1]};30.000,50\n`)
  write('profile.json', '{"columns":{"invoice":"Invoice","amount":"Nominal"},"amounts":"dot-thousands"}')
  const ran = await run('odd.csv', '--profile', 'profile.json', '--csv', 'found.csv', '--html', 'found.html')
  expect(ran.code).toBe(6)
  for (const kind of ['amount-differs', 'missing-at-shop', 'missing-at-ovo', 'bad-row']) expect(ran.out).toContain(kind)
  expect(ran.out).toMatch(/odd\.csv:4/)
  expect(read('found.csv').trim().split('\r\n')).toHaveLength(5)
  expect(read('found.csv')).toContain(",'=cmd,")
  expect(read('found.html')).toContain('4 differences.')
  const { counts, findings } = (await run('odd.csv', '--profile', 'profile.json', '--json')).json()
  expect(counts).toMatchObject({ 'amount-differs': 1, 'missing-at-shop': 1, 'missing-at-ovo': 1, 'bad-row': 1 })
  expect(findings).toHaveLength(4)
})

test('ends with 7 when a report cannot be read, and leaves no half of a file', async () => {
  write('strange.csv', 'Tanggal,Nominal\n1,2\n')
  const ran = await run('strange.csv', '--csv', 'none.csv')
  expect(ran).toMatchObject({ code: 7, err: expect.stringContaining('"Tanggal", "Nominal"') })
  expect([existsSync(join(shop.folder, 'none.csv')), existsSync(join(shop.folder, 'none.csv.part'))]).toEqual([
    false,
    false,
  ])
  expect(await run('missing.csv', '--json')).toMatchObject({ code: 7 })
})

test('checks fees, days off and its own words', async () => {
  write('fees.csv', `MerchantInvoice,Amount,MDR\n${invoices[0]},25000,175\n${invoices[1]},30000,211\n`)
  const fees = await run('fees.csv', '--fee', 'qris=0.7', '--product', 'qris', '--holiday', '2026-12-24')
  expect(fees).toMatchObject({ code: 6, out: expect.stringContaining('Rp211 of Rp30.000 is not 0.7 % and Rp0') })
  expect(fees.out).toContain('2 lines, 1 match')
  for (const words of [
    ['fees.csv', '--fee', 'qris=free'],
    ['fees.csv', '--profile', 'fees.csv'],
  ])
    expect((await run(...words)).code).toBe(2)
})
