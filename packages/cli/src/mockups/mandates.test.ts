import { readFileSync } from 'node:fs'
import { noAnswerText, pushToPayCodes } from '@ovokit/core/push-to-pay'
import { topUpRefusals } from '@ovokit/core/top-up'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unreadable } from './draw-mockups.ts'
import { allScreens } from './journeys.ts'
import { mandates, sources } from './mandates.ts'
import { openStage } from './stage.ts'

let browser: Browser
beforeAll(async () => {
  const args = ['--headless', '--no-sandbox', '--disable-gpu']
  browser = await playwright.launch({ executablePath: await chromium.executablePath(), args })
})
afterAll(() => browser.close())

test.each(['id', 'en'] as const)('all that OVO wants seen can be read on its screen, in %s', async (language) => {
  const stage = await openStage(browser, { name: 'Toko & Kopi', css: null, language })
  const screens: { path: string; text: string }[] = []
  for (const placed of allScreens) {
    const { text, isTooWide } = await stage.show(placed)
    expect(isTooWide, placed.file).toBe(false)
    screens.push({ path: placed.path, text })
  }
  // Time stands still, so that two drawings of a countdown are one picture.
  const counting = allScreens.filter(({ path }) => path === 'push-to-pay/confirm' || path === 'qris/scan')
  const photographs = []
  for (const placed of [...counting, ...counting]) {
    await stage.show(placed)
    photographs.push(Buffer.from(await stage.photograph()).toString('base64'))
  }
  await stage.close()
  expect(photographs.slice(2)).toEqual(photographs.slice(0, 2))
  expect(unreadable(screens, { language })).toEqual([])
  for (const { path, text } of screens) {
    const without = screens.filter((one) => one.path !== path)
    const asked = mandates.filter(({ on }) => on === path)
    // Where a screen said nothing, each of its mandates would be missed.
    expect(unreadable([...without, { path, text: '' }], { language })).toEqual(asked)
    expect(text.length, path).toBeGreaterThan(20)
  }
})

test('everything asked for has its screen, and every text that OVO wants told is asked for', () => {
  const paths = new Set(allScreens.map(({ path }) => path))
  expect(mandates.filter(({ on }) => !paths.has(on))).toEqual([])
  const told = [...pushToPayCodes, ...topUpRefusals].flatMap(({ shopper }) => shopper ?? [])
  expect(told).toHaveLength(8)
  const said = mandates.flatMap(({ says }) => says)
  for (const text of [...told, noAnswerText]) expect(said).toContainEqual(text)
})

test('names files so that they sort as the journeys go', () => {
  const files = allScreens.map(({ file }) => file)
  expect([...files].sort()).toEqual(files)
  expect(new Set(allScreens.map(({ path }) => path)).size).toBe(files.length)
})

test('the guide has the table as it is', () => {
  const guide = readFileSync(new URL('../../../../docs/guides/mockups.md', import.meta.url), 'utf8')
  const rows = mandates.map(({ asks, source, on, says }) => {
    const file = allScreens.find(({ path }) => path === on)?.file.replace('.png', '')
    return `| ${asks.en} | ${sources[source].en} | \`${file}\` | ${says.map(({ id }) => `\`${id}\``).join(', ')} |`
  })
  expect(guide).toContain(rows.join('\n'))
})
