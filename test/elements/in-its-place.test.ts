import { describe, expect, test } from 'vitest'
import { eachOnAPage, heading, inside, page, shop } from './live-page.ts'

eachOnAPage({ width: 320 })

describe('the word that there is no connection', () => {
  test.each([
    [320, 'id'],
    [320, 'en'],
    [390, 'id'],
    [1280, 'en'],
  ] as const)('covers no amount, no code and no time left, at %i px, %s', async (width, lang) => {
    await page.setViewportSize({ width, height: 800 })
    await page.goto(shop.page('<ovo-qris order="A" amount="196000"></ovo-qris><p id="after">Below.</p>', { lang }))
    await page.getByRole('img').locator('path').waitFor()
    const after = await page.locator('#after').boundingBox()
    await page.evaluate('window.dispatchEvent(new Event("offline"))')
    await page.locator('.banner').waitFor()
    const covered = await inside<string[]>(`['.title', '.frame', '.timer'].filter((one) => {
      const [a, b] = [root.querySelector(one), root.querySelector('.banner')].map((part) => part.getBoundingClientRect())
      return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
    })`)
    expect(covered).toEqual([])
    // It is on the screen, and has moved nothing.
    const box = await page.locator('.banner').boundingBox()
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(800)
    expect(await page.locator('#after').boundingBox()).toEqual(after)
  })
})

test('the focus stays in a screen whose link becomes a button', async () => {
  const pinPage = { web: 'https://ovo.invalid/pin', app: null }
  const payment = { id: 'payment-1', method: 'linked', status: 'pin', secondsLeft: 300 } as const
  shop.say('A', { ...payment, pinPage })
  await page.goto(shop.page('<ovo-linked-pay order="A" amount="196000"></ovo-linked-pay>'))
  await page.getByRole('link', { name: 'Open OVO’s page' }).focus()
  await expect.poll(() => shop.requests).toContain('GET payment/events')
  shop.say('A', payment)
  await page.getByRole('button', { name: 'Open OVO’s page' }).waitFor()
  expect(await inside<string>('root.activeElement?.textContent')).toBe('Enter your PIN at OVO')
})

describe('what a template leaves empty', () => {
  test('is as if it was not there: no payment of Rp0, and the usual ways', async () => {
    await page.goto(shop.page('<ovo-payment-methods order="A" amount="" methods=""></ovo-payment-methods>'))
    await heading('Pay')
    expect(await page.getByRole('button').count()).toBe(2)
  })

  test('and ways may be parted by commas', async () => {
    await page.goto(
      shop.page('<ovo-payment-methods order="A" amount="5000" methods="linked, qris"></ovo-payment-methods>'),
    )
    await heading('Pay Rp5.000')
    expect(await page.locator('.way strong').allTextContents()).toEqual(['Your OVO account', 'QRIS'])
  })
})

test('long words of the shop’s own stay in their place', async () => {
  const name = 'Dompet OVO yang sudah Anda tautkan di toko ini'
  await page.goto(shop.page('<ovo-payment-methods order="A" amount="196000"></ovo-payment-methods>'))
  await heading('Pay Rp196.000')
  await page.evaluate(`document.querySelector('[order]').texts = { en: { pushWay: '${name}' } }`)
  await page.getByRole('button', { name }).waitFor()
  const [way = 0, panel = 0] = await inside<readonly number[]>(
    `['.way', '.panel'].map((part) => root.querySelector(part).getBoundingClientRect().right)`,
  )
  expect(way).toBeLessThan(panel)
})

test('a screen reader is told how long this code lives, and not how long a new one would', async () => {
  const said = () => inside<string>('root.querySelector("[role=status]").textContent')
  shop.say('A', { status: 'scan', secondsLeft: 42 })
  await page.goto(shop.page('<ovo-qris order="A" amount="196000"></ovo-qris>'))
  await heading('Scan to pay Rp196.000')
  expect(await said()).toMatch(/valid for 4[12] seconds\.$/)
  // The same words while it runs down: nobody listens to a ticking clock.
  const before = await said()
  await expect.poll(() => page.getByRole('timer').textContent()).toMatch(/0:(39|40)$/)
  expect(await said()).toBe(before)
})
