import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Simulator, startSimulator } from '@ovokit/simulator'
import jsqr from 'jsqr'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { freePort, startPostgres, type TestPostgres } from '../../../test/support/postgres.ts'
import { openBrowser } from '../../express-shop/src/testing/open-browser.ts'
import { createKeeper } from '../launch/keeper.ts'
import { preparePlugin } from '../launch/prepare-plugin.ts'
import { serveStorefront } from '../launch/serve-storefront.ts'
import { migrateStore, type StoreProcess, startStore } from '../launch/start-store.ts'
import { admin } from './scripts/seed.ts'

/** Set it to a folder to look at every page. */
const screenshots = process.env.SCREENSHOTS
const { phone, pin } = { phone: '081298760005', pin: '482913' }

let postgres: TestPostgres
let sim: Simulator
let store: StoreProcess
let storefront: Awaited<ReturnType<typeof serveStorefront>>
let browser: Browser
let context: BrowserContext
let page: Page
let problems: string[]

beforeAll(async () => {
  preparePlugin()
  const run = promisify(execFile)
  const tsx = ['--conditions=ovokit-source', '--import', 'tsx', 'launch/build-admin.ts']
  const [opened] = await Promise.all([startPostgres(), run(process.execPath, tsx, { cwd: join(__dirname, '..') })])
  postgres = opened
  sim = await startSimulator({ startAt: Date.parse('2027-03-02T11:00:00+07:00') })
  sim.addCustomer({ phone, pin })
  const [port, shelf] = [await freePort(), await freePort()]
  const env = {
    DISABLE_ADMIN: 'false',
    STORE_CORS: `http://localhost:${shelf}`,
    ADMIN_CORS: `http://localhost:${port}`,
  }
  const options = { databaseUrl: postgres.url.replace('127.0.0.1', 'localhost'), sim, port, env }
  await migrateStore(options)
  store = await startStore(options)
  sim.partner().setCallbackUrl(`${store.url}/ovo/v1.0/qr/qr-mpm-notify`)
  sim.partner().setLinkedCallbackUrl(`${store.url}/ovo/v1.0/debit/notify`)
  storefront = await serveStorefront(shelf, () => store)
  browser = await openBrowser()
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await storefront?.close()
  await store?.kill('SIGTERM')
  await sim?.close()
  await postgres?.stop()
})

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' })
  page = await context.newPage()
  problems = []
  page.on('pageerror', (error) => problems.push(String(error)))
})
afterEach(() => context.close())

async function look(what: string): Promise<void> {
  expect(problems).toEqual([])
  if (screenshots === undefined) return
  mkdirSync(screenshots, { recursive: true })
  await page.screenshot({ path: join(screenshots, `medusa-${what}.png`), fullPage: true })
}

/** Reads the code off the screen, as a phone does. */
async function scan(): Promise<string> {
  const isDrawn = '(qr => qr.complete && qr.naturalWidth > 0)(document.querySelector(".ovo-qr"))'
  await expect.poll(() => page.evaluate<boolean>(isDrawn), { timeout: 10_000 }).toBe(true)
  const { data, width, height } = PNG.sync.read(await page.locator('.ovo-qr').screenshot())
  return decode(new Uint8ClampedArray(data), width, height)?.data ?? ''
}

// Under Vitest a CommonJS module's default is the whole module.
const decode = (jsqr as { default?: typeof jsqr }).default ?? jsqr

async function buy(): Promise<void> {
  await page.goto(storefront.url)
  await page.getByRole('button', { name: /^Beli Gayo/ }).click()
  await page.getByRole('heading', { name: 'Rp110.000' }).waitFor()
}

