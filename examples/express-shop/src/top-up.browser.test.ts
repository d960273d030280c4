import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { lookAt } from './testing/look-at.ts'
import { openBrowser } from './testing/open-browser.ts'
import { adminPassword, startShop, type TestShop } from './testing/start-shop.ts'

const phone = '081298760001'
const problems: string[] = []

let browser: Browser
let shop: TestShop
let page: Page
beforeAll(async () => {
  ;[browser, shop] = await Promise.all([openBrowser(), startShop()])
  shop.sim.addCustomer({ phone, name: 'Siti Rahmawati', balance: 10_000_000 })
  shop.sim.addCustomer({ phone: '081299990001', status: 'inactive', balance: 0 })
  const httpCredentials = { username: 'admin', password: adminPassword }
  const context = await browser.newContext({
    viewport: { width: 320, height: 640 },
    httpCredentials,
    baseURL: shop.url,
  })
  page = await context.newPage()
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (404|422)/.test(message.text())) problems.push(message.text())
  })
})
afterEach(() => void problems.splice(0))
afterAll(async () => {
  await browser.close()
  await shop.close()
})

const look = (what: string) => lookAt(page, { name: `top-up-${what}`, problems })
const heading = (text: string) => page.getByRole('heading', { name: text }).waitFor()
const press = (button: string) => page.getByRole('button', { name: button }).click()
const says = (text: string | RegExp) => page.getByText(text).filter({ visible: true }).first().waitFor()
const shown = () => page.evaluate<string>('document.querySelector("ovo-top-up").shadowRoot.innerHTML')
const given = (): number => Object.values(shop.sim.books().topUps).reduce((sum, one) => sum + one.given, 0)
const sent = (): number => shop.sim.requests.filter(({ operation }) => operation === 'top-up.transfer').length

/** Up to the page of a paid order's cashback. */
async function orderAndPay(product: string, cashback: string): Promise<string> {
  await page.goto('/')
  await press(`Add ${product} to the basket`)
  await press('Pay with QRIS')
  await heading('Scan to pay')
  const id = shop.orders.all()[0]?.id ?? ''
  const [payment] = await shop.ovo.payments.find({ reference: id })
  if (payment?.method !== 'qris' || !payment.qr) throw new Error('no QR')
  await shop.sim.pay({ qrContent: payment.qr.content, phone })
  await heading('Payment successful')
  await expect.poll(() => shop.orders.find(id)?.status).toBe('paid')
  await page.getByRole('link', { name: `Get ${cashback} back in OVO` }).click()
  await heading(`Top up OVO by ${cashback}`)
  return id
}

async function ask(number: string): Promise<void> {
  await page.getByLabel('OVO phone number to top up').fill(number)
  await press('Check the number')
}

test('a paid order gives its cashback once, the fee shown before anything is sent; what OVO refuses is said in its words', async () => {
  shop.sim.fundDeposit({ amount: 25_500 })
  const id = await orderAndPay('Kawung scarf', 'Rp24.500')

  await ask('081299990000')
  await says('This number has no OVO account. Please check it.')
  await look('no-account')
  await ask('081299990001')
  await says('This OVO account is not active. Contact OVO, or use another number.')
  await look('inactive')

  await ask(phone)
  await heading('Check your top-up')
  for (const fact of ['XXXXXXXX0001', 'Rp24.500', 'Rp1.000', 'Rp25.500'])
    await page.getByRole('definition').filter({ hasText: fact }).waitFor()
  await look('confirm')
  expect([sent(), given()]).toEqual([0, 0])
  await page.getByRole('button', { name: 'Top up Rp24.500' }).dblclick()
  await heading('Top-up successful')
  await look('succeeded')
  expect(await shown()).not.toContain(phone)
  await page.reload()
  await heading('Top-up successful')
  expect([sent(), given(), shop.sim.books().deposits]).toEqual([1, 24_500, 0])

  await page.goto(`/admin/orders/${id}`)
  await says(/^Cashback Rp24.500, fee Rp1.000, to XXXXXXXX0001: succeeded/)
})

test('a deposit that is used up is the shop’s to hear, and the same order pays when it is filled', async () => {
  const id = await orderAndPay('Kawung scarf', 'Rp24.500')
  await ask(phone)
  await press('Top up Rp24.500')
  await heading('The top-up did not go through')
  await says('Nothing was sent.')
  await look('deposit-used-up')
  expect(await shown()).not.toMatch(/deposit/i)
  await expect
    .poll(() => Object.values(shop.orders.find(id)?.notes ?? {}).sort(), { timeout: 20_000 })
    .toEqual([expect.stringContaining('deposit'), 'OVO did not take the cashback (4033814)'].sort())

  shop.sim.fundDeposit({ amount: 25_500 })
  await press('Try again')
  await ask(phone)
  await press('Top up Rp24.500')
  await heading('Top-up successful')
  await expect.poll(given, { timeout: 20_000 }).toBe(49_000)
})

test('an amount that OVO does not take, and an account that has had enough, are said in OVO’s words', async () => {
  const before = given()
  await orderAndPay('Gayo Highlands', 'Rp9.800')
  await ask(phone)
  await says('This amount cannot be topped up. Try another one.')
  await look('amount-invalid')

  const full = '081298760002'
  shop.sim.addCustomer({ phone: full, balance: 0 })
  shop.sim.fundDeposit({ amount: 40_002_000 })
  for (const reference of ['A', 'B']) {
    const inquiry = await shop.ovo.topUp.inquire({ reference, amount: 20_000_000, phone: full })
    await inquiry.confirm({ funding: reference })
  }
  await orderAndPay('Kawung scarf', 'Rp24.500')
  await ask(full)
  await says('This is more than this OVO account may receive. Try a smaller amount.')
  await look('over-limit')
  expect(given()).toBe(before + 40_000_000)
})
