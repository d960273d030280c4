import type { Simulator } from '@ovokit/simulator'
import { startSimulator } from '@ovokit/simulator'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openBrowser } from '../../examples/express-shop/src/testing/open-browser.ts'
import { LinkedShop } from '../../packages/simulator/src/testing/linked-shop.ts'
import { PosShop } from '../../packages/simulator/src/testing/pos-shop.ts'
import { Shop } from '../../packages/simulator/src/testing/shop.ts'
import { TopUpShop } from '../../packages/simulator/src/testing/top-up-shop.ts'
import { look } from './look.ts'

const phone = '081200000001'
const pin = '123456'

let browser: Browser
let sim: Simulator
let context: BrowserContext
let page: Page
let problems: string[]
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  sim = await startSimulator({ partners: [{ merchantName: 'Toko Kain Kawung' }] })
  sim.addCustomer({ phone, points: 2_500 })
})
afterEach(async () => {
  await context.close()
  await sim.close()
})

async function open(width: number): Promise<void> {
  context = await browser.newContext({
    viewport: { width, height: 780 },
    isMobile: width < 640,
    hasTouch: width < 640,
    reducedMotion: 'reduce',
  })
  page = await context.newPage()
  problems = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 404|ERR_/.test(message.text())) problems.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(sim.url)) problems.push(`asked ${request.url()}`)
  })
}

const rupiah = (amount: number) => ({ value: `${amount}.00`, currency: 'IDR' })

/** Lets the phone look at the simulator at once. */
const glance = () => page.evaluate("void document.dispatchEvent(new Event('visibilitychange'))")
const heading = (name: string) => page.getByRole('heading', { name, exact: true }).waitFor()
const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
const row = (amount: string) => page.getByRole('button', { name: amount })
const says = (text: string) => page.getByText(text).filter({ visible: true }).first().waitFor()
const typePin = (typed: string) => page.locator('#pin').pressSequentially(typed)

