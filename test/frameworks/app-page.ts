import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../../examples/express-shop/src/testing/open-browser.ts'
import { type StubShop, startStubShop } from '../elements/stub-shop.ts'

/** A shop and a browser for the tests of one framework. */
export interface AppStage {
  readonly shop: StubShop
  /** Opens an app's script on a new page, over what a server `wrote` into it. */
  open(script: string, options?: { readonly wrote?: string; readonly bypassCSP?: boolean }): Promise<AppPage>
  close(): Promise<void>
}

export interface AppPage {
  readonly page: Page
  /** Runs an expression in the page, where the app has put its own names. */
  run<Value = unknown>(expression: string): Promise<Value>
  /** What the page was told in the console as a warning or an error, or threw. */
  readonly complaints: string[]
  heading(name: string): Promise<void>
  close(): Promise<void>
}

/** The browser's own word on an answer that is no 200, as when nothing has begun yet. */
const networkNoise = /^Failed to load resource/

export async function openAppStage(): Promise<AppStage> {
  const [shop, browser]: [StubShop, Browser] = await Promise.all([startStubShop(), openBrowser()])
  return {
    shop,
    open: async (script, { wrote = '', bypassCSP = false } = {}) => {
      const page = await browser.newPage({ bypassCSP })
      page.setDefaultTimeout(10_000)
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('console', (message) => {
        if (!['warning', 'error'].includes(message.type()) || networkNoise.test(message.text())) return
        complaints.push(message.text())
      })
      await page.goto(shop.page(`<div id="root">${wrote}</div>`, { script }))
      return {
        page,
        complaints,
        run: (expression) => page.evaluate(expression),
        heading: (name) => page.getByRole('heading', { name, exact: true }).waitFor(),
        close: () => page.close(),
      }
    },
    close: async () => {
      await browser.close()
      await shop.close()
    },
  }
}
