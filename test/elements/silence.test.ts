import { describe, expect, test } from 'vitest'
import { context, eachOnAPage, heading, listenToRegion, open, page, said, shop } from './live-page.ts'

eachOnAPage()

const banner = () => page.locator('.banner')
const bannerSays = (words: string) => banner().getByText(words).waitFor()

interface Answer {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

const refused = (status: number, code: string): Answer => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify({ error: { code, message: 'x' } }),
})
const plain = (status: number): Answer => ({ status, contentType: 'text/html', body: '<h1>No</h1>' })

/** From now on every route of the shop's answers this; `null`: none does. */
async function everythingAnswers(answer: Answer | null): Promise<void> {
  await page.unrouteAll()
  await page.route('**/ovo/**', (route) => (answer === null ? route.abort() : route.fulfill(answer)))
  shop.cut()
}

describe('a sign-in that is lost while something is followed', () => {
  test.each([
    ['401, in OvoKit’s words', refused(401, 'not-signed-in')],
    ['401, in somebody else’s', plain(401)],
    ['404, in OvoKit’s words', refused(404, 'order-not-found')],
    ['404, in somebody else’s', plain(404)],
  ])('is told, by %s, and nothing is called failed', async (_, answer) => {
    await page.clock.install()
    shop.starts('A', { status: 'scan', secondsLeft: 20 })
    await open('ovo-qris')
    await heading('Scan to pay Rp196.000')
    await page.getByRole('img').locator('path').waitFor()
    await everythingAnswers(answer)
    await page.clock.runFor(4_000)
    await bannerSays('Sign in again, or reload this page. What you have confirmed counts all the same.')
    await heading('Scan to pay Rp196.000')
    await listenToRegion()
    await page.clock.runFor(20_000)
    await heading('Checking with OVO…')
    await bannerSays('Sign in again, or reload this page.')
    // Said with what changed, and not at each question.
    expect(new Set((await said()).filter((text) => text.includes('Checking')))).toHaveProperty('size', 1)
    // Signed in elsewhere: it goes on by itself.
    await page.unrouteAll()
    shop.say('A', { status: 'paid' })
    await page.clock.runFor(30_000)
    await heading('Payment successful')
    expect(await banner().count()).toBe(0)
  })

  test('is told of a top-up and of a link too, in Indonesian', async () => {
    await page.clock.install()
    for (const [markup, view, title] of [
      ['<ovo-top-up top-up="A" amount="196000"></ovo-top-up>', { status: 'sending' }, 'Sedang dikirim…'],
      ['<ovo-link base="/ovo/A"></ovo-link>', { status: 'checking' }, 'Sedang ditautkan…'],
    ] as const) {
      await page.unrouteAll()
      shop.say('A', view)
      await page.goto(shop.page(markup, { lang: 'id' }))
      await heading(title)
      await everythingAnswers(refused(401, 'not-signed-in'))
      await page.clock.runFor(10_000)
      await bannerSays('Masuk lagi, atau muat ulang halaman ini.')
      await heading(title)
    }
  })

  test('in the words of the shop', async () => {
    await page.clock.install()
    await open('ovo-qris')
    await page.evaluate(`document.querySelector('ovo-qris').texts = { en: { signedOut: 'Who are you?' } }`)
    await heading('Scan to pay Rp196.000')
    await everythingAnswers(plain(401))
    await page.clock.runFor(4_000)
    await bannerSays('Who are you?')
  })
})

describe('a shop that does not answer', () => {
  test.each([
    ['502', plain(502)],
    ['503', plain(503)],
    ['504', plain(504)],
    ['503, for want of a store', refused(503, 'unavailable')],
    ['500', plain(500)],
    ['no answer at all', null],
  ])('is not a phone that is offline: %s', async (_, answer) => {
    await page.clock.install()
    await open('ovo-qris')
    await heading('Scan to pay Rp196.000')
    await page.getByRole('img').locator('path').waitFor()
    await everythingAnswers(answer)
    await page.clock.runFor(4_000)
    await bannerSays('The shop does not answer right now. We keep trying.')
    expect(await page.getByText('You are offline').count()).toBe(0)
    await heading('Scan to pay Rp196.000')
    await page.unrouteAll()
    await page.clock.runFor(30_000)
    await expect.poll(() => banner().count()).toBe(0)
  })

  test('is told from a phone that is', async () => {
    await page.clock.install()
    shop.events = 'refused'
    await open('ovo-qris')
    await heading('Scan to pay Rp196.000')
    await everythingAnswers(null)
    await context.setOffline(true)
    await bannerSays('You are offline.')
    await page.clock.runFor(10_000)
    await bannerSays('You are offline.')
    await context.setOffline(false)
    await page.clock.runFor(4_000)
    await bannerSays('The shop does not answer right now.')
  })

  test('says nothing of it any more where the shopper goes on', async () => {
    await page.clock.install()
    await page.route('**/ovo/**', (route) => route.abort())
    await open('ovo-push-to-pay')
    await heading('That did not work')
    await page.unrouteAll()
    await page.clock.runFor(6_000)
    await heading('Pay Rp196.000 with OVO')
    expect(await banner().count()).toBe(0)
  })
})

test('whoever asks too often is not told that the shop is away', async () => {
  await page.clock.install()
  await open('ovo-qris')
  await heading('Scan to pay Rp196.000')
  await page.getByRole('img').locator('path').waitFor()
  await everythingAnswers(refused(429, 'too-many-requests'))
  await page.clock.runFor(10_000)
  expect(await banner().count()).toBe(0)
})
