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
import { createShopper } from '../launch/shopper.ts'
import { migrateStore, type StoreProcess, startStore } from '../launch/start-store.ts'
import { admin } from './scripts/seed.ts'

/** Set it to a folder to look at every page. */
const screenshots = process.env.SCREENSHOTS
const { phone, pin } = { phone: '081298760005', pin: '482913' }
const [refused, unknown] = ['081298760006', '081298760007']

let postgres: TestPostgres
let sim: Simulator
let store: StoreProcess
let storefront: Awaited<ReturnType<typeof serveStorefront>>
let browser: Browser
let context: BrowserContext
let page: Page
let problems: string[]
let asked: string[]

beforeAll(async () => {
  preparePlugin()
  const run = promisify(execFile)
  const tsx = ['--conditions=ovokit-source', '--import', 'tsx', 'launch/build-admin.ts']
  const [opened] = await Promise.all([startPostgres(), run(process.execPath, tsx, { cwd: join(__dirname, '..') })])
  postgres = opened
  sim = await startSimulator({ startAt: Date.parse('2027-03-02T11:00:00+07:00') })
  for (const each of [phone, refused]) sim.addCustomer({ phone: each, pin })
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
  asked = []
  page.on('pageerror', (error) => problems.push(String(error)))
  // What the policy of the storefront refuses is said here too.
  page.on('console', (message) => {
    const isOfStorefront = message.type() === 'error' && page.url().startsWith(storefront.url)
    if (isOfStorefront && !/status of (401|404|409|422)/.test(message.text())) problems.push(message.text())
  })
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url())
    if (![storefront.url, store.url, sim.url].includes(origin)) problems.push(`asked ${origin}`)
    const ours = /^\/store\/ovo\/carts\/[^/]+\/payment(.*)$/.exec(pathname)
    if (ours !== null && request.method() !== 'OPTIONS') asked.push(`${request.method()} ${ours[1]}`.trim())
  })
})
afterEach(() => context.close())

async function look(what: string): Promise<void> {
  expect(problems).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  if (screenshots === undefined) return
  mkdirSync(screenshots, { recursive: true })
  await page.screenshot({ path: join(screenshots, `medusa-${what}.png`), fullPage: true })
}

