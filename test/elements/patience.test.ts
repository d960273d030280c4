import { expect, test } from 'vitest'
import { asked, eachOnAPage, heading, listenToRegion, open, page, press, said, shop } from './live-page.ts'

eachOnAPage()

const timer = (words: RegExp) => page.getByRole('timer').getByText(words).waitFor()
const again = () => page.getByRole('button', { name: 'Try again' })

test('who must wait sees by the server’s clock how long, hears no seconds, and may then try again', async () => {
  await page.clock.install()
  // The phone's clock is seven minutes slow.
  shop.ahead = 7 * 60_000
  shop.say('A', { status: 'expired', secondsLeft: -700 })
  await open('ovo-qris')
  await heading('This code has expired')
  shop.refuse('A', { status: 429, code: 'too-many-requests', message: 'That was too often.' })
  await press('Get a new code')
  await heading('That did not work')
  await timer(/^Try again in 0:4\d\.$/)
  expect(await again().count()).toBe(0)
  await listenToRegion()
  await page.clock.runFor(20_000)
  await timer(/^Try again in 0:2\d\.$/)
  await page.clock.runFor(12_000)
  await timer(/^Try again in 0:(0\d|10)\.$/)
  expect(await said()).toEqual([])
  shop.refuse('A', null)
  await page.clock.runFor(12_000)
  await again().waitFor()
  expect(await page.getByRole('timer').count()).toBe(0)
})

test('in the field for the number too, where the number can be sent all the while', async () => {
  await page.clock.install()
  shop.refuse('A', { status: 429, code: 'too-many-requests', message: 'That was too often.' })
  await open('ovo-push-to-pay')
  await page.getByLabel('Your OVO phone number').fill('0812 3456 7890')
  await press('Ask my phone')
  await timer(/^Try again in 0:4\d\.$/)
  const alert = page.getByRole('alert')
  expect(await alert.textContent()).toBe('That was too often.')
  await page.clock.runFor(20_000)
  await timer(/^Try again in 0:2\d\.$/)
  expect(await alert.textContent()).toBe('That was too often.')
  await page.clock.runFor(25_000)
  await expect.poll(() => page.getByRole('timer').count()).toBe(0)
  shop.refuse('A', null)
  shop.starts('A', { method: 'push-to-pay', maskedPhone: '0812****7890', status: 'confirm', secondsLeft: 50 })
  await press('Ask my phone')
  await heading('Look at your phone')
  expect(asked('POST push-to-pay')).toBe(2)
})
