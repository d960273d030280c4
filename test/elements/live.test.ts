import { readFile } from 'node:fs/promises'
import jsqr from 'jsqr'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openBrowser } from '../../examples/express-shop/src/testing/open-browser.ts'
import { type StubShop, startStubShop } from './stub-shop.ts'

let browser: Browser
let shop: StubShop
let context: BrowserContext
let page: Page
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  shop = await startStubShop()
  context = await browser.newContext({ viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true })
  page = await context.newPage()
})
afterEach(async () => {
  await context.close()
  await shop.close()
})

const heading = (name: string) => page.getByRole('heading', { name, exact: true }).waitFor()
const press = (name: string) => page.getByRole('button', { name }).click()
const open = (tag: string, attributes = '', after = '<p id="after">What the shop says below.</p>') =>
  page.goto(shop.page(`<${tag} order="A" amount="196000" ${attributes}></${tag}>${after}`))

/** Looks into the element, with `root` for its inside. */
const inside = <Value>(expression: string) =>
  page.evaluate<Value>(`(() => { const root = document.querySelector('[order]').shadowRoot; return ${expression} })()`)
const styleOf = (selector: string, property: string) =>
  inside<string>(`getComputedStyle(root.querySelector('${selector}')).${property}`)

const wholePage = () =>
  page.evaluate<string>('document.documentElement.outerHTML + document.querySelector("[order]").shadowRoot.innerHTML')
const asked = (what: string) => shop.requests.filter((request) => request === what).length

/** Keeps what a screen reader is told, from now on. */
const listenToRegion = () =>
  page.evaluate(`(() => {
    window.said = []
    const region = document.querySelector('[order]').shadowRoot.querySelector('[role=status]')
    new MutationObserver(() => window.said.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true })
  })()`)
const said = () => page.evaluate<string[]>('window.said')

describe('how it hears', () => {
  test('by the stream, without asking', async () => {
    await open('ovo-qris')
    await heading('Scan to pay Rp196.000')
    shop.say('A', { status: 'paid' })
    await heading('Payment successful')
    expect(shop.requests).toEqual(['GET payment', 'POST qris', 'GET qr.svg', 'GET payment/events'])
  })

  test.each(['refused', 'held', 'cut'] as const)('by asking, where the stream is %s', async (events) => {
    shop.events = events
    await page.clock.install()
    await open('ovo-qris')
    await heading('Scan to pay Rp196.000')
    await page.clock.runFor(6_000)
    shop.say('A', { status: 'paid' })
    await page.clock.runFor(10_000)
    await heading('Payment successful')
  })

  test('a line that dies is opened again, and what was missed is caught up with', async () => {
    await page.clock.install()
    await open('ovo-qris')
    await heading('Scan to pay Rp196.000')
    shop.cut()
    shop.say('A', { status: 'paid' })
    await page.clock.runFor(3_000)
    await heading('Payment successful')
  })

  test('offline it says so, keeps its screen, and catches up afterwards', async () => {
    await open('ovo-qris')
    await heading('Scan to pay Rp196.000')
    await page.getByRole('img').locator('path').waitFor()
    // The stream is open, so that what it said first cannot come after the network went.
    await expect.poll(() => shop.requests).toContain('GET payment/events')
    await page.waitForTimeout(100)
    await context.setOffline(true)
    await page.locator('.banner').getByText('You are offline.').waitFor()
    await heading('Scan to pay Rp196.000')
    shop.say('A', { status: 'paid' })
    await context.setOffline(false)
    await heading('Payment successful')
    expect(await page.locator('.banner').count()).toBe(0)
  })

  test('opened without a network it offers to try again, and goes on by itself when there is one', async () => {
    await page.route('**/ovo/**', (route) => route.abort('internetdisconnected'))
    await open('ovo-qris')
    await heading('That did not work')
    await page.getByText('The shop cannot be reached.').first().waitFor()
    await page.unrouteAll()
    await page.evaluate('window.dispatchEvent(new Event("online"))')
    await heading('Scan to pay Rp196.000')
  })

  test('a page that slept asks at once when it wakes', async () => {
    shop.events = 'refused'
    await page.clock.install()
    await open('ovo-qris')
    await heading('Scan to pay Rp196.000')
    shop.say('A', { status: 'paid' })
    // No timer ran in between: the whole computer was asleep.
    await page.clock.fastForward(3_600_000)
    await heading('Payment successful')
  })

  test('a page that nobody looks at asks nothing, and asks at once when somebody does', async () => {
    shop.events = 'refused'
    await page.clock.install()
    await open('ovo-qris')
    await heading('Scan to pay Rp196.000')
    const look = (isHidden: boolean) =>
      page.evaluate(`Object.defineProperty(document, 'hidden', { get: () => ${isHidden}, configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))`)
    await look(true)
    await page.clock.runFor(10_000)
    const before = shop.requests.length
    await page.clock.runFor(30_000)
    expect(shop.requests.length).toBe(before)
    shop.say('A', { status: 'paid' })
    await look(false)
    await heading('Payment successful')
  })

  test('on a slow line the picture comes late, in its own place', async () => {
    const cdp = await context.newCDPSession(page)
    await open('ovo-qris', 'hidden')
    await cdp.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 400,
      downloadThroughput: 6_000,
      uploadThroughput: 6_000,
    })
    await page.evaluate('document.querySelector("ovo-qris").setAttribute("order", "B")')
    await page.evaluate('document.querySelector("ovo-qris").hidden = false')
    await heading('Scan to pay Rp196.000')
    const frame = page.getByRole('img')
    const before = await frame.boundingBox()
    expect(await frame.getAttribute('aria-label')).toBe('The QRIS code is loading')
    await frame.locator('path').waitFor()
    expect(await frame.boundingBox()).toEqual(before)
  })
})

