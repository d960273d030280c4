import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { browserFiles } from '@ovokit/elements/files'
import type { Browser, Page, Route } from 'playwright-core'
import { mockAnswer } from './mock-shop.ts'
import { framePage, type MockupShop, screenPage, sheetsPage } from './mockup-pages.ts'
import type { Journey, MockupScreen } from './mockup-screen.ts'

export interface Mockups {
  readonly pdf: Uint8Array
  /** PNGs by file name, `link-1-activation.png`. */
  readonly pictures: ReadonlyMap<string, Uint8Array>
}

/** A place that no request leaves: everything is answered here. */
const origin = 'http://mockups.invalid'
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }

/** Draws every screen with the real elements in a real browser, alone and on sheets. */
export async function drawMockups(
  browser: Browser,
  {
    shop,
    journeys,
    onScreen,
  }: { readonly shop: MockupShop; readonly journeys: readonly Journey[]; readonly onScreen: (name: string) => void },
): Promise<Mockups> {
  const onPhone = await browser.newContext(phone)
  const onDesk = await browser.newContext({ viewport: { width: 1200, height: 900 } })
  try {
    const [page, desk] = [await onPhone.newPage(), await onDesk.newPage()]
    const pictures = new Map<string, Uint8Array>()
    const drawn: { readonly journey: Journey; readonly pictures: readonly string[] }[] = []
    for (const journey of journeys) {
      const shots: string[] = []
      for (const [index, screen] of journey.screens.entries()) {
        const shot = dataUrl(await drawScreen(page, screen, shop))
        await desk.setContent(framePage(screen, shot))
        const name = `${journey.name}-${index + 1}-${screen.name}.png`
        pictures.set(name, await desk.locator('figure').screenshot())
        shots.push(shot)
        onScreen(name)
      }
      drawn.push({ journey, pictures: shots })
    }
    await desk.setContent(sheetsPage(shop, drawn))
    return { pdf: await desk.pdf({ preferCSSPageSize: true, printBackground: true }), pictures }
  } finally {
    await onPhone.close()
    await onDesk.close()
  }
}

const dataUrl = (png: Uint8Array): string => `data:image/png;base64,${Buffer.from(png).toString('base64')}`

async function drawScreen(page: Page, screen: MockupScreen, shop: MockupShop): Promise<Uint8Array> {
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.route('**/*', (route) => answer(route, screen, shop))
  await page.goto(`${origin}/`)
  const { shows } = screen
  if ('tag' in shows) {
    const { tag, step, press, phone } = shows
    const element = page.locator(tag)
    if (press !== undefined) await element.getByRole('button', { name: press[shop.language] }).click()
    if (phone !== undefined) {
      await element.getByRole('textbox').fill(phone)
      await element.locator('button[type=submit]').click()
    }
    await page.locator(`${tag}[data-screen="${step}"]`).waitFor()
    if (phone !== undefined && step === 'phone') await element.getByRole('alert').filter({ hasText: /\w/ }).waitFor()
    if (step === 'scan') await element.locator('.frame path').waitFor()
  }
  return page.screenshot({ animations: 'disabled' })
}

async function answer(route: Route, screen: MockupScreen, shop: MockupShop): Promise<void> {
  const request = route.request()
  const path = new URL(request.url()).pathname
  if (!request.url().startsWith(origin)) return route.abort()
  if (path === '/') return route.fulfill({ contentType: 'text/html; charset=utf-8', body: screenPage(screen, shop) })
  if (path.startsWith('/elements/')) {
    const body = await readFile(join(browserFiles, basename(path)), 'utf8')
    return route.fulfill({ contentType: 'text/javascript; charset=utf-8', body })
  }
  const said =
    'tag' in screen.shows ? mockAnswer(screen.shows, { method: request.method(), path, now: Date.now() }) : null
  if (said === null) return route.fulfill({ status: 404 })
  return route.fulfill({ status: said.status, contentType: said.type, body: said.body })
}
