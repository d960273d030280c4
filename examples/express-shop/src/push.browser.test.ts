import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { lookAt } from './testing/look-at.ts'
import { openBrowser } from './testing/open-browser.ts'
import { adminPassword, startShop, type TestShop } from './testing/start-shop.ts'

const phone = '081298760001'
const total = 'Rp245.000'

const viewports = [
  { name: 'a small phone', viewport: { width: 320, height: 640 } },
  { name: 'a desktop', viewport: { width: 1280, height: 800 } },
] as const

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

describe.each(viewports)('on $name', ({ name, viewport }) => {
  let shop: TestShop
  let context: BrowserContext
  let page: Page
  let problems: string[]

  beforeEach(async () => {
    shop = await startShop()
    shop.sim.addCustomer({ phone, balance: 1_000_000 })
    const httpCredentials = { username: 'admin', password: adminPassword }
    context = await browser.newContext({ viewport, httpCredentials, baseURL: shop.url, deviceScaleFactor: 2 })
    page = await context.newPage()
    problems = []
    page.on('pageerror', (error) => problems.push(String(error)))
    page.on('console', (message) => {
      // Chromium prints every answer of 4xx, also those that the page knows what to do with.
      const isExpected = /status of (404|409|422|429)/.test(message.text())
      if (message.type() === 'error' && !isExpected) problems.push(message.text())
    })
  })
  afterEach(async () => {
    await context.close()
    await shop.close()
  })

  const look = (what: string) => lookAt(page, { name: `push-${name.split(' ').at(-1)}-${what}`, problems })
  const heading = (text: string) => page.getByRole('heading', { name: text }).waitFor()
  const press = (button: string) => page.getByRole('button', { name: button }).click()

  const everything = () =>
    page.evaluate<string>(
      'document.documentElement.outerHTML + document.querySelector("ovo-payment-methods").shadowRoot.innerHTML',
    )
  const says = (text: string) => page.getByText(text).filter({ visible: true }).first().waitFor()
  /** Due work is done within about a second of its time. */
  const asked = (what: string) => expect.poll(() => shop.sim.requests.map(({ operation }) => operation)).toContain(what)

  /** Up to the field for the number. */
  async function choosePush(): Promise<void> {
    await page.goto('/')
    await press('Add Kawung scarf to the basket')
    await heading('Your basket')
    await look('basket')
    await press('Pay in the OVO app')
    await heading(`Pay ${total} with OVO`)
  }

  async function ask(number: string): Promise<void> {
    await page.getByLabel('Your OVO phone number').fill(number)
    await press('Ask my phone')
  }

  const orders = (): string | undefined => shop.orders.all()[0]?.status
  const kept = (): number => shop.sim.books().shop

  test('a push is approved, the page turns by itself, and the shop voids it', async () => {
    await choosePush()
    const field = page.getByLabel('Your OVO phone number')
    expect(await field.getAttribute('inputmode')).toBe('tel')
    expect(await field.getAttribute('autocomplete')).toBe('tel')
    await look('phone')
    await ask('+62 812-9876-0001')
    await heading('Look at your phone')
    await says('0812****0001')
    expect(await shop.sim.nextPush({ phone })).toMatchObject({ amount: 245_000 })
    await look('confirm')
    // It counts down by OVO's clock, wherever the page's own may be.
    await shop.sim.clock.advance(20_000)
    await page.reload()
    await expect.poll(() => page.getByRole('timer').textContent()).toMatch(/ 0:3[0-5]$/)
    await page.evaluate('window.wasNotReloaded = true')

    expect(await shop.sim.approvePush({ phone })).toMatchObject({ ok: true })
    await heading('Payment successful')
    expect(await page.evaluate('window.wasNotReloaded')).toBe(true)
    expect(await everything()).not.toContain('98760001')
    expect(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')).toBe('[{},{}]')
    await look('paid')
    await expect.poll(orders).toBe('paid')
    const address = page.url()

    await page.goto(`/admin/orders/${shop.orders.all()[0]?.id}`)
    const { merchantInvoice } = shop.sim.pushes()[0] ?? {}
    await page
      .getByText(merchantInvoice ?? 'no invoice')
      .first()
      .waitFor()
    await page.getByText(/^12 h 5\d min, in full$/).waitFor()
    await page.getByText('as cURL').first().click()
    expect(await page.content()).not.toContain(phone)
    expect(await page.content()).not.toContain(shop.sim.partner().pushToPay.appKey)
    await look('admin')
    await press(`Void ${total}`)
    await page.locator('h2 .pill.refunded').waitFor()
    await look('admin-voided')
    await expect.poll(orders).toBe('refunded')
    expect(kept()).toBe(0)

    await page.goto(address)
    await heading('Refunded')
  })

  test('a number that is none, and one without an account, are told in place; nothing is pushed', async () => {
    await choosePush()
    await ask('0812 12')
    await says('This is not an Indonesian mobile number.')
    await look('not-a-number')
    await ask('081200009014')
    await says("The phone number isn't registered to any OVO account. Please try again.")
    expect(await page.getByLabel('Your OVO phone number').getAttribute('aria-invalid')).toBe('true')
    await look('not-registered')
    expect(shop.sim.pushes()).toEqual([])
    await ask(phone)
    await heading('Look at your phone')
  })

  test('a number that was asked too often is told for how long, and QRIS is still there', async () => {
    await choosePush()
    for (let tries = 0; tries < 5; tries++) {
      await ask('081200009014')
      await says('registered to any OVO account')
    }
    await ask('081200009014')
    await says('That was too often. Wait a moment.')
    expect(await page.getByRole('timer').textContent()).toMatch(/^Try again in (10:00|9:5\d)\.$/)
    await look('too-often')
    await press('Pay with QRIS')
    await heading(`Scan to pay ${total}`)
  })

  test('a push is declined, and the shopper takes QRIS', async () => {
    await choosePush()
    await ask(phone)
    await heading('Look at your phone')
    await shop.sim.nextPush({ phone })
    await shop.sim.rejectPush({ phone })
    await heading('Not confirmed')
    await says('Transaction canceled by User.')
    await look('declined')
    await press('Pay with QRIS')
    await heading(`Scan to pay ${total}`)
  })

  test('no notification comes through, and a second push does', async () => {
    await choosePush()
    await ask('081200009026')
    await heading('The payment did not go through')
    await says('Failed Push notif to users, please make sure users login to OVO app first.')
    await look('no-notification')
    await press('Try again')
    await heading(`Pay ${total} with OVO`)
    await ask(phone)
    await heading('Look at your phone')
    await shop.sim.nextPush({ phone })
    await shop.sim.approvePush({ phone })
    await heading('Payment successful')
  })

  test('a push that nobody answers is checked, taken back, and only then there is another try', async () => {
    await choosePush()
    await ask(phone)
    await heading('Look at your phone')
    await shop.sim.nextPush({ phone })
    await shop.sim.clock.advance(56_000)
    await page.reload()
    await heading('Checking with OVO…')
    await says('Please do not pay twice.')
    expect(await page.getByRole('button').count()).toBe(0)
    await look('checking')
    await shop.sim.clock.advance(5_000)
    await asked('pos.status')
    await shop.sim.clock.advance(5_000)
    await asked('pos.reversal')
    await shop.sim.clock.advance(2_500)
    await heading('The time is over')
    await says('Transaction failed due to timeout. Please try again.')
    await look('reversed')
    expect(kept()).toBe(0)
    await press('Try again')
    await heading(`Pay ${total} with OVO`)
    // The page was loaded anew in between: it remembers no number.
    expect(await page.getByLabel('Your OVO phone number').inputValue()).toBe('')
    await ask(phone)
    await heading('Look at your phone')
    await expect.poll(() => shop.sim.pushes().length).toBe(2)
  })

  test('a shopper cancels and takes QRIS, which comes when the push is over', async () => {
    await page.clock.install()
    await choosePush()
    await ask(phone)
    await heading('Look at your phone')
    await shop.sim.nextPush({ phone })
    await press('Cancel')
    await heading('Cancelled')
    await look('cancelled')
    await press('Pay with QRIS')
    await heading('Almost there')
    await expect.poll(() => page.getByRole('timer').textContent()).toMatch(/ (1:0|0:5)\d$/)
    await look('waiting')
    expect(shop.sim.transactions()).toEqual([])
    await shop.sim.clock.advance(61_000)
    await asked('pos.status')
    await shop.sim.clock.advance(5_000)
    await asked('pos.reversal')
    await shop.sim.clock.advance(2_500)
    // The page looks again every 15 seconds of its own.
    await page.clock.fastForward(15_000)
    await heading(`Scan to pay ${total}`)
    const [{ qrContent } = { qrContent: '' }] = shop.sim.transactions()
    expect(await shop.sim.pay({ qrContent })).toMatchObject({ ok: true })
    await heading('Payment successful')
    expect(kept()).toBe(245_000)
  })

  test('a code expires, and the shopper pays in the app', async () => {
    await page.goto('/')
    await press('Add Kawung scarf to the basket')
    await press('Pay with QRIS')
    await heading(`Scan to pay ${total}`)
    await shop.sim.clock.advance(80_000)
    await heading('This code has expired')
    await press('Pay with OVO app')
    await ask(phone)
    await heading('Look at your phone')
    await shop.sim.nextPush({ phone })
    await shop.sim.approvePush({ phone })
    await heading('Payment successful')
    expect(kept()).toBe(245_000)
  })

  test('a shopper cancels, thinks again, and it is the same push', async () => {
    await choosePush()
    await ask(phone)
    await heading('Look at your phone')
    await shop.sim.nextPush({ phone })
    await press('Cancel')
    await press('Pay after all')
    await press('Ask my phone')
    await heading('Look at your phone')
    await shop.sim.approvePush({ phone })
    await heading('Payment successful')
    expect(shop.sim.pushes()).toHaveLength(1)
  })

  test('numbers that OVO knows are for a person, who decides in the back office', async () => {
    await choosePush()
    await ask('081200009094')
    await heading('Checking with OVO…')
    await expect.poll(() => Object.keys(shop.orders.all()[0]?.notes ?? {}).length).toBe(1)
    await page.goto(`/admin/orders/${shop.orders.all()[0]?.id}`)
    await page.getByText('This one is yours to decide.').waitFor()
    await look('admin-decision')
    await press('It was not paid')
    await page.locator('h2 .pill.failed').waitFor()
    expect(await page.getByText('This one is yours to decide.').count()).toBe(0)
  })
})

test('a shop without Push To Pay does not offer it', async () => {
  const shop = await startShop({ hasPushToPay: false })
  const page = await browser.newPage({ baseURL: shop.url })
  await page.goto('/')
  await page.getByRole('button', { name: 'Add Kawung scarf to the basket' }).click()
  expect(await page.getByText('OVO app').count()).toBe(0)
  await page.getByRole('button', { name: 'Pay with QRIS' }).click()
  await page.getByRole('heading', { name: `Scan to pay ${total}` }).waitFor()
  await page.goto(`${page.url()}?method=push-to-pay`)
  await page.getByRole('heading', { name: `Scan to pay ${total}` }).waitFor()
  expect(await page.getByRole('button', { name: 'Pay with OVO app' }).count()).toBe(0)
  await page.close()
  await shop.close()
})