describe('time', () => {
  test('is the server’s, however wrong the phone’s clock is', async () => {
    shop.ahead = -7 * 60_000
    shop.starts('A', { status: 'scan', secondsLeft: 40 })
    await open('ovo-qris')
    await heading('Scan to pay Rp196.000')
    await expect.poll(() => page.getByRole('timer').textContent()).toMatch(/0:(39|40)$/)
  })

  test('when it is over the shop is asked, and until it answers nothing is called failed', async () => {
    await page.clock.install()
    shop.starts('A', { status: 'scan', secondsLeft: 20 })
    await open('ovo-qris')
    await heading('Scan to pay Rp196.000')
    await listenToRegion()
    await page.clock.runFor(18_000)
    await expect.poll(() => page.locator('.timer.soon').count()).toBe(1)
    await page.clock.runFor(3_000)
    await heading('Checking with OVO…')
    expect(await page.getByRole('button').count()).toBe(0)
    shop.say('A', { status: 'expired' })
    await page.clock.runFor(3_000)
    await heading('This code has expired')
    shop.starts('A', { status: 'scan', secondsLeft: 75 })
    await press('Get a new code')
    await heading('Scan to pay Rp196.000')
    // Once near the end, and what became of it; never the seconds.
    expect((await said()).filter((text) => text !== '').map((text) => text.slice(0, 40))).toEqual([
      'Scan to pay Rp196.000. 15 seconds left.',
      'Checking with OVO… The time is over. If ',
      'This code has expired. If you did pay at',
      'Scan to pay Rp196.000. The QRIS code is ',
    ])
  })
})