const thanks = () => page.getByRole('heading', { name: /^Terima kasih! #\d+/ }).waitFor()

test('a shopper pays a QR on the storefront, and the admin shows what happened', { timeout: 90_000 }, async () => {
  await buy()
  await page.getByRole('button', { name: 'Bayar' }).click()
  await page.getByText('Pindai dengan OVO').waitFor()
  await page.getByText(/Sisa waktu \d:\d\d/).waitFor()
  const first = await scan()
  await look('storefront-qr')
  await sim.clock.advance(80_000)
  await page.getByText('Kode ini sudah kedaluwarsa').waitFor()
  await page.getByRole('button', { name: 'Coba lagi' }).click()
  await page.getByText(/Sisa waktu \d:\d\d/).waitFor()
  await expect.poll(scan).not.toBe(first)
  expect(await sim.pay({ qrContent: await scan() })).toMatchObject({ ok: true })
  await thanks()
  await look('storefront-paid')

  const keeper = await createKeeper(store)
  const [order] = await keeper.orders()
  await page.goto(`${store.url}/app/login`)
  await page.locator('input[name=email]').fill(admin.email)
  await page.locator('input[name=password]').fill(admin.password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/app/orders**', { timeout: 30_000 })
  await page.goto(`${store.url}/app/orders/${order.id}`)
  const widget = page.getByTestId('ovo-payments')
  await widget.waitFor({ timeout: 30_000 })
  await expect.poll(() => widget.locator('[data-status]').count()).toBe(2)
  await widget.getByText('Expired', { exact: true }).waitFor()
  await widget.getByText(/\(\d+\.\d h left\)/).waitFor()
  await widget.getByText('What happened').last().click()
  await widget.scrollIntoViewIfNeeded()
  await look('admin-order')
  await widget.getByRole('button', { name: 'Check status now' }).last().click()
  await widget.getByText('Paid', { exact: true }).first().waitFor()
  expect(await page.content()).not.toContain(sim.partner().clientSecret)

  await page.evaluate('localStorage.setItem("lng", "id"); document.cookie = "lng=id; path=/"')
  await page.goto(`${store.url}/app/ovo`)
  await page.getByRole('heading', { name: 'Perlu tindakan' }).waitFor({ timeout: 30_000 })
  await page.getByText('Tidak ada yang perlu ditangani.').waitFor()
  await look('admin-ovo')

  await page.getByRole('link', { name: 'Laporan settlement' }).click()
  const report = sim.settlementReport()
  const day = new Date(sim.clock.now() + 7 * 60 * 60_000).toISOString().slice(0, 10)
  const reconcile = async (csv: string) => {
    await page
      .getByLabel('Laporan (CSV atau XLSX')
      .setInputFiles({ name: 'ovo.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await page.getByLabel('Dibayar dari').fill(day)
    await page.getByLabel('Dibayar sampai').fill(day)
    await page.getByRole('button', { name: 'Cocokkan' }).click()
  }
  await reconcile(report)
  await page.getByText('Semua 1 pembayaran cocok.').waitFor({ timeout: 30_000 })
  await reconcile(report.replaceAll(',110000', ',109999'))
  await page.locator('[data-finding="amount-differs"]').getByText('Rp109.999').waitFor()
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Unduh semua sebagai CSV' }).click(),
  ])
  expect(readFileSync(await saved.path(), 'utf8')).toContain('amount-differs')
  await look('admin-settlement')
  await reconcile('not a report')
  await page.getByText(/^ovo\.csv.*no line names both/).waitFor()
})

test('a shopper confirms on her phone', { timeout: 60_000 }, async () => {
  await buy()
  await page.getByRole('radio', { name: 'OVO', exact: true }).check()
  await page.locator('input[name=phone]').fill(phone)
  await page.getByRole('button', { name: 'Bayar' }).click()
  await page.getByText('Buka aplikasi OVO di 0812****0005').waitFor()
  await page.getByText(/Sisa waktu \d:\d\d/).waitFor()
  await look('storefront-push')
  await sim.nextPush({ phone })
  await sim.approvePush({ phone })
  await thanks()
})

test('a customer links her account on OVO’s pages once, and then pays with a PIN', { timeout: 90_000 }, async () => {
  for (const isLinked of [false, true]) {
    await buy()
    await page.getByRole('radio', { name: 'Akun OVO tertaut' }).check()
    if (!isLinked) {
      await page.locator('input[name=email]').fill('siti@toko.test')
      await page.locator('input[name=phone]').fill(phone)
    }
    await page.getByRole('button', { name: 'Bayar' }).click()
    if (!isLinked) {
      await page.waitForURL(`${sim.url}/**`)
      const back = await sim.approveLink({ page: page.url() })
      await page.goto(back.ok ? back.returnUrl : '')
    }
    await page.getByText('Masukkan PIN di halaman OVO').waitFor()
    const pinPage = (await page.getByRole('link', { name: 'Ke halaman OVO' }).getAttribute('href')) ?? ''
    await look(`storefront-pin-${isLinked}`)
    expect(await sim.approveLinked({ page: pinPage })).toMatchObject({ ok: true })
    await thanks()
  }
})
