import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import type { CDPSession, Page } from 'playwright-core'
import { expect } from 'vitest'

/** Set it to a folder to look at every page. */
const screenshots = process.env.SCREENSHOTS

/** What WCAG 2.2 A and AA ask for, and what axe itself holds for good. */
const tags = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
const run = (rules: string): string =>
  `axe.run(document, { runOnly: ${rules} }).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => [id, target.flat().join(' '), failureSummary].join(': '))))`

/** What is on the screen has been looked at, in both themes: it fits, everybody can use it, and nothing complained. */
export async function look(page: Page, name: string, problems: readonly string[]): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  if ((await value(cdp, 'typeof axe')) === 'undefined') await value(cdp, axe.source)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // Themes differ in nothing but colours.
    const rules = colorScheme === 'light' ? tags : "['color-contrast']"
    expect(await value(cdp, run(rules)), `${name}, ${colorScheme}`).toEqual([])
    if (screenshots === undefined) continue
    mkdirSync(screenshots, { recursive: true })
    await page.screenshot({ path: join(screenshots, `${name}-${colorScheme}.png`) })
  }
  const tooWide = await value(cdp, 'document.documentElement.scrollWidth - document.documentElement.clientWidth')
  expect(tooWide, `${name} is wider than the screen`).toBe(0)
  expect(problems).toEqual([])
  await cdp.detach()
}

async function value(cdp: CDPSession, expression: string): Promise<unknown> {
  return (await cdp.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })).result.value
}
