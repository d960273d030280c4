import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callOvokit } from '../testing/run-ovokit.ts'
import { makeShopFolder, type ShopFolder } from '../testing/shop-folder.ts'

let shop: ShopFolder
beforeAll(async () => {
  shop = await makeShopFolder()
})
afterAll(() => shop.close())

/** One transparent dot. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

test('uat gathers log and screenshots into one page and one PDF, and names what is missing (G8)', {
  timeout: 60_000,
}, async () => {
  const ovo = await shop.openShop()
  const payment = await ovo.qris.start({ reference: 'ORDER-1', amount: 25_000 })
  await shop.simulator.pay({ qrContent: payment.qr.content })
  await ovo.payments.check(payment.id)
  await ovo.close()
  mkdirSync(join(shop.folder, 'shots'))
  writeFileSync(join(shop.folder, 'shots/qris-1-shown.png'), Buffer.from(png, 'base64'))
  const words = ['uat', '--product', 'qris', '--platform', 'web', '--screenshots', 'shots', '--json']
  const ran = await callOvokit(words, { cwd: shop.folder })
  expect(ran).toMatchObject({ code: 1 })
  const { missing } = ran.json() as { missing: readonly string[] }
  expect(missing.some((line) => line.startsWith('qris-1 '))).toBe(false)
  expect(missing).toContain('qris-5  log: A payment is refunded on its day')
  const html = readFileSync(join(shop.folder, 'uat/uat-qris-web.html'), 'utf8')
  expect(html).toContain(`data:image/png;base64,${png}`)
  expect(html).toContain('authorization: [redacted]')
  expect(readFileSync(join(shop.folder, 'uat/uat-qris-web.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
  expect(await callOvokit(['uat', '--screenshots', 'nowhere'], { cwd: shop.folder })).toMatchObject({ code: 1 })
})
