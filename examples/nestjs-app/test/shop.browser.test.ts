import type { NestExpressApplication } from '@nestjs/platform-express'
import type { Ovo } from '@ovokit/core'
import { getOvoOptionsToken, getOvoToken, type OvoModuleOptions } from '@ovokit/nestjs'
import { connectSimulator, type RemoteSimulator } from '@ovokit/simulator'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freePort } from '../../../test/support/postgres.ts'
import { lookAt } from '../../express-shop/src/testing/look-at.ts'
import { openBrowser } from '../../express-shop/src/testing/open-browser.ts'
import { createShop } from '../src/create-shop.ts'
import { publicUrl } from '../src/settings.ts'

// The shop as it starts, with a simulator of its own, and with the PostgreSQL that DATABASE_URL names, if it does.
const phone = '081298760001'
const pin = '246810'

let app: NestExpressApplication
let sim: RemoteSimulator
let browser: Browser
let page: Page
const problems: string[] = []

beforeAll(async () => {
  process.env.PORT = String(await freePort())
  const opened = await Promise.all([openBrowser(), createShop()])
  browser = opened[0]
  app = opened[1]
  await app.listen(process.env.PORT)
  const { environment } = app.get<OvoModuleOptions>(getOvoOptionsToken())
  sim = await connectSimulator(typeof environment === 'string' ? environment : (environment.snap ?? ''))
  await sim.addCustomer({ phone, pin, balance: 1_000_000, points: 45_000 })
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, baseURL: publicUrl() })
  context.setDefaultTimeout(10_000)
  page = await context.newPage()
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    // The first look at a new order finds no payment yet, which Chromium prints as an error.
    const isNothingYet = message.text().includes('404') && /\/(payment|top-ups\/[^/]+)$/.test(message.location().url)
    if (message.type() === 'error' && !isNothingYet) problems.push(message.text())
  })
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})
beforeEach(() => page.goto('/'))

/** In the light and in the dark. */
async function look(what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await lookAt(page, { name: `nestjs-${what}-${colorScheme}`, problems })
  }
}
const heading = (name: string) => page.getByRole('heading', { name }).waitFor()
const press = (name: string | RegExp) => page.getByRole('button', { name }).click()
const follow = (name: string) => page.getByRole('link', { name }).click()
const says = (text: string) => page.getByText(text).first().waitFor()
const kept = async () => (await sim.books()).shop

/** What the account page says of the newest order. */
async function newestOrder(): Promise<string | null> {
  await page.goto('/account')
  return page.getByRole('listitem').first().textContent()
}

async function order(item: string, amount: string, way: RegExp): Promise<void> {
  await press(`Pesan ${item}`)
  await heading(`Bayar ${amount}`)
  if (item === 'Kopi susu') await look('choose')
  await press(way)
}

test('pays with a QR', async () => {
  await look('menu')
  await order('Kopi susu', 'Rp18.000', /^QRIS/)
  await heading('Pindai untuk membayar Rp18.000')
  await page.getByRole('img', { name: 'Kode QRIS' }).locator('path').waitFor()
  await look('scan')
  const [payment] = await app.get<Ovo>(getOvoToken()).payments.recent({ limit: 1 })
  if (payment?.method !== 'qris' || payment.qr === null) throw new Error('no QR')
  expect(await sim.pay({ qrContent: payment.qr.content })).toMatchObject({ ok: true })
  await heading('Pembayaran berhasil')
  await look('paid')
  await expect.poll(newestOrder).toMatch(/Kopi susu\s*Rp18.000, lunas/)
  expect(await kept()).toBe(18_000)
})

test('pays in the OVO app', async () => {
  await order('Es teh', 'Rp8.000', /^Aplikasi OVO/)
  await page.getByLabel('Nomor ponsel OVO').fill(phone)
  await press('Kirim ke ponsel saya')
  await heading('Lihat ponsel Anda')
  await look('push')
  await sim.nextPush({ phone })
  expect(await sim.approvePush({ phone })).toMatchObject({ ok: true })
  await heading('Pembayaran berhasil')
  await expect.poll(newestOrder).toMatch(/Es teh\s*Rp8.000, lunas/)
  expect(await kept()).toBe(26_000)
})

test('links an account, pays out of it, takes the cashback once, and unlinks', async () => {
  await follow('Akun')
  await press('Aktifkan OVO')
  await page.getByLabel('Nomor ponsel OVO').fill(phone)
  await press('Lanjut ke OVO')
  await follow('Gulir ke bawah')
  await press('Lanjutkan')
  await page.getByLabel('Kode OTP').fill(phone.slice(-4))
  await press('Lanjutkan')
  await page.getByLabel('Security Code').fill(pin)
  await press('Lanjutkan')
  await follow('Kembali ke toko')
  await heading('Akun OVO berhasil ditautkan')
  await says('Rp974.000')
  await look('linked')
  expect(await page.evaluate('document.querySelector("ovo-link").shadowRoot.innerHTML')).not.toContain(phone)

  await page.goto('/')
  await order('Nasi tumpeng', 'Rp450.000', /^Akun OVO Anda/)
  await press('Lanjut ke OVO')
  await page.locator('dl div', { hasText: 'OVO Points' }).getByText('Rp45.000', { exact: true }).waitFor()
  await page.locator('dl div', { hasText: 'OVO Cash' }).getByText('Rp405.000', { exact: true }).waitFor()
  await page.getByLabel('Security Code').fill(pin)
  await press('Bayar')
  await follow('Kembali ke toko')
  await heading('Pembayaran berhasil')
  await look('paid-linked')
  expect(await kept()).toBe(476_000)

  await follow('Ambil cashback Rp45.000')
  await page.getByLabel('Nomor ponsel OVO tujuan').fill(phone)
  await press('Periksa nomor')
  await heading('Periksa top up Anda')
  await look('cashback')
  await page.getByRole('button', { name: 'Top up Rp45.000' }).dblclick()
  await heading('Top up berhasil')
  expect((await sim.topUps()).length).toBe(1)

  expect(await newestOrder()).toMatch(/Nasi tumpeng\s*Rp450.000, lunas/)
  await says('Rp614.000')
  await press('Putuskan tautan OVO')
  await press('Ya, putuskan tautan')
  await heading('Tautan OVO sudah diputuskan')
  await look('unlinked')
  expect(await sim.links()).toEqual([])
})

test('serves pages that run only its own files, and an order to its visitor alone', async () => {
  const [, order] = /href="(\/checkout\/[^"]+)"/.exec((await (await page.goto('/account'))?.text()) ?? '') ?? []
  for (const path of ['/', '/account', order ?? '']) {
    const shown = await page.goto(path)
    expect(shown?.headers()['content-security-policy']).toMatch(/^default-src 'none'; (?!.*unsafe)/)
    expect(await shown?.text()).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/)
  }
  const stranger = await fetch(publicUrl() + order)
  expect([stranger.status, await stranger.text()]).toEqual([404, expect.stringContaining('bukan pesanan Anda')])
  await page.goto('/docs')
  await page.getByText('/ovo/orders/{orderId}/linked', { exact: true }).first().waitFor()
  expect(problems).toEqual([])
})
