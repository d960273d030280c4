import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../../examples/express-shop/src/testing/open-browser.ts'
import { paymentStates } from './states.ts'
import { type StubShop, startStubShop } from './stub-shop.ts'

/** Set it to a folder to look at every state. */
const screenshots = process.env.SCREENSHOTS

let browser: Browser
let shop: StubShop
beforeAll(async () => {
  shop = await startStubShop()
  for (const [name, { view, refusal }] of Object.entries(paymentStates)) {
    shop.say(name, view)
    shop.refuse(name, refusal)
  }
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await shop.close()
})

const widths = [
  { width: 320, isMobile: true },
  { width: 390, isMobile: true },
  { width: 1280, isMobile: false },
]
const looks = widths.flatMap((size) =>
  (['id', 'en'] as const).flatMap((lang) => (['light', 'dark'] as const).map((scheme) => ({ ...size, lang, scheme }))),
)

/** What WCAG 2.2 A and AA ask for, and what axe itself holds for good. */
const axeRun = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
  .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => [id, target.flat().join(' '), failureSummary].join(': '))))`

async function typePhones(page: Page): Promise<void> {
  for (const [name, { phone }] of Object.entries(paymentStates)) {
    if (phone === undefined) continue
    const element = page.locator(`[order="${name}"]`)
    await element.getByRole('textbox').fill(phone)
    await element.locator('button[type=submit]').click()
    await element.getByRole('alert').filter({ hasText: /\w/ }).waitFor()
  }
}

test.each(looks)('every state of a payment at $width px, $lang, $scheme', async ({ width, isMobile, lang, scheme }) => {
  const context = await browser.newContext({ viewport: { width, height: 800 }, isMobile, hasTouch: isMobile })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (404|409|422|502)/.test(message.text())) problems.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(shop.url)) problems.push(`asked ${request.url()}`)
  })
  // Countdowns begin with the page.
  for (const [name, { view }] of Object.entries(paymentStates)) shop.say(name, view === null ? null : { ...view })
  const body = Object.entries(paymentStates)
    .map(([name, { element }]) => `<${element} order="${name}" amount="196000"></${element}>`)
    .join('')
  await page.goto(shop.page(body, { lang, scheme }))
  await typePhones(page)
  const index = lang === 'id' ? 0 : 1
  for (const [name, { heading, says }] of Object.entries(paymentStates)) {
    const element = page.locator(`[order="${name}"]`)
    // By the accessibility tree: what a screen reader finds.
    await element.getByRole('heading', { name: heading[index], exact: true }).waitFor()
    if (says !== undefined) expect(await element.locator('.panel').textContent(), name).toContain(says[index])
  }
  await page
    .locator('[order=ready]')
    .getByRole('img', { name: /^(Kode QRIS|QRIS code)/ })
    .locator('path')
    .waitFor()

  const overflow = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect(overflow, 'wider than the screen').toBe(0)
  const cdp = await context.newCDPSession(page)
  await cdp.send('Runtime.evaluate', { expression: axe.source })
  const found = await cdp.send('Runtime.evaluate', { expression: axeRun, awaitPromise: true, returnByValue: true })
  expect(found.result.value).toEqual([])
  if (screenshots !== undefined) {
    mkdirSync(screenshots, { recursive: true })
    for (const name of Object.keys(paymentStates))
      await page
        .locator(`[order="${name}"]`)
        .screenshot({ path: join(screenshots, `${name}-${width}-${lang}-${scheme}.png`) })
  }
  expect(problems).toEqual([])
  await context.close()
})
