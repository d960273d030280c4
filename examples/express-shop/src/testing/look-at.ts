import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Set it to a folder to look at every page. */
const folder = process.env.SCREENSHOTS

/** What is on the screen has been looked at: it fits, and nothing complained. */
export async function lookAt(
  page: Page,
  { name, problems }: { readonly name: string; readonly problems: readonly string[] },
): Promise<void> {
  const width = await page.evaluate<number>('document.documentElement.scrollWidth')
  expect(width, `${name} is wider than the screen`).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0)
  expect(problems).toEqual([])
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}
