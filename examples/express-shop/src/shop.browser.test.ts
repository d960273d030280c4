import jsqr from 'jsqr'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { lookAt } from './testing/look-at.ts'
import { openBrowser } from './testing/open-browser.ts'
import { adminPassword, startShop, type TestShop } from './testing/start-shop.ts'

const viewports = [
  { name: 'a phone', viewport: { width: 375, height: 812 } },
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
    const httpCredentials = { username: 'admin', password: adminPassword }
    context = await browser.newContext({ viewport, httpCredentials, baseURL: shop.url, deviceScaleFactor: 2 })
    page = await context.newPage()
    problems = []
    page.on('pageerror', (error) => problems.push(String(error)))
    page.on('console', (message) => {
      // The first look at a new order finds no payment yet, which Chromium prints as an error.
      const isNoPaymentYet = message.text().includes('404') && message.location().url.endsWith('/payment')
      if (message.type() === 'error' && !isNoPaymentYet) problems.push(message.text())
    })
  })
  afterEach(async () => {
    await context.close()
    await shop.close()
  })

  const look = (what: string) => lookAt(page, { name: `${name.split(' ')[1]}-${what}`, problems })

  async function orderOne(): Promise<void> {
    await page.goto('/')
    await look('home')
    await page.getByRole('button', { name: 'Add Gayo Highlands to the basket' }).click()
    await page.getByRole('button', { name: 'One Gayo Highlands more' }).click()
    await look('basket')
    await page.getByRole('button', { name: 'Pay with QRIS' }).click()
    await page.getByRole('heading', { name: 'Scan to pay Rp196.000' }).waitFor()
  }

  /** Reads the code off the screen, as a phone does. */
  async function scan(): Promise<string> {
    const code = page.getByRole('img', { name: 'QRIS code for' })
    await code.locator('path').waitFor()
    const { data, width, height } = PNG.sync.read(await code.screenshot())
    return jsqr.default(new Uint8ClampedArray(data), width, height)?.data ?? ''
  }

  const heading = (text: string) => page.getByRole('heading', { name: text }).waitFor()

  test('an order is paid, the page turns by itself, and the shop refunds it', async () => {
    await orderOne()
    const qrContent = await scan()
    expect(qrContent).toMatch(/^000201/)
    await look('scan')
    const address = page.url()
    await page.evaluate('window.wasNotReloaded = true')

    expect(await shop.sim.pay({ qrContent })).toMatchObject({ ok: true })
    await heading('Payment successful')
    expect(await page.evaluate('window.wasNotReloaded')).toBe(true)
    await look('paid')
    await expect.poll(() => shop.orders.all()[0]?.status).toBe('paid')

    await page.goto('/admin')
    await look('admin-orders')
    await page.getByRole('link', { name: /^SL-/ }).click()
    await page.getByText('as cURL').first().click()
    expect(await page.content()).not.toContain(shop.sim.partner().clientSecret)
    await look('admin-order')
    await page.getByRole('button', { name: 'Refund Rp196.000' }).click()
    await page.locator('h2 .pill.refunded').waitFor()
    await look('admin-refunded')
    await expect.poll(() => shop.orders.all()[0]?.status).toBe('refunded')
    expect(shop.sim.books().shop).toBe(0)

    await page.goto(address)
    await heading('Refunded')
    await look('refunded')
  })

  test('a code expires, and a new one pays', async () => {
    await orderOne()
    const first = await scan()
    await shop.sim.clock.advance(80_000)
    await heading('This code has expired')
    await look('expired')
    await page.getByRole('button', { name: 'Get a new code' }).click()
    await heading('Scan to pay Rp196.000')
    const second = await scan()
    expect(second).not.toBe(first)
    expect(await shop.sim.pay({ qrContent: second })).toMatchObject({ ok: true })
    await heading('Payment successful')
  })

  test('a shopper cancels, and thinks again', async () => {
    await orderOne()
    const qrContent = await scan()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await heading('Cancelled')
    await look('cancelled')
    await page.getByRole('button', { name: 'Pay after all' }).click()
    await heading('Scan to pay Rp196.000')
    expect(await scan()).toBe(qrContent)
  })

  test('without the event stream the page asks, and turns all the same', async () => {
    await page.route('**/payment/events', (route) => route.fulfill({ status: 503, body: '' }))
    await orderOne().catch(() => {})
    await heading('Scan to pay Rp196.000')
    expect(await shop.sim.pay({ qrContent: await scan() })).toMatchObject({ ok: true })
    await heading('Payment successful')
  })

  test('offline it says so, and catches up afterwards', async () => {
    await orderOne()
    const qrContent = await scan()
    await context.setOffline(true)
    await page.getByText('You are offline.').first().waitFor()
    await shop.sim.pay({ qrContent })
    await expect.poll(() => shop.orders.all()[0]?.status).toBe('paid')
    await context.setOffline(false)
    await heading('Payment successful')
  })

  test('the back office shows a rule that forbids a refund', async () => {
    await orderOne()
    await shop.sim.pay({ qrContent: await scan() })
    await heading('Payment successful')
    await shop.sim.clock.advance(24 * 60 * 60 * 1000)
    await page.goto(`/admin/orders/${shop.orders.all()[0]?.id}`)
    await page.getByRole('button', { name: 'Refund Rp196.000' }).click()
    await page.getByText('OVO refunds a QRIS payment only on its own day').waitFor()
    problems = []
    await look('admin-refusal')
  })

  test('when OVO is away the shopper is told so', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    shop.sim.faults.add({ operation: 'qris.generate', fault: 'http-500', times: 20 })
    await page.goto('/')
    await page.getByRole('button', { name: 'Add Kawung scarf to the basket' }).click()
    await page.getByRole('button', { name: 'Pay with QRIS' }).click()
    await heading('That did not work')
    problems = []
    await look('problem')
    shop.sim.faults.clear()
    expect(log).toHaveBeenCalledOnce()
    log.mockRestore()
    await page.getByRole('button', { name: 'Try again' }).click()
    await heading('Scan to pay Rp245.000')
  })
})
