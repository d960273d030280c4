import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { lookAt } from './testing/look-at.ts'
import { openBrowser } from './testing/open-browser.ts'
import { adminPassword, startShop, type TestShop } from './testing/start-shop.ts'

const phone = '081298760001'
const pin = '246810'
const total = 'Rp245.000'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

describe.each([
  { name: 'a small phone', viewport: { width: 320, height: 640 } },
  { name: 'a desktop', viewport: { width: 1280, height: 800 } },
])('a linked OVO account, on $name', ({ name, viewport }) => {
  let shop: TestShop
  let context: BrowserContext
  let page: Page
  let problems: string[]

  beforeEach(async () => {
    shop = await startShop()
    shop.sim.addCustomer({ phone, pin, balance: 1_000_000, points: 45_000 })
    const httpCredentials = { username: 'admin', password: adminPassword }
    context = await browser.newContext({ viewport, httpCredentials, baseURL: shop.url })
    page = await context.newPage()
    problems = []
    page.on('pageerror', (error) => problems.push(String(error)))
    page.on('console', (message) => {
      const isExpected = /status of (404|409|422)/.test(message.text())
      if (message.type() === 'error' && !isExpected) problems.push(message.text())
    })
  })
  afterEach(async () => {
    await context.close()
    await shop.close()
  })

  const look = (what: string) => lookAt(page, { name: `linked-${name.split(' ').at(-1)}-${what}`, problems })
  const heading = (text: string) => page.getByRole('heading', { name: text }).waitFor()
  const press = (button: string) => page.getByRole('button', { name: button }).click()
  const follow = (link: string) => page.getByRole('link', { name: link }).click()
  const says = (text: string | RegExp) => page.getByText(text).filter({ visible: true }).first().waitFor()
  const kept = (): number => shop.sim.books().shop
  const order = () => shop.orders.all()[0]

  /** All of the account's page, with what is in the element. */
  const everything = () =>
    page.evaluate<string>(
      'document.documentElement.outerHTML + document.querySelector("ovo-link").shadowRoot.innerHTML',
    )

  /** From the shop's page to the number. */
  async function activate(number = phone): Promise<void> {
    await page.goto('/account')
    await press('Activate OVO')
    await page.getByLabel('Your OVO phone number').fill(number)
    await press('Go on to OVO')
  }

  /** From the shop to OVO's pages and back. */
  async function link(): Promise<void> {
    await activate()
    await follow('Gulir ke bawah')
    await press('Lanjutkan')
    await page.getByLabel('Kode OTP').fill(phone.slice(-4))
    await press('Lanjutkan')
    await typePin('Lanjutkan')
    await follow('Kembali ke toko')
    await heading('Your OVO account is linked')
  }

  async function typePin(button: string, typed = pin): Promise<void> {
    await page.getByLabel('Security Code').fill(typed)
    await press(button)
  }

  /** Up to OVO's page for the PIN. */
  async function payLinked(): Promise<void> {
    await page.goto('/')
    await press('Add Kawung scarf to the basket')
    await press('Pay with my OVO account')
    await heading(`Pay ${total} with OVO`)
    await press('Go on to OVO')
    await heading('Bayar dengan OVO')
  }

  async function giveBack(amount: number): Promise<void> {
    await page.getByLabel('Rupiah').fill(String(amount))
    await press('Give back')
  }

  test('is linked, pays, gets two parts back and no third above the rest, and is unlinked', async () => {
    await page.goto('/account')
    await heading('Pay with OVO')
    await look('not-linked-yet')
    await link()
    await look('linked')
    await says('0812****0001')
    await page.locator('dl div', { hasText: 'OVO Cash' }).getByText('Rp1.000.000', { exact: true }).waitFor()
    await page.locator('dl div', { hasText: 'OVO Points' }).getByText('45.000', { exact: true }).waitFor()
    expect(await everything()).not.toContain(phone)
    expect(new URL(page.url()).search).toBe('?ovo=linked')
    expect(shop.sim.links()).toMatchObject([{ phone }])

    await payLinked()
    await page.locator('dl div', { hasText: 'OVO Points' }).getByText('Rp45.000', { exact: true }).waitFor()
    await page.locator('dl div', { hasText: 'OVO Cash' }).getByText('Rp200.000', { exact: true }).waitFor()
    await look('pin')
    await typePin('Bayar')
    await heading('Pembayaran berhasil')
    await follow('Kembali ke toko')
    await heading('Payment successful')
    await look('paid')
    await expect.poll(() => order()?.status).toBe('paid')
    expect(kept()).toBe(245_000)
    const address = page.url()

    await page.goto(`/admin/orders/${order()?.id}`)
    await says(/^\d\d days, also in parts$/)
    await giveBack(100_000)
    await says('Rp100.000')
    expect(kept()).toBe(145_000)
    await giveBack(45_000)
    await says('Rp145.000')
    expect(kept()).toBe(100_000)
    await look('two-parts-back')
    await giveBack(100_001)
    await says('at most Rp100.000 of this payment can still go back')
    expect(kept()).toBe(100_000)
    expect(order()?.status).toBe('paid')
    expect(shop.sim.requests.filter(({ operation }) => operation === 'linked.refund')).toHaveLength(2)
    await page.goto(address)
    await heading('Payment successful')

    await follow('Account')
    await press('Unlink OVO')
    await heading('Unlink your OVO account?')
    await look('unlink')
    expect(shop.sim.links()).toMatchObject([{ phone }])
    await press('Yes, unlink it')
    await heading('Your OVO account has been unlinked')
    expect(shop.sim.links()).toEqual([])
    await page.goto('/')
    await press('Add Kawung scarf to the basket')
    expect(await page.getByText('Pay with my OVO account').count()).toBe(0)

    // What is left can still go back after the unlinking.
    await page.goto(`/admin/orders/${order()?.id}`)
    await giveBack(100_000)
    await page.locator('h2 .pill.refunded').waitFor()
    await expect.poll(() => order()?.status).toBe('refunded')
    const { customers, opening, shop: left } = shop.sim.books()
    expect([customers, left]).toEqual([opening, 0])
  })

  // The rest is the same on every screen.
  if (name !== 'a desktop') return

  test('a wrong PIN three times ends the payment, nothing is taken, and QRIS is still there', async () => {
    await link()
    await payLinked()
    for (const wrong of ['000000', '111111']) {
      await typePin('Bayar', wrong)
      await says('Security Code salah.')
    }
    await typePin('Bayar', '222222')
    await heading('Pembayaran gagal')
    await look('blocked')
    await follow('Kembali ke toko')
    await heading('The payment did not go through')
    await press('Pay with QRIS')
    await heading(`Scan to pay ${total}`)
    expect(kept()).toBe(0)
  })

  test('a link that was cut in the OVO app is told where it matters', async () => {
    await link()
    await page.goto('/')
    await press('Add Kawung scarf to the basket')
    shop.sim.unlink({ phone })
    await press('Pay with my OVO account')
    await heading(`Pay ${total} with OVO`)
    await press('Go on to OVO')
    await says('No OVO account is linked. Link one first.')
    await look('not-linked')
    await follow('Look at my OVO account')
    await heading('The link to OVO has ended')
    await says('OVO ended it, or you did in the app.')
    expect(kept()).toBe(0)
  })

  test('a number without an OVO account goes nowhere', async () => {
    await activate('0812 9999 9999')
    await says("The phone number isn't registered to any OVO account. Please try again.")
    expect(await page.getByLabel('Your OVO phone number').getAttribute('aria-invalid')).toBe('true')
    expect(new URL(page.url()).host).toBe(new URL(shop.url).host)
    await look('not-registered')
  })

  test('whom OVO does not link is told so on the way back, and can try again', async () => {
    await activate()
    await follow('Gulir ke bawah')
    await press('Lanjutkan')
    for (const wrong of ['9999', '8888', '7777']) {
      await page.getByLabel('Kode OTP').fill(wrong)
      await press('Lanjutkan')
    }
    await heading('Akun OVO tidak terhubung')
    await follow('Kembali ke toko')
    await heading('OVO is not linked')
    await look('declined')
    await press('Activate OVO')
    await page.getByLabel('Your OVO phone number').waitFor()
    expect(shop.sim.links()).toEqual([])
  })
})
