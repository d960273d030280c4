import type { Browser } from 'playwright-core'
import type { PlacedScreen } from './journeys.ts'
import { type Mandate, mandates } from './mandates.ts'
import type { MockupShop } from './screen-page.ts'
import { type DrawnScreen, framePage, sheetsPage } from './sheets.ts'
import { openStage } from './stage.ts'

export interface Mockups {
  readonly pdf: Uint8Array
  readonly pages: number
  readonly screens: readonly (PlacedScreen & { readonly png: Uint8Array; readonly text: string })[]
  /** What OVO wants seen and nobody can read on its screen, such as what a style sheet hides. */
  readonly missing: readonly Mandate[]
  /** Screens that do not fit the width of a phone. */
  readonly tooWide: readonly PlacedScreen[]
  /** Addresses that the shop's style sheet asked for in vain. */
  readonly notLoaded: readonly string[]
}

/** Draws screens with the real elements in a real browser: each in a phone, and all on sheets. */
export async function drawMockups(
  browser: Browser,
  {
    shop,
    wanted,
    date,
    onScreen,
  }: {
    readonly shop: MockupShop
    readonly wanted: readonly PlacedScreen[]
    /** Of the document. */
    readonly date: Date
    readonly onScreen: (file: string) => void
  },
): Promise<Mockups> {
  const stage = await openStage(browser, shop)
  const onDesk = await browser.newContext({ viewport: { width: 464, height: 980 }, deviceScaleFactor: 2 })
  try {
    const desk = await onDesk.newPage()
    const screens: Mockups['screens'][number][] = []
    const drawn: DrawnScreen[] = []
    const tooWide: PlacedScreen[] = []
    for (const placed of wanted) {
      const { text, isTooWide } = await stage.show(placed)
      if (isTooWide) tooWide.push(placed)
      const one = { ...placed, picture: dataUrl(await stage.photograph()) }
      await desk.setContent(framePage(one))
      screens.push({ ...placed, text, png: await desk.locator('figure').screenshot() })
      drawn.push(one)
      onScreen(placed.file)
    }
    const { html, pages } = sheetsPage({ shop: shop.name, date, drawn, mandates })
    await desk.setContent(html)
    const pdf = await desk.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true })
    const missing = unreadable(screens, shop)
    return { pdf, pages, screens, missing, tooWide, notLoaded: [...stage.notLoaded] }
  } finally {
    await stage.close()
    await onDesk.close()
  }
}

const dataUrl = (png: Uint8Array): string => `data:image/png;base64,${Buffer.from(png).toString('base64')}`

const plain = (text: string): string => text.toLowerCase().replace(/\.$/, '')

/** Which of them cannot be read on the screen that is to show them. Those of screens that were not drawn do not count. */
export function unreadable(
  screens: readonly { readonly path: string; readonly text: string }[],
  { language }: Pick<MockupShop, 'language'>,
): readonly Mandate[] {
  const texts = new Map(screens.map(({ path, text }) => [path, plain(text)]))
  return mandates.filter(({ on, says }) => {
    const text = texts.get(on)
    return text !== undefined && !says.every((words) => text.includes(plain(words[language])))
  })
}
