import type { Browser, BrowserContext, Page } from 'playwright-core'
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

  test('on a slow line the picture comes late, in its own place', async () => {
    const cdp = await context.newCDPSession(page)
    await open('ovo-qris', 'hidden')
    await cdp.send('Network.emulateNetworkConditions', {
      ...{ offline: false, latency: 400, downloadThroughput: 6_000, uploadThroughput: 6_000 },
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
      'This code has expired. Take a new one wh',
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
    const focused = () => inside<string>('root.activeElement?.textContent')
    expect(await focused()).toBe('Look at your phone')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Cancel')
    await page.keyboard.press('Enter')
    await heading('Cancelled')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await heading('Pay Rp196.000 with OVO')
    await field.focus()
    await page.keyboard.press('Enter')
    await heading('Look at your phone')
    shop.say('A', { method: 'push-to-pay', status: 'paid', maskedPhone: '0812****7890' })
    await heading('Payment successful')
    // The number is nowhere in the page any more (G8).
    expect(
      await page.evaluate(
        'document.documentElement.outerHTML + document.querySelector("[order]").shadowRoot.innerHTML',
      ),
    ).not.toContain('34567890')
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
    await press('Go on to OVO')
    await heading('OVO asks for a PIN')
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

  test('tops up: the fee is seen before anything is confirmed, and a double press sends once', async () => {
    await page.goto(shop.page('<ovo-top-up top-up="A" amount="196000"></ovo-top-up>'))
    await heading('Top up OVO by Rp196.000')
    await page.getByLabel('OVO phone number to top up').fill('081234567890')
    await press('Check the number')
    await heading('Check your top-up')
    await page.getByRole('definition').filter({ hasText: 'Rp1.000' }).waitFor()
    await page.getByRole('definition').filter({ hasText: 'Rp197.000' }).waitFor()
    expect(shop.requests).not.toContain('POST confirm')
    shop.starts('A', { status: 'sending' })
    await page.getByRole('button', { name: 'Top up Rp196.000' }).dblclick()
    await heading('Sending…')
    expect(shop.requests.filter((request) => request === 'POST confirm')).toHaveLength(1)
    shop.say('A', { status: 'succeeded' })
    await heading('Top-up successful')
    expect(await page.evaluate('document.querySelector("ovo-top-up").shadowRoot.innerHTML')).not.toContain(
      '081234567890',
    )
  })

  test('links an account on OVO’s pages, and unlinks it only after asking', async () => {
    const terms = `${shop.url}/terms`
    await page.route(terms, (route) =>
      route.fulfill({ contentType: 'text/html; charset=utf-8', body: '<h1>OVO’s terms</h1>' }),
    )
    shop.say('A', { status: 'none' })
    shop.starts('A', { status: 'away', page: terms })
    await page.goto(shop.page('<ovo-link base="/ovo/A"></ovo-link>'))
    const address = page.url()
    await press('Activate OVO')
    await page.getByLabel('Your OVO phone number').fill('081234567890')
    await press('Go on to OVO')
    await heading('OVO’s terms')
    shop.starts('A', { status: 'linked' })
    // What OVO gave the browser is passed on again where the shop did not get it, and is then nowhere in the page.
    shop.refuse('A', { status: 503, code: 'unavailable' })
    await page.goto(`${address}?kept=1&linkState=s&authCode=c`)
    await heading('That did not work')
    shop.refuse('A', null)
    await press('Try again')
    await heading('Your OVO account is linked')
    expect(shop.requests.filter((request) => request === 'POST return')).toHaveLength(2)
    expect(page.url()).toBe(`${address}?kept=1`)
    await press('Unlink OVO')
    await heading('Unlink your OVO account?')
    await press('No, keep it')
    await heading('Your OVO account is linked')
    expect(shop.requests).not.toContain('POST unlink')
    await press('Unlink OVO')
    shop.starts('A', { status: 'unlinked' })
    await press('Yes, unlink it')
    await heading('Your OVO account has been unlinked')
    expect(shop.requests).toContain('POST unlink')
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
    expect(shop.requests.filter((request) => request === 'POST qris')).toHaveLength(1)
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
    await press('Cancel')
    await heading('Cancelled')
    await press('Pay after all')
    await heading('Scan to pay Rp196.000')
    await page.getByRole('img').locator('path').waitFor()
  })

  test('saves the picture, which is the code', async () => {
    await open('ovo-qris')
    await page.getByRole('img').locator('path').waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), press('Save the QR picture')])
    expect(download.suggestedFilename()).toBe('qris-A.png')
  })
})

describe('in a page', () => {
  test('nothing below it ever moves', async () => {
    for (const width of [320, 390, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      shop.say('A', null)
      await open('ovo-qris')
      await page.getByRole('img').locator('path').waitFor()
      const top = () => page.evaluate<number>('document.getElementById("after").getBoundingClientRect().top + scrollY')
      const before = await top()
      for (const status of ['checking', 'expired', 'cancelled', 'failed', 'paid'] as const) {
        shop.say('A', { status })
        await page.evaluate('window.dispatchEvent(new Event("online"))')
        await page.locator(`[data-screen=${status}]`).waitFor()
        expect(await top(), `${status} at ${width}`).toBe(before)
      }
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

  test('takes words, a theme and things of the shop’s own', async () => {
    shop.say('A', { status: 'paid' })
    await open('ovo-qris', 'theme="dark"')
    await heading('Payment successful')
    await page.evaluate(`(() => {
      const element = document.querySelector('ovo-qris')
      element.texts = { en: { paidText: 'We start packing.' }, id: { paidText: 'Segera kami kemas.' } }
      element.style.setProperty('--ovo-surface', 'rgb(1, 2, 3)')
      const link = document.createElement('a'); link.slot = 'paid'; link.href = '#'; link.textContent = 'Back to the shelf'
      element.append(link)
    })()`)
    await page.getByText('We start packing.').first().waitFor()
    await page.getByRole('link', { name: 'Back to the shelf' }).waitFor()
    expect(await styleOf('.panel', 'backgroundColor')).toBe('rgb(1, 2, 3)')
    expect(await styleOf('.panel', 'colorScheme')).toBe('dark')
    await page.evaluate('document.querySelector("ovo-qris").setAttribute("locale", "id")')
    await page.getByText('Segera kami kemas.').first().waitFor()
  })

  test('leaves no timer and no stream when it is taken out', async () => {
    await open('ovo-qris')
    await heading('Scan to pay Rp196.000')
    await page.evaluate('document.querySelector("ovo-qris").remove()')
    const before = shop.requests.length
    shop.cut()
    shop.say('A', { status: 'expired' })
    await page.clock.install()
    await page.clock.runFor(20_000)
    expect(shop.requests.length).toBe(before)
  })

  test('moves little for those who ask for that', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    shop.say('A', { status: 'checking' })
    await open('ovo-qris')
    await heading('Checking with OVO…')
    expect(await styleOf('.spinner', 'animationDuration')).toBe('6s')
  })
})
