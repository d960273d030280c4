import { describe, expect, test } from 'vitest'
import { asked, eachOnAPage, heading, open, page, shop, styleOf } from './live-page.ts'

eachOnAPage()

describe('in a page', () => {
  test('nothing below it ever moves', async () => {
    await page.addInitScript(`window.shifts = 0
      new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.shifts += value }).observe({ type: 'layout-shift', buffered: true })`)
    for (const width of [320, 390, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      shop.say('A', null)
      await open('ovo-qris', 'class="kept"')
      await page.getByRole('img').locator('path').waitFor()
      const top = () => page.evaluate<number>('document.getElementById("after").getBoundingClientRect().top + scrollY')
      const before = await top()
      for (const status of ['checking', 'expired', 'cancelled', 'failed', 'paid'] as const) {
        shop.say('A', { status })
        await page.evaluate('window.dispatchEvent(new Event("online"))')
        await page.locator(`[data-screen=${status}]`).waitFor()
        expect(await top(), `${status} at ${width}`).toBe(before)
      }
      // Chrome's own measure of all that moved, from the first byte to the end.
      expect(await page.evaluate<number>('window.shifts')).toBe(0)
    }
  })

  test('tells the shop, in events of its own', async () => {
    await page.addInitScript(`window.heard = []; for (const type of ['ovo-change', 'ovo-paid'])
      addEventListener(type, ({ detail }) => window.heard.push(type + ' ' + detail.status))`)
    await open('ovo-qris')
    await heading('Scan to pay Rp196.000')
    shop.say('A', { status: 'paid' })
    await heading('Payment successful')
    expect(await page.evaluate('window.heard')).toEqual(['ovo-change scan', 'ovo-change paid', 'ovo-paid paid'])
  })

  test('takes words, a theme, a level of heading and things of the shop’s own', async () => {
    shop.say('A', { status: 'declined', text: { id: 'Dibatalkan.', en: 'Transaction canceled by User.' } })
    await open('ovo-qris', 'theme="dark" heading-level="4"')
    await page.getByRole('heading', { name: 'Not confirmed', level: 4 }).waitFor()
    await page.getByText('Transaction canceled by User.').first().waitFor()
    await page.evaluate(`(() => {
      const element = document.querySelector('ovo-qris')
      element.texts = {
        en: { kept: 'We keep it.', prescribed: { 'Transaction canceled by User.': 'You said no in the app.' } },
        id: { kept: 'Kami simpan.' },
      }
      element.style.setProperty('--ovo-surface', 'rgb(1, 2, 3)')
      element.headingLevel = 3
      const link = document.createElement('a'); link.slot = 'declined'; link.href = '#'; link.textContent = 'Back to the shelf'
      element.append(link)
    })()`)
    await page.getByRole('heading', { name: 'Not confirmed', level: 3 }).waitFor()
    await page.getByText('We keep it.').first().waitFor()
    await page.getByText('You said no in the app.').first().waitFor()
    await page.getByRole('link', { name: 'Back to the shelf' }).waitFor()
    expect(await styleOf('.panel', 'backgroundColor')).toBe('rgb(1, 2, 3)')
    expect(await styleOf('.panel', 'colorScheme')).toBe('dark')
    // As a framework sets it.
    await page.evaluate('document.querySelector("ovo-qris").locale = "id"')
    await page.getByText('Kami simpan.').first().waitFor()
  })

  test('takes what was set before the element was known, as properties too', async () => {
    await page.goto(shop.page('<div id="here"></div>'))
    await page.evaluate(`(() => {
      const element = document.createElement('ovo-payment-methods')
      Object.assign(element, { order: 'A', amount: 5000, methods: ['push-to-pay', 'linked'], locale: 'id' })
      document.getElementById('here').append(element)
      const late = document.implementation.createHTMLDocument().createElement('ovo-qris')
      Object.assign(late, { order: 'B', texts: { en: { scanTitle: 'Scan {amount} now' } } })
      document.getElementById('here').append(late)
    })()`)
    await heading('Bayar Rp5.000')
    expect(await page.locator('.way strong').allTextContents()).toEqual(['Aplikasi OVO', 'Akun OVO Anda'])
    await heading('Scan Rp196.000 now')
  })

  test('has company: each of several lives its own life', async () => {
    shop.say('B', { method: 'push-to-pay', status: 'confirm', secondsLeft: 50, maskedPhone: '0812****7890' })
    await open('ovo-qris', '', '<ovo-push-to-pay order="B"></ovo-push-to-pay><ovo-qris order="C"></ovo-qris>')
    await heading('Look at your phone')
    await expect.poll(() => page.getByRole('heading', { name: 'Scan to pay Rp196.000', exact: true }).count()).toBe(2)
    shop.say('C', { status: 'paid' })
    await heading('Payment successful')
    await heading('Look at your phone')
    await heading('Scan to pay Rp196.000')
  })

  test('changes with its attributes, also while it waits, and shows nothing without an order', async () => {
    let answerA = (): void => {}
    const held = new Promise<void>((resolve) => {
      answerA = resolve
    })
    await page.route('**/orders/A/qris', async (route) => {
      await held
      await route.continue()
    })
    shop.starts('A', { status: 'scan', secondsLeft: 75, amount: 1_000 })
    const asks = page.waitForRequest('**/orders/A/qris')
    await open('ovo-qris')
    await asks
    const set = (name: string, value: string) =>
      page.evaluate(`document.querySelector('ovo-qris').setAttribute('${name}', '${value}')`)
    await set('order', 'B')
    await heading('Scan to pay Rp196.000')
    await page.getByRole('img').locator('path').waitFor()
    const answered = page.waitForResponse('**/orders/A/qris')
    answerA()
    await answered
    await heading('Scan to pay Rp196.000')
    // How it looks is not what it is about.
    const before = shop.requests.length
    await set('amount', '5')
    await set('locale', 'id')
    await heading('Pindai untuk membayar Rp196.000')
    expect(shop.requests.length).toBe(before)
    await page.evaluate('document.querySelector("ovo-qris").removeAttribute("order")')
    await expect.poll(() => page.evaluate('document.querySelector("ovo-qris").shadowRoot.childNodes.length')).toBe(0)
  })

  test('leaves no timer, no stream and no question when it is taken out, and lives on where it is put back', async () => {
    await open('ovo-qris')
    await heading('Scan to pay Rp196.000')
    await page.evaluate('window.taken = document.querySelector("ovo-qris"); window.taken.remove()')
    const before = shop.requests.length
    shop.cut()
    await page.clock.install()
    await page.clock.runFor(20_000)
    expect(shop.requests.length).toBe(before)
    // While it looks: nobody waits for the answer.
    await page.route('**/payment', () => {}, { times: 1 })
    const looks = page.waitForRequest('**/payment')
    const dropped = page.waitForEvent('requestfailed')
    await page.evaluate('document.querySelector("main").append(window.taken)')
    await looks
    await page.evaluate('window.taken.remove()')
    expect((await dropped).failure()?.errorText).toContain('ERR_ABORTED')
    await page.evaluate('document.querySelector("main").append(window.taken)')
    await heading('Scan to pay Rp196.000')
    expect(asked('POST qris')).toBe(1)
  })

  test('moves little for those who ask for that', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    shop.say('A', { status: 'checking' })
    await open('ovo-qris')
    await heading('Checking with OVO…')
    expect(await styleOf('.spinner', 'animationDuration')).toBe('6s')
  })

  test('can be scanned and pressed in forced colours, and prints what was said', async () => {
    await page.emulateMedia({ forcedColors: 'active' })
    await open('ovo-qris', 'theme="dark"')
    await page.getByRole('img').locator('path').waitFor()
    expect(await styleOf('.frame', 'backgroundColor')).toBe('rgb(255, 255, 255)')
    expect(await styleOf('.button', 'borderStyle')).toBe('solid')
    await page.emulateMedia({ forcedColors: 'none', media: 'print' })
    expect(await styleOf('.panel', 'colorScheme')).toBe('light')
    expect(await styleOf('.aside', 'display')).toBe('none')
  })
})
