import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { openBrowser } from '../../examples/express-shop/src/testing/open-browser.ts'
import { type StubShop, startStubShop } from './stub-shop.ts'

/** The shop and the phone's page of the test that runs: each test has its own. */
export let shop: StubShop
export let context: BrowserContext
export let page: Page

/** Called once in a file of tests, whose tests then share a browser. */
export function eachOnAPage({ width = 390 }: { readonly width?: number } = {}): void {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    shop = await startStubShop()
    context = await browser.newContext({ viewport: { width, height: 800 }, isMobile: true, hasTouch: true })
    page = await context.newPage()
  })
  afterEach(async () => {
    await context.close()
    await shop.close()
  })
}

export const heading = (name: string) => page.getByRole('heading', { name, exact: true }).waitFor()
export const press = (name: string) => page.getByRole('button', { name }).click()
export const open = (tag: string, attributes = '', after = '<p id="after">What the shop says below.</p>') =>
  page.goto(shop.page(`<${tag} order="A" amount="196000" ${attributes}></${tag}>${after}`))

/** Looks into the element, with `root` for its inside. */
export const inside = <Value>(expression: string) =>
  page.evaluate<Value>(`(() => { const root = document.querySelector('[order]').shadowRoot; return ${expression} })()`)
export const styleOf = (selector: string, property: string) =>
  inside<string>(`getComputedStyle(root.querySelector('${selector}')).${property}`)

export const wholePage = () =>
  page.evaluate<string>('document.documentElement.outerHTML + document.querySelector("[order]").shadowRoot.innerHTML')
export const asked = (what: string) => shop.requests.filter((request) => request === what).length

/** Keeps what a screen reader is told, from now on. */
export const listenToRegion = () =>
  page.evaluate(`(() => {
    window.said = []
    const region = document.querySelector('[order]').shadowRoot.querySelector('[role=status]')
    new MutationObserver(() => window.said.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true })
  })()`)
export const said = () => page.evaluate<string[]>('window.said')
