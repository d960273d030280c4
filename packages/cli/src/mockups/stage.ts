import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { browserFiles } from '@ovokit/elements/files'
import type { Browser, Page, Route } from 'playwright-core'
import { CliError } from '../cli-error.ts'
import type { PlacedScreen } from './journeys.ts'
import { mockAnswer } from './mock-shop.ts'
import type { ElementScreen } from './mockup-screen.ts'
import { type MockupShop, screenPage } from './screen-page.ts'

/** A phone on which one screen after the other is put on. */
export interface Stage {
  /** Resolves with what can be read there, when nothing on it changes any more. */
  show(placed: PlacedScreen): Promise<{ readonly text: string; readonly isTooWide: boolean }>
  photograph(): Promise<Uint8Array>
  /** What the shop's style sheet wanted from elsewhere, and did not get. */
  readonly notLoaded: ReadonlySet<string>
  close(): Promise<void>
}

/** Width and height of the page in the phone, in CSS pixels: as tall as the tallest screen, the QR. */
export const phoneSize = { width: 390, height: 780 }

/** A place that no request leaves: everything is answered here. */
const origin = 'http://mockups.invalid'
/** When every screen is drawn, so that two drawings are the same. */
const sampleTime = Date.parse('2026-01-05T10:00:00+07:00')

/** @throws {CliError} out of `show`: `css-unusable`, `screen-missing` */
export async function openStage(browser: Browser, shop: MockupShop): Promise<Stage> {
  const phone = { viewport: phoneSize, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }
  const context = await browser.newContext(phone)
  await context.clock.setFixedTime(sampleTime)
  const page = await context.newPage()
  const notLoaded = new Set<string>()
  let now: PlacedScreen | null = null
  await page.route('**/*', (route) => {
    const url = route.request().url()
    if (now === null) return route.fulfill({ contentType: 'text/html', body: '' })
    return answer(route, now, shop, () => notLoaded.add(url))
  })
  await page.goto(`${origin}/`)
  return {
    notLoaded,
    show: async (placed) => {
      now = placed
      await page.setViewportSize(phoneSize)
      // Into the page that is there: the elements' script is loaded once for all of them.
      await page.setContent(screenPage(placed, shop))
      const { shows } = placed.screen
      if (shop.css !== null && !('ovo' in shows)) await checkTheme(page)
      if ('tag' in shows) await play(page, shows, shop).catch((cause: unknown) => fail(placed, cause))
      const [text, width, height] = await page.evaluate<[string, number, number]>(readable)
      // A style sheet may make a screen taller than the phone. (A picture of the full page has no touch screen.)
      await page.setViewportSize({ ...phoneSize, height: Math.max(phoneSize.height, height) })
      return { text: text.replace(/\s+/g, ' ').trim(), isTooWide: width > phoneSize.width }
    },
    photograph: () => page.screenshot({ animations: 'disabled' }),
    close: () => context.close(),
  }
}

/** What a person reads: of the page, and of the element in it. */
const readable = `(() => {
  const inside = [...document.querySelectorAll('main > *')].flatMap(({ shadowRoot }) => shadowRoot === null ? [] : [shadowRoot.querySelector('.screen')?.innerText ?? ''])
  const { scrollWidth, scrollHeight } = document.documentElement
  return [[document.body.innerText, ...inside].join(' '), scrollWidth, scrollHeight]
})()`

/** Does what the customer does, and waits for what comes of it. */
async function play(page: Page, shows: ElementScreen, { language }: MockupShop): Promise<void> {
  const { tag, step, press, phone } = shows
  const element = page.locator(tag)
  if (press !== undefined) await element.getByRole('button', { name: press[language] }).click()
  if (phone !== undefined) {
    await element.getByRole('textbox').fill(phone)
    await element.locator('button[type=submit]').click()
  }
  // A finger leaves no mark, and a pointer that stays does.
  await page.mouse.move(0, 0)
  await page.locator(`${tag} [data-screen="${step}"]`).waitFor()
  if (phone !== undefined && step === 'phone') await element.getByRole('alert').filter({ hasText: /\w/ }).waitFor()
  if (step === 'scan') await element.locator('.frame path').waitFor()
}

function fail({ file }: PlacedScreen, cause: unknown): never {
  throw new CliError(
    'failed',
    'screen-missing',
    {
      en: `${file} did not come up in the browser: does the style sheet hide it?`,
      id: `${file} tidak muncul di browser: apakah disembunyikan stylesheet?`,
    },
    { cause },
  )
}

async function checkTheme(page: Page): Promise<void> {
  const rules = await page.evaluate<number>('document.styleSheets[1]?.cssRules.length ?? 0')
  if (rules > 0) return
  throw new CliError('failed', 'css-unusable', {
    en: '--css names a file without a single rule that a browser understands: is it a style sheet?',
    id: 'berkas --css tidak berisi satu aturan pun yang dimengerti browser: apakah itu stylesheet?',
  })
}

async function answer(route: Route, placed: PlacedScreen, shop: MockupShop, onLost: () => void): Promise<void> {
  const { shows } = placed.screen
  const request = route.request()
  const { pathname: path, origin: from } = new URL(request.url())
  const text = (type: string, body: string): Promise<void> =>
    route.fulfill({ contentType: `text/${type}; charset=utf-8`, body })
  if (from === origin) {
    if (path === '/shop.css') return text('css', shop.css?.text ?? '')
    if (path === '/favicon.ico') return route.fulfill({ status: 404 })
    if (path.startsWith('/elements/'))
      return text('javascript', await readFile(join(browserFiles, basename(path)), 'utf8'))
    const said = 'tag' in shows ? mockAnswer(shows, { method: request.method(), path, now: sampleTime }) : null
    if (said !== null) return route.fulfill({ status: said.status, contentType: said.type, body: said.body })
    // A font or a picture beside the style sheet; an address has no way out of its folder.
    const file = join(shop.css?.folder ?? '', path)
    if (shop.css !== null && existsSync(file)) return route.fulfill({ path: file })
  }
  onLost()
  return route.abort()
}