describe.each([
  { width: 320, en: false },
  { width: 1280, en: true },
])('at $width px', ({ width, en }) => {
  const say = (id: string, english: string) => (en ? english : id)
  const seen = (name: string) => look(page, `${name}-${width}`, problems)
  const pay = () => press(say('Bayar', 'Pay'))
  const done = () => press(say('Selesai', 'Done'))
  const confirm = (amount: string) => heading(say(`Bayar ${amount}?`, `Pay ${amount}?`))

  test('the phone: every screen, whatever comes of a payment', async () => {
    await open(width)
    await page.goto(`${sim.url}/phone`)
    if (en) await press('English')
    await heading(say('Belum ada yang menunggu', 'Nothing is waiting'))
    await page
      .getByRole('heading', { name: say('Nomor yang bertindak sendiri', 'Numbers that act by themselves') })
      .waitFor()
    await seen('01-idle')

    const [shop, pos] = [new Shop(sim), new PosShop(sim)]
    await new LinkedShop(sim, { phone }).link()
    await shop.generate(25_000, '000000000001')
    const { order } = await pos.begin({ amount: 12_000 })
    await glance()
    await heading(say('Akun terhubung', 'Linked accounts'))
    await seen('02-waiting')

    await row('Rp12.000').click()
    await confirm('Rp12.000')
    await seen('03-confirm')
    await pay()
    await heading(say('Masukkan PIN', 'Enter your PIN'))
    await seen('04-pin')
    await typePin('000000')
    await says(say('PIN salah. Coba lagi.', 'Wrong PIN. Try again.'))
    await seen('05-wrong-pin')
    await typePin(pin)
    await heading(say('Pembayaran berhasil', 'Payment successful'))
    await seen('06-paid')
    await done()

    await row('Rp25.000').click()
    await press(say('Tolak', 'Decline'))
    await heading(say('Pembayaran ditolak', 'Payment declined'))
    await seen('07-declined')
    await done()

    await pos.call('void', order)
    await glance()
    await says(say('Rp12.000 kembali dari Toko Kain Kawung.', 'Rp12.000 came back from Toko Kain Kawung.'))
    sim.fundDeposit({ amount: 1_000_000 })
    const topUps = new TopUpShop(sim)
    await topUps.topUp(topUps.order(50_000))
    await glance()
    await says(say('Rp50.000 masuk dari Toko Kain Kawung.', 'Rp50.000 came in from Toko Kain Kawung.'))
    await seen('08-money-came')

    await press(say('Putuskan dari Toko Kain Kawung', 'Unlink from Toko Kain Kawung'))
    await seen('09-unlink')
    await press(say('Putuskan', 'Unlink'))
    await says(say('Akun ini tidak lagi terhubung', 'This account is no longer linked'))
    expect(sim.links()).toEqual([])

    await page.getByText(say('Kode QR lain', 'Another QR code')).click()
    await page.getByLabel(say('Isi kode QR', 'Content of the QR code')).fill('not a code')
    await press(say('Baca kode', 'Read the code'))
    await says(say('Itu bukan isi kode QRIS', 'That is not the content of a QRIS code'))
    await seen('10-bad-code')

    await shop.generate(30_000, '000000000002')
    await glance()
    await row('Rp30.000').click()
    await confirm('Rp30.000')
    await sim.clock.advance(76_000)
    await glance()
    await heading(say('Sudah tidak bisa dibayar', 'This can no longer be paid'))
    await seen('11-over')
    await done()

    await page.route('**/phone/state?*', (route) => route.abort())
    await glance()
    await says(say('Simulator tidak menjawab.', 'The simulator does not answer.'))
    await heading(say('Riwayat', 'History'))
    await seen('12-no-answer')
    await page.unrouteAll()
    await glance()
    await page.locator('.notice').waitFor({ state: 'hidden' })
  })

  test('the bench: a customer with little money, and a fault', async () => {
    await open(width)
    await page.goto(`${sim.url}/phone`)
    if (en) await press('English')
    const unfold = (name: string) => page.getByRole('heading', { name, exact: true }).click()
    if (width < 980) await unfold(say('Nomor yang bertindak sendiri', 'Numbers that act by themselves'))
    await says(say('menolak setelah 3 detik: 17', 'rejects after 3 s: 17'))
    await unfold(say('Jumlah dengan hasil tetap', 'Amounts with a fixed outcome'))
    await says('Rp1.005')
    await unfold(say('Gangguan', 'Faults'))
    await page.getByLabel(say('Panggilan', 'Call'), { exact: true }).selectOption('callback')
    await page.getByLabel(say('Gangguan', 'Fault'), { exact: true }).selectOption('drop')
    await says(say('callback tidak pernah dikirim', 'the callback is never sent'))
    await press(say('Pasang gangguan', 'Set the fault'))
    await says('callback: drop')
    expect(sim.faults.list()).toMatchObject([{ operation: 'callback', fault: 'drop', times: 1 }])
    await unfold(say('Pelanggan baru', 'Another customer'))
    await page.getByLabel('OVO Cash').fill('5000')
    await seen('20-bench')
    await press(say('Lepas semua', 'Clear all'))
    await expect.poll(() => sim.faults.list()).toEqual([])
    await press(say('Tambah pelanggan', 'Add the customer'))
    await says('081200000002')

    await new Shop(sim).generate(30_000, '000000000001')
    await glance()
    await row('Rp30.000').click()
    await says(say('Saldonya tidak cukup', 'The balance is too small'))
    await seen('21-too-little')
    await pay()
    await typePin(pin)
    await heading(say('Pembayaran gagal', 'Payment failed'))
    await seen('22-failed')
    expect(sim.books().shop).toBe(0)
  })

  test('OVO’s pages: an account is linked, and pays', async () => {
    await open(width)
    const shop = await new LinkedShop(sim, { phone }).link()
    const lang = en ? '?lang=en' : ''
    await page.goto(((await shop.bind()).body.redirectUrl ?? '') + lang)
    await heading(say('Syarat & Ketentuan OVO', 'OVO’s Terms & Conditions'))
    await seen('30-terms')
    await press(say('Lanjutkan', 'Continue'))
    await heading(say('Masukkan kode OTP', 'Enter the OTP'))
    await seen('31-otp')
    await page.keyboard.type('9999')
    await page.keyboard.press('Enter')
    await says(say('2 kali lagi, lalu nomor ini diblokir.', '2 more, then this number is blocked.'))
    await seen('32-wrong-otp')
    await page.keyboard.type('0001')
    await page.keyboard.press('Enter')
    await heading(say('Masukkan Security Code', 'Enter the Security Code'))
    await page.keyboard.type(pin)
    await seen('33-security-code')
    await page.keyboard.press('Enter')
    await heading(say('Akun OVO terhubung', 'The OVO account is linked'))
    await seen('34-linked')

    const points = { payOptionDetails: [{ payMethod: 'POINTS', payOption: 'OVO', transAmount: rupiah(10_000) }] }
    await page.goto(String((await shop.pay(shop.order(10_000, points))).body.webRedirectUrl) + lang)
    await heading(say('Bayar dengan OVO', 'Pay with OVO'))
    await seen('35-pay')
    await page.getByLabel('Security Code').fill(pin)
    await pay()
    await heading(say('Pembayaran berhasil', 'Payment successful'))
    await seen('36-paid')
    await page.goto(`${sim.url}/paying/nothing${lang}`)
    await heading(say('Pembayaran tidak ditemukan', 'There is no such payment'))
    await seen('37-nothing')
  })
})

