import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createOvo, type Ovo } from '@ovokit/core'
import { embeddedStore } from '@ovokit/core/embedded'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allScreens } from '../mockups/journeys.ts'
import { callOvokit } from '../testing/run-ovokit.ts'
import { makeShopFolder, type ShopFolder } from '../testing/shop-folder.ts'
import { checklistOf, uatProducts } from './checklist.ts'

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

test('a shop that has done everything has a whole bundle of every product', { timeout: 90_000 }, async () => {
  const ovo = await openOnOvosClock(shop)
  const server = await serve(ovo)
  shop.simulator.partner().setCallbackUrl(`${server.url}/ovo/v1.0/qr/qr-mpm-notify`)
  await payByQris(ovo)
  await payByPush(ovo)
  await payOutOfAccount(ovo)
  await topUp(ovo)
  await server.close()
  await ovo.close()
  mkdirSync(join(shop.folder, 'all'))
  for (const { id } of uatProducts.flatMap(checklistOf))
    writeFileSync(join(shop.folder, `all/${id}-seen.png`), Buffer.from(png, 'base64'))
  for (const product of uatProducts) {
    const ran = await callOvokit(['uat', '--product', product, '--screenshots', 'all', '--json'], { cwd: shop.folder })
    expect(ran.json(), product).toMatchObject({ missing: [], onlyDrawn: [] })
    expect(ran.code, product).toBe(0)
  }

  // What ovokit mockups draws stands in for a screenshot, and says that it is none.
  mkdirSync(join(shop.folder, 'mockups'))
  for (const { file } of allScreens) writeFileSync(join(shop.folder, 'mockups', file), Buffer.from(png, 'base64'))
  rmSync(join(shop.folder, 'all/top-up-2-seen.png'))
  const words = ['uat', '--product', 'top-up', '--screenshots', 'all', '--mockups', 'mockups', '--json']
  const drawn = await callOvokit(words, { cwd: shop.folder })
  expect(drawn).toMatchObject({ code: 0 })
  expect(drawn.json()).toMatchObject({ missing: [], onlyDrawn: [expect.stringMatching(/^top-up-2 {2}/)] })
  const html = readFileSync(join(shop.folder, 'uat/uat-top-up-web.html'), 'utf8')
  expect(html.match(/mock-up, not a picture of this test/g)).toHaveLength(2)
  expect(html).toContain('4-top-up-04-succeeded.png: mock-up')
  const files = allScreens.map(({ file }) => file)
  for (const { id, mockups } of uatProducts.flatMap(checklistOf)) {
    expect(mockups.length, id).toBeGreaterThan(0)
    expect(files, id).toEqual(expect.arrayContaining([...mockups]))
  }
})

async function openOnOvosClock({ simulator, folder, env }: ShopFolder): Promise<Ovo> {
  const { clientId, clientSecret, privateKey, merchantId, terminalId, channelId, pushToPay } = simulator.partner()
  const snap = { clientId, clientSecret, privateKey, merchantId, terminalId, channelId }
  const ovo = createOvo({
    environment: { snap: simulator.url, pushToPay: simulator.url },
    store: embeddedStore(join(folder, 'ovo-data'), { timeOffset: () => simulator.clock.offset() }),
    encryptionKey: env.OVO_ENCRYPTION_KEY ?? '',
    merchants: {
      default: {
        snap: { ...snap, ovoPublicKey: simulator.ovoPublicKey, topUp: { senderInstitutionID: '999' } },
        pushToPay,
      },
    },
  })
  await ovo.start({ worker: false })
  return ovo
}

async function serve(ovo: Ovo): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)])
    const init = { method: 'POST', headers, body: Buffer.concat(chunks) }
    const answer = await ovo.handle(new Request(`http://shop.test${request.url}`, init))
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()))
  return { url: `http://127.0.0.1:${port}`, close }
}

async function payByQris(ovo: Ovo): Promise<void> {
  const payment = await ovo.qris.start({ reference: 'ORDER-2', amount: 25_000 })
  await ovo.payments.check(payment.id)
  await shop.simulator.pay({ qrContent: payment.qr.content })
  await shop.simulator.idle()
  await ovo.payments.check(payment.id)
  await ovo.payments.refund(payment.id)
}

async function payByPush(ovo: Ovo): Promise<void> {
  await ovo.pushToPay.inquire({ phone: '081200009014' }).catch(() => {})
  const push = (reference: string, phone: string) => ovo.pushToPay.start({ reference, amount: 25_000, phone })
  const paid = await push('ORDER-3', '081200009000')
  await expect.poll(async () => (await ovo.payments.get(paid.id)).status).toBe('paid')
  await ovo.pushToPay.void(paid.id)
  await push('ORDER-4', '081200009017')
  await push('ORDER-5', '081200009001')
  const asked = (): string[] => shop.simulator.requests.map(({ operation }) => operation)
  await expect.poll(() => asked().filter((operation) => operation === 'pos.push')).toHaveLength(3)
  for (const millis of [61_000, 5_000, 3_000]) {
    await shop.simulator.clock.advance(millis)
    await ovo.runDue()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  expect(asked()).toContain('pos.reversal')
}

async function payOutOfAccount(ovo: Ovo): Promise<void> {
  const customer = 'budi'
  const returnUrl = 'http://127.0.0.1:9/back'
  shop.simulator.addCustomer({ phone: '081298760003', balance: 500_000 })
  const { page } = await ovo.links.start({ customer, phone: '081298760003', returnUrl })
  const walked = await shop.simulator.approveLink({ page })
  if (!walked.ok) throw new Error(walked.reason)
  await ovo.links.complete({ customer, url: walked.returnUrl })
  await ovo.links.balance({ customer })
  const payment = await ovo.linked.start({ reference: 'ORDER-6', amount: 25_000, customer, returnUrl })
  await shop.simulator.approveLinked({ page: payment.pinPage?.web ?? '', pin: '123456' })
  await ovo.payments.check(payment.id)
  await ovo.payments.refund(payment.id, { amount: 10_000 })
  await ovo.links.unlink({ customer })
}

async function topUp(ovo: Ovo): Promise<void> {
  shop.simulator.fundDeposit({ amount: 200_000 })
  shop.simulator.addCustomer({ phone: '081298760004' })
  shop.simulator.addCustomer({ phone: '081299990001', status: 'inactive', balance: 0 })
  const inquire = (reference: string, phone: string, amount: number) => ovo.topUp.inquire({ reference, phone, amount })
  await (await inquire('TOP-1', '081298760004', 50_000)).confirm({ funding: 'RECEIPT-1' })
  await expect(inquire('TOP-2', '081299990000', 50_000)).rejects.toThrow()
  await expect(inquire('TOP-3', '081299990001', 50_000)).rejects.toThrow()
  await expect(inquire('TOP-4', '081298760004', 20_000_001)).rejects.toThrow()
  await expect(inquire('TOP-5', '081298760004', 9_999)).rejects.toThrow()
}