const heading = (name: string | RegExp) => page.getByRole('heading', { name }).waitFor()
const press = (name: string | RegExp) => page.getByRole('button', { name }).click()
const thanks = () => heading(/^Terima kasih! Pesanan #\d+/)

/** Reads the code off the screen, as a phone does. */
async function scan(): Promise<string> {
  const code = page.getByRole('img', { name: 'Kode QRIS' })
  await code.locator('path').waitFor({ timeout: 10_000 })
  const { data, width, height } = PNG.sync.read(await code.screenshot())
  return decode(new Uint8ClampedArray(data), width, height)?.data ?? ''
}

// Under Vitest a CommonJS module's default is the whole module.
const decode = (jsqr as { default?: typeof jsqr }).default ?? jsqr

async function buy(): Promise<void> {
  await page.goto(storefront.url)
  await press(/^Beli Gayo/)
  await heading('Bayar Rp110.000')
}

async function choose(way: string): Promise<void> {
  await page.getByRole('radio', { name: way }).check()
  await press('Bayar')
}

test('a shopper pays a QR on the storefront, and the admin shows what happened', { timeout: 90_000 }, async () => {
  const answer = await page.goto(storefront.url)
  expect(answer?.headers()['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
  await page.getByRole('button', { name: /^Beli Gayo/ }).waitFor()
  await look('storefront-shelf')
  await buy()
  await look('storefront-ways')
  await choose('QRIS')
  await heading('Pindai untuk membayar Rp110.000')
  const first = await scan()
  expect(asked).toEqual(['GET', 'POST', 'GET /qr.svg', 'GET /events'])
  await look('storefront-qr')

  // To another way and back: the code is still good.
  await press('Pilih cara bayar lain')
  await choose('Aplikasi OVO')
  await page.getByLabel('Nomor ponsel OVO').waitFor()
  await press('Pilih cara bayar lain')
  await choose('QRIS')
  await heading('Pindai untuk membayar Rp110.000')
  expect(await scan()).toBe(first)

  // Its time is over, and OVO does not say what became of it.
  sim.faults.add({ operation: 'qris.query', fault: 'http-500', times: 100 })
  await sim.clock.advance(80_000)
  await heading('Sedang dicek ke OVO…')
  await page.reload()
  await heading('Sedang dicek ke OVO…')
  expect(await page.getByRole('button', { name: 'Pilih cara bayar lain' }).count()).toBe(0)
  await look('storefront-checking')
  sim.faults.clear()
  await sim.clock.advance(30_000)
  await heading('Kode ini sudah kedaluwarsa')
  await look('storefront-expired')
  await press('Ambil kode baru')
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

  await page.goto(`${store.url}/app/ovo/settlement`)
  await page.getByRole('heading', { name: 'Settlement reports' }).waitFor({ timeout: 30_000 })
  await page.getByLabel('Report (CSV or XLSX').waitFor()
  await page.getByRole('button', { name: 'Reconcile' }).waitFor()

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

test('the page of docs/medusa.md pays a cart, as it stands there', { timeout: 60_000 }, async () => {
  const docs = readFileSync(join(__dirname, '../../../docs/medusa.md'), 'utf8')
  const body = (/```js\n(\/\/ pay\.js[\s\S]*?)```/.exec(docs)?.[1] ?? '')
    .replace('https://store.example', store.url)
    .replace('pk_…', store.publishableKey)
  await page.route('**/pay.js', (route) => route.fulfill({ contentType: 'text/javascript', body }))
  await page.goto(storefront.url)
  const cart = JSON.stringify(await createShopper(store).fillCart())
  await page.evaluate(`import('/pay.js').then(({ pay }) => pay(${cart}, document.body))`)
  await heading('Pindai untuk membayar Rp110.000')
  expect(await sim.pay({ qrContent: await scan() })).toMatchObject({ ok: true })
  await page.waitForURL(`${storefront.url}/orders/order_*`)
})

test('a shopper confirms on her phone', { timeout: 60_000 }, async () => {
  await page.setViewportSize({ width: 320, height: 640 })
  await buy()
  await look('storefront-320-ways')
  await choose('Aplikasi OVO')
  await page.getByLabel('Nomor ponsel OVO').fill(unknown)
  await press('Kirim ke ponsel saya')
  await page.getByText('tidak terdaftar').first().waitFor()
  await look('storefront-320-unknown-number')
  await page.getByLabel('Nomor ponsel OVO').fill(phone)
  await press('Kirim ke ponsel saya')
  await page.getByText('OVO meminta Rp110.000 dari 0812****0005').waitFor()
  await page.getByText(/Sisa waktu \d:\d\d/).waitFor()
  await look('storefront-320-push')
  await sim.nextPush({ phone })
  await sim.rejectPush({ phone })
  await heading('Tidak dikonfirmasi')
  await look('storefront-320-declined')
  await press('Coba lagi')
  await press('Kirim ke ponsel saya')
  await heading('Lihat ponsel Anda')
  await sim.nextPush({ phone })
  await sim.approvePush({ phone })
  await thanks()
  await look('storefront-320-paid')
})

test('a customer links her account on OVO’s pages once, and then pays with a PIN', { timeout: 90_000 }, async () => {
  await page.setViewportSize({ width: 320, height: 640 })
  await buy()
  await choose('Akun OVO tertaut')
  await look('storefront-320-sign-in')
  await page.getByLabel('E-mail').fill('siti@toko.test')
  await press('Masuk')
  for (const number of [refused, phone]) {
    await press('Aktifkan OVO')
    await page.getByLabel('Nomor ponsel OVO').fill(number)
    await look('storefront-320-link')
    await press('Lanjut ke OVO')
    await page.waitForURL(`${sim.url}/**`)
    const type = (code: string) => sim.approveLink({ page: page.url(), pin: code })
    // Three wrong codes, and OVO leads back without a link.
    for (const wrong of number === refused ? ['000000', '111111'] : []) await type(wrong)
    const back = await type(number === refused ? '222222' : pin)
    await page.goto(back.returnUrl ?? '')
    if (number === phone) continue
    await heading('OVO belum tertaut')
    // What OVO gave the browser is good once, and not kept in its history.
    expect(page.url()).toBe(`${storefront.url}/`)
    await look('storefront-320-not-linked')
    await press('Pilih cara bayar lain')
    await choose('Akun OVO tertaut')
  }

  // Linked, it goes on to the payment by itself; once linked, always.
  for (const isFirst of [true, false]) {
    if (!isFirst) {
      await buy()
      await choose('Akun OVO tertaut')
    }
    await heading('Bayar Rp110.000 dengan OVO')
    await look('storefront-320-linked')
    await press('Lanjut ke OVO')
    await page.waitForURL(`${sim.url}/**`)
    if (isFirst) {
      const gone = await sim.cancelLinked({ page: page.url() })
      await page.goto((gone.ok ? gone.returnUrl : null) ?? '')
      await heading('Pembayaran tidak berhasil')
      await look('storefront-320-linked-refused')
      await press('Coba lagi')
      await press('Lanjut ke OVO')
      await page.waitForURL(`${sim.url}/**`)
    }
    const done = await sim.approveLinked({ page: page.url() })
    await page.goto((done.ok ? done.returnUrl : null) ?? '')
    await thanks()
  }

  await press('Akun OVO')
  await page.getByText('0812****0005').first().waitFor()
  await look('storefront-320-account')
  await press('Putuskan tautan OVO')
  await press('Ya, putuskan tautan')
  await heading('Tautan OVO sudah diputuskan')
  await press('English')
  await heading('Your OVO account has been unlinked')
  await page.getByRole('button', { name: 'OVO account' }).waitFor()
  await look('storefront-320-unlinked')
  expect(sim.links()).toEqual([])
})