test('a screen reader is told what changed, once, and once more before the end: never the seconds', async () => {
  await open(390)
  await page.goto(`${sim.url}/phone`)
  await press('English')
  await heading('Nothing is waiting')
  await page.evaluate(`(() => {
    window.said = []
    const region = document.querySelector('[role=status]#said')
    new MutationObserver(() => window.said.push(region.textContent)).observe(region, { childList: true })
  })()`)
  const said = () => page.evaluate<string[]>('window.said')
  const pos = new PosShop(sim)
  const { answer } = await pos.begin({ amount: 12_000 })
  await glance()
  await row('Rp12.000').click()
  await heading('Pay Rp12.000?')
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Pay Rp12.000?')
  const seconds = async () => Number(/(\d+)$/.exec((await page.getByRole('timer').textContent()) ?? '')?.[1])
  for (const [millis, left] of [
    [30_000, 26],
    [11_000, 16],
    [2_000, 13],
    [2_000, 11],
  ] as const) {
    await sim.clock.advance(millis)
    await glance()
    await expect.poll(seconds).toBeLessThan(left)
  }
  await sim.clock.advance(16_000)
  await glance()
  await heading('This can no longer be paid')
  // The end has the focus instead, so it is not told twice.
  expect(await page.evaluate('document.activeElement.textContent')).toBe('This can no longer be paid')
  await answer
  expect(await said()).toEqual(['Toko Kain Kawung asks for Rp12.000.', '15 seconds left.'])
})

test('with the keyboard alone, and a lost answer is no failure', async () => {
  await open(1280)
  await page.goto(`${sim.url}/phone`)
  await heading('Belum ada yang menunggu')
  const shop = new Shop(sim)
  await shop.generate(25_000, '000000000001')
  await glance()
  await row('Rp25.000').focus()
  await page.keyboard.press('Enter')
  await heading('Bayar Rp25.000?')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await heading('Masukkan PIN')
  // It is paid, and the answer is lost on its way back.
  await page.route('**/_simulator/pay', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await page.keyboard.type(pin)
  await heading('Jawaban tidak datang')
  expect(await page.locator('#phone').textContent()).not.toContain('gagal')
  await says('Rp25.000 dibayarkan ke Toko Kain Kawung.')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await says('Rp9.975.000')
  expect(sim.books().shop).toBe(25_000)
})
