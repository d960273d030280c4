import { beforeEach, describe, expect, test } from 'vitest'
import { asked, eachOnAPage, heading, open, page, press, shop } from './live-page.ts'

eachOnAPage()
beforeEach(() => page.clock.install())

const comesBack = () => page.evaluate('document.dispatchEvent(new Event("visibilitychange"))')
const push = { method: 'push-to-pay', maskedPhone: '0812****7890' } as const

/** Asks the phone, and the answer to that is lost: `reached` says whether the question was, too. */
async function loseThePush({ reached }: { readonly reached: boolean }): Promise<void> {
  await page.route(
    '**/push-to-pay',
    async (route) => {
      if (reached) await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
  await page.getByLabel('Your OVO phone number').fill('0812 3456 7890')
  await press('Ask my phone')
  await heading('That did not work')
}

describe('a question whose answer is lost', () => {
  test('may have reached the phone: what came of it is shown without anybody asking', async () => {
    shop.starts('A', { ...push, status: 'confirm', secondsLeft: 50 })
    await open('ovo-push-to-pay')
    await loseThePush({ reached: true })
    await page.clock.runFor(6_000)
    await heading('Look at your phone')
  })

  test('may have been paid: whoever comes back from the wallet app sees that, and no field for a number', async () => {
    shop.starts('A', { ...push, status: 'confirm', secondsLeft: 50 })
    await open('ovo-payment-methods')
    await press('OVO app')
    await loseThePush({ reached: true })
    shop.say('A', { ...push, status: 'paid' })
    await comesBack()
    await heading('Payment successful')
    expect(asked('POST push-to-pay')).toBe(1)
  })

  test('did not arrive: the number is there still, and one press asks', async () => {
    shop.say('A', { status: 'expired' })
    shop.starts('A', { ...push, status: 'confirm', secondsLeft: 50 })
    await open('ovo-payment-methods')
    await press('Pay with OVO app')
    await loseThePush({ reached: false })
    await press('Try again')
    await heading('Pay Rp196.000 with OVO')
    expect(await page.getByLabel('Your OVO phone number').inputValue()).toBe('0812 3456 7890')
    await press('Ask my phone')
    await heading('Look at your phone')
  })

  test('did not arrive, and nothing does: it says so again, and does not load for ever', async () => {
    shop.say('A', { status: 'expired' })
    await open('ovo-qris')
    await heading('This code has expired')
    await page.route('**/ovo/**', (route) => route.abort())
    await press('Get a new code')
    await heading('That did not work')
    await press('Try again')
    await heading('That did not work')
    // The shop is back, and the browser had not noticed that it was away.
    await page.unrouteAll()
    await page.clock.runFor(6_000)
    await heading('Scan to pay Rp196.000')
    expect(asked('POST qris')).toBe(1)
  })
})

test('an old answer that comes late does not end what is followed now', async () => {
  const expired = { status: 'expired' } as const
  shop.say('A', expired)
  shop.events = 'refused'
  await open('ovo-qris')
  await heading('This code has expired')
  let letGo = (): void => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route(
    '**/payment',
    async (route) => {
      const old = await route.fetch()
      await held
      await route.fulfill({ response: old })
    },
    { times: 1 },
  )
  await comesBack()
  await expect.poll(() => asked('GET payment')).toBe(2)
  await press('Get a new code')
  await heading('Scan to pay Rp196.000')
  const answered = page.waitForResponse('**/payment')
  letGo()
  await answered
  shop.say('A', { status: 'paid' })
  await page.clock.runFor(10_000)
  await heading('Payment successful')
})

describe('what is over may turn all the same', () => {
  test('a code that was paid in its last second turns by itself, as the page says', async () => {
    shop.say('A', { status: 'expired', secondsLeft: -3 })
    await open('ovo-qris')
    await heading('This code has expired')
    await page.getByText('this page turns by itself').first().waitFor()
    shop.say('A', { status: 'paid' })
    await page.clock.runFor(6_000)
    await heading('Payment successful')
  })

  test('but is not asked about for ever, nor while nobody looks', async () => {
    shop.say('A', { status: 'expired', secondsLeft: -700 })
    await open('ovo-qris')
    await heading('This code has expired')
    const before = shop.requests.length
    await page.clock.runFor(20_000)
    expect(shop.requests.length).toBe(before)
    shop.say('A', { status: 'expired', secondsLeft: -3 })
    await comesBack()
    await expect.poll(() => shop.requests.length).toBe(before + 1)
    await page.evaluate('Object.defineProperty(document, "hidden", { get: () => true })')
    await page.clock.runFor(20_000)
    expect(shop.requests.length).toBe(before + 1)
  })
})

describe('a stream that a proxy holds back', () => {
  test('hinders nobody from asking every three seconds', async () => {
    shop.events = 'held'
    await open('ovo-qris')
    await heading('Scan to pay Rp196.000')
    await expect.poll(() => asked('GET payment/events')).toBe(1)
    const before = asked('GET payment')
    for (let second = 0; second < 30; second++) await page.clock.runFor(1_000)
    await expect.poll(() => asked('GET payment') - before).toBeGreaterThanOrEqual(9)
    expect(asked('GET payment') - before).toBeLessThanOrEqual(16)
  })

  test('keeps nobody waiting who comes back to the page', async () => {
    shop.events = 'held'
    shop.say('A', { method: 'linked', status: 'pin', secondsLeft: 300 })
    await open('ovo-linked-pay')
    await heading('Enter your PIN at OVO')
    shop.say('A', { method: 'linked', status: 'cancelled' })
    await comesBack()
    // Long before the stream is given up.
    await page.getByRole('heading', { name: 'Cancelled' }).waitFor({ timeout: 3_000 })
  })
})

describe('an answer that is not the shop’s own', () => {
  const answers = [
    [502, 'text/html', '<h1>Bad gateway</h1>', 'The shop cannot be reached.'],
    [500, 'application/json', '{"error":"Internal Server Error"}', 'Something went wrong on our side.'],
    [500, 'application/json', 'null', 'Something went wrong on our side.'],
    [200, 'text/html', '<h1>Hotel Wi-Fi</h1>', 'The shop cannot be reached.'],
  ] as const

  test.each(answers)('%i with %s %s is told as what it is', async (status, contentType, body, says) => {
    await page.route('**/payment', (route) => route.fulfill({ status, contentType, body }))
    await open('ovo-qris')
    await heading('That did not work')
    expect(await page.locator('.text').allTextContents()).toEqual([expect.stringContaining(says)])
  })
})
