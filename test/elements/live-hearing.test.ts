import { describe, expect, test } from 'vitest'
import { context, eachOnAPage, heading, listenToRegion, open, page, press, said, shop } from './live-page.ts'

eachOnAPage()

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