describe('what a shopper does', () => {
  test('all of Push To Pay with the keyboard alone, and the focus is never lost', async () => {
    shop.refuse('A', {
      status: 422,
      code: 'phone-not-registered',
      text: { id: 'Tidak terdaftar.', en: "The phone number isn't registered to any OVO account." },
    })
    shop.starts('A', { method: 'push-to-pay', maskedPhone: '0812****7890', status: 'confirm', secondsLeft: 50 })
    await open('ovo-push-to-pay')
    await heading('Pay Rp196.000 with OVO')
    const field = page.getByLabel('Your OVO phone number')
    await page.keyboard.press('Tab')
    expect(await inside('root.activeElement.name')).toBe('phone')
    await page.keyboard.type('0812 3456 7890')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText("isn't registered to any OVO account").waitFor()
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await field.inputValue()).toBe('0812 3456 7890')
    shop.refuse('A', null)
    await page.keyboard.press('Enter')
    await heading('Look at your phone')
    expect(await wholePage()).toContain('0812****7890')
    expect(await wholePage()).not.toContain('34567890')
    const focused = () => inside<string>('root.activeElement?.textContent')
    expect(await focused()).toBe('Look at your phone')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Cancel')
    await page.keyboard.press('Enter')
    await heading('Cancelled')
    // The stream says it before the answer does, until which the button waits.
    await page.getByRole('button', { disabled: false }).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await heading('Pay Rp196.000 with OVO')
    await field.focus()
    await page.keyboard.press('Enter')
    await heading('Look at your phone')
    shop.say('A', { method: 'push-to-pay', status: 'paid', maskedPhone: '0812****7890' })
    await heading('Payment successful')
    // The number is nowhere in the page any more (G8).
    expect(await wholePage()).not.toContain('34567890')
    expect(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])')).toBe(
      '[{},{},""]',
    )
  })

  test('pays out of a linked account: to OVO’s page for the PIN, and back', async () => {
    const web = `${shop.url}/pin-page`
    shop.starts('A', { method: 'linked', status: 'pin', secondsLeft: 300, pinPage: { web, app: null } })
    await page.route(web, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>OVO asks for a PIN</h1>' }))
    await open('ovo-linked-pay')
    const address = page.url()
    await heading('Pay Rp196.000 with OVO')
    expect(shop.requests).toEqual(['GET payment'])
    await page.getByRole('button', { name: 'Go on to OVO' }).dblclick({ noWaitAfter: true })
    await heading('OVO asks for a PIN')
    expect(asked('POST linked')).toBe(1)
    // Back without a PIN: the same payment, and the way to its page.
    await page.goto(address)
    await heading('Enter your PIN at OVO')
    expect(await page.getByRole('link', { name: 'Open OVO’s page' }).getAttribute('href')).toBe(web)
    shop.say('A', { method: 'linked', status: 'paid' })
    await heading('Payment successful')
  })

  test('is never sent to an address that is not OVO’s to give', async () => {
    for (const web of ['javascript:alert(1)', 'http://ovo.invalid/pin', 'data:text/html,x']) {
      shop.say('A', { method: 'linked', status: 'pin', secondsLeft: 300, pinPage: { web, app: null } })
      await open('ovo-linked-pay')
      await heading('Enter your PIN at OVO')
      expect(await page.getByRole('link').count()).toBe(0)
    }
  })

  test('tops up, in Indonesian: the fee is seen before anything is confirmed, and a double press sends once', async () => {
    await page.goto(shop.page('<ovo-top-up top-up="A" amount="196000"></ovo-top-up>', { lang: 'id', scheme: 'dark' }))
    await heading('Isi saldo OVO Rp196.000')
    await page.getByLabel('Nomor ponsel OVO tujuan').fill('081234567890')
    await page.getByRole('button', { name: 'Periksa nomor' }).dblclick()
    await heading('Periksa top up Anda')
    expect(asked('POST inquiry')).toBe(1)
    await page.getByRole('definition').filter({ hasText: 'Rp1.000' }).waitFor()
    await page.getByRole('definition').filter({ hasText: 'Rp197.000' }).waitFor()
    expect(asked('POST confirm')).toBe(0)
    shop.starts('A', { status: 'sending' })
    await page.getByRole('button', { name: 'Top up Rp196.000' }).dblclick()
    await heading('Sedang dikirim…')
    expect(asked('POST confirm')).toBe(1)
    shop.say('A', { status: 'succeeded' })
    await heading('Top up berhasil')
    expect(await page.evaluate('document.querySelector("ovo-top-up").shadowRoot.innerHTML')).not.toContain(
      '081234567890',
    )
  })

  test('links an account on OVO’s pages, in Indonesian, and unlinks it only after asking', async () => {
    const terms = `${shop.url}/terms`
    await page.route(terms, (route) =>
      route.fulfill({ contentType: 'text/html; charset=utf-8', body: '<h1>OVO’s terms</h1>' }),
    )
    shop.say('A', { status: 'none' })
    shop.starts('A', { status: 'away', page: terms })
    await page.goto(shop.page('<ovo-link base="/ovo/A"></ovo-link>', { lang: 'id' }))
    const address = page.url()
    await press('Aktifkan OVO')
    await page.getByLabel('Nomor ponsel OVO').fill('081234567890')
    await page.getByRole('button', { name: 'Lanjut ke OVO' }).dblclick({ noWaitAfter: true })
    await heading('OVO’s terms')
    expect(asked('POST ')).toBe(1)
    shop.starts('A', { status: 'linked' })
    // What OVO said is passed on until the shop has it, and then stands in no address any more.
    await page.route('**/link/return', (route) => route.abort(), { times: 1 })
    await page.goto(`${address}?basket=1&linkState=s&authCode=c#top`)
    await heading('Belum berhasil')
    await press('Coba lagi')
    await heading('Akun OVO berhasil ditautkan')
    expect(page.url()).toBe(`${address}?basket=1#top`)
    expect(asked('POST return')).toBe(1)
    await press('Putuskan tautan OVO')
    await heading('Putuskan tautan akun OVO?')
    await press('Tidak, tetap tautkan')
    await heading('Akun OVO berhasil ditautkan')
    expect(asked('POST unlink')).toBe(0)
    await press('Putuskan tautan OVO')
    shop.starts('A', { status: 'unlinked' })
    await page.getByRole('button', { name: 'Ya, putuskan tautan' }).dblclick()
    await heading('Tautan OVO sudah diputuskan')
    expect(asked('POST unlink')).toBe(1)
  })

  test('turns to another way when one is refused', async () => {
    shop.say('A', { method: 'push-to-pay', status: 'declined' })
    await open('ovo-payment-methods')
    await heading('Not confirmed')
    await press('Pay with QRIS')
    await heading('Scan to pay Rp196.000')
    expect(shop.requests).toContain('POST qris')
    // An element of one way alone has nothing to say of another that came to nothing.
    shop.say('A', { method: 'push-to-pay', status: 'declined' })
    await open('ovo-qris')
    await heading('Scan to pay Rp196.000')
  })

  test('chooses, and may begin with one at once', async () => {
    await open('ovo-payment-methods')
    await heading('Pay Rp196.000')
    await press('OVO app')
    await heading('Pay Rp196.000 with OVO')
    await press('Pay with QRIS')
    await heading('Scan to pay Rp196.000')
    await page.goto(
      shop.page('<ovo-payment-methods order="B" amount="5000" start-with="push-to-pay"></ovo-payment-methods>'),
    )
    await heading('Pay Rp5.000 with OVO')
  })

  test('a double press begins one payment', async () => {
    shop.say('A', { status: 'expired' })
    await open('ovo-qris')
    await page.getByRole('button', { name: 'Get a new code' }).dblclick()
    await heading('Scan to pay Rp196.000')
    expect(asked('POST qris')).toBe(1)
    shop.starts('B', { method: 'push-to-pay', status: 'confirm', secondsLeft: 50 })
    await page.goto(shop.page('<ovo-push-to-pay order="B"></ovo-push-to-pay>'))
    await page.getByLabel('Your OVO phone number').fill('081234567890')
    await page.getByRole('button', { name: 'Ask my phone' }).dblclick()
    await heading('Look at your phone')
    expect(asked('POST push-to-pay')).toBe(1)
  })

  test('what is still open is waited for, and begins by itself', async () => {
    await page.clock.install()
    shop.refuse('A', { status: 409, code: 'attempt-in-progress' })
    await open('ovo-qris')
    await heading('Almost there')
    await page.getByText(/Starts in 0:4\d/).waitFor()
    shop.refuse('A', null)
    await page.clock.runFor(16_000)
    await heading('Scan to pay Rp196.000')
  })

  test('cancels, thinks again, and has the same code', async () => {
    await open('ovo-qris')
    await page.getByRole('img').locator('path').waitFor()
    // One that does not get through takes no code away.
    await page.route('**/cancel', (route) => route.abort(), { times: 1 })
    await Promise.all([page.waitForEvent('requestfailed'), press('Cancel')])
    await heading('Scan to pay Rp196.000')
    await press('Cancel')
    await heading('Cancelled')
    await press('Pay after all')
    await heading('Scan to pay Rp196.000')
    await page.getByRole('img').locator('path').waitFor()
  })

  test('saves the picture, which is the code: as a file, and on a phone through its own sheet', async () => {
    await open('ovo-qris')
    await page.getByRole('img').locator('path').waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), press('Save the QR picture')])
    expect(download.suggestedFilename()).toBe('qris-A.png')
    const { data, width, height } = PNG.sync.read(await readFile(await download.path()))
    expect(jsqr.default(new Uint8ClampedArray(data), width, height)?.data).toMatch(/^000201/)
    await page.evaluate(`navigator.canShare = () => true
      navigator.share = async ({ files: [file] }) => { window.shared = file.name + ' ' + file.type }`)
    await press('Save the QR picture')
    await expect.poll(() => page.evaluate('window.shared')).toBe('qris-A.png image/png')
  })
})

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
