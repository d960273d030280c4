import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../../examples/express-shop/src/testing/open-browser.ts'
import { paymentStates, type State } from './states.ts'
import { type StubShop, startStubShop } from './stub-shop.ts'
import { linkStates, topUpStates } from './wallet-states.ts'

/** Set it to a folder to look at every state. */
const screenshots = process.env.SCREENSHOTS

let browser: Browser
let shop: StubShop
beforeAll(async () => {
  shop = await startStubShop()
  // A browser opens six streams to one server, and this page has more elements.
  shop.events = 'refused'
  for (const [name, { refusal }] of groups.flatMap((states) => Object.entries(states))) shop.refuse(name, refusal)
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
const looks = widths.flatMap((size) => (['id', 'en'] as const).map((lang) => ({ ...size, lang })))

/** What WCAG 2.2 A and AA ask for, and what axe itself holds for good. */
const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** In the dark the page is the same but for its colours. */
const colours = ['color-contrast', 'link-in-text-block']
const runAxe = (runOnly: readonly string[]): string => `axe.run(document, { runOnly: ${JSON.stringify(runOnly)} })
  .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => [id, target.flat().join(' '), failureSummary].join(': '))))`

type States = Readonly<Record<string, State>>

/** A page for each. */
const groups: readonly States[] = [paymentStates, topUpStates, linkStates]

const markup = (name: string, { element }: State): string =>
  element === 'ovo-link'
    ? `<ovo-link id="state-${name}" base="/ovo/${name}"></ovo-link>`
    : `<${element} id="state-${name}" ${element === 'ovo-top-up' ? 'top-up' : 'order'}="${name}" amount="196000"></${element}>`

/** Does what the shopper does in each state, and waits until it has been answered. */
async function act(page: Page, states: States, index: 0 | 1): Promise<void> {
  for (const [name, { phone, press, heading }] of Object.entries(states)) {
    const element = page.locator(`[id="state-${name}"]`)
    if (press !== undefined) await element.getByRole('button', { name: press[index] }).click()
    if (phone === undefined) continue
    await element.getByRole('textbox').fill(phone)
    await element.locator('button[type=submit]').click()
    const answer = element.getByRole('alert').filter({ hasText: /\w/ })
    await answer
      .or(element.getByRole('heading', { name: heading[index], exact: true }))
      .first()
      .waitFor()
  }
}

const patience = { timeout: screenshots === undefined ? 30_000 : 180_000 }

test.each(looks)('every state at $width px, $lang, light and dark', patience, async ({ width, isMobile, lang }) => {
  const context = await browser.newContext({ viewport: { width, height: 800 }, isMobile, hasTouch: isMobile })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (
      message.type() === 'error' &&
      !/status of (401|404|409|422|429|502|503)|ERR_EMPTY_RESPONSE/.test(message.text())
    )
      problems.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(shop.url)) problems.push(`asked ${request.url()}`)
  })
  for (const states of groups) {
    for (const [name, { view, looks, lostBy }] of Object.entries(states)) {
      // Countdowns begin with the page.
      shop.say(name, view === null ? null : { ...view })
      if (looks !== undefined) shop.lose(name, looks, lostBy)
    }
    const body = Object.entries(states)
      .map(([name, state]) => markup(name, state))
      .join('')
    await page.goto(shop.page(body, { lang }))
    const index = lang === 'id' ? 0 : 1
    await act(page, states, index)
    const heights = new Map<string, Record<string, number>>()
    for (const [name, { element: tag, heading, says }] of Object.entries(states)) {
      const element = page.locator(`[id="state-${name}"]`)
      // By the accessibility tree: what a screen reader finds.
      await element.getByRole('heading', { name: heading[index], exact: true }).waitFor()
      if (says !== undefined)
        await expect.poll(() => element.locator('.panel').textContent(), { message: name }).toContain(says[index])
      heights.set(tag, { ...heights.get(tag), [name]: (await element.boundingBox())?.height ?? 0 })
    }
    // Whatever it comes to show, nothing below it moves.
    for (const [tag, all] of heights) expect(new Set(Object.values(all)).size, `${tag}: ${JSON.stringify(all)}`).toBe(1)
    const codes = page.getByRole('img', { name: /^(Kode QRIS|QRIS code)/ })
    for (const code of await codes.all()) await code.locator('path').waitFor()
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    expect(overflow, 'wider than the screen').toBe(0)
    const cdp = await context.newCDPSession(page)
    await cdp.send('Runtime.evaluate', { expression: axe.source })
    for (const [scheme, rules] of [
      ['light', everything],
      ['dark', colours],
    ] as const) {
      await page.evaluate(`document.documentElement.className = '${scheme}'`)
      const found = await cdp.send('Runtime.evaluate', {
        expression: runAxe(rules),
        awaitPromise: true,
        returnByValue: true,
      })
      expect(found.result.value).toEqual([])
      if (screenshots === undefined) continue
      mkdirSync(screenshots, { recursive: true })
      for (const name of Object.keys(states))
        await page
          .locator(`[id="state-${name}"]`)
          .screenshot({ path: join(screenshots, `${name}-${width}-${lang}-${scheme}.png`) })
    }
  }
  expect(problems).toEqual([])
  await context.close()
})
