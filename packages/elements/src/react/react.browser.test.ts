import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { expect, test } from 'vitest'
import { openBrowser } from '../../../../examples/express-shop/src/testing/open-browser.ts'
import { startStubShop } from '../../../../test/elements/stub-shop.ts'

const app = `
import { createElement, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { OvoQris } from './index.ts'

function Checkout() {
  const [paid, setPaid] = useState(null)
  const [heard, setHeard] = useState(0)
  return createElement('div', null,
    createElement(OvoQris, {
      order: 'A',
      token: () => 'T' + heard,
      texts: { en: { paidText: 'We start packing.' } },
      onChange: () => setHeard(heard + 1),
      onPaid: (view) => setPaid(view.amount),
    }, createElement('a', { slot: 'paid', href: '#' }, 'Back')),
    createElement('output', null, heard + ' ' + (paid ?? 'open')))
}
createRoot(document.getElementById('root')).render(createElement(Checkout))
`

test('in React: attributes, words, children, and the handlers and the token of the latest render', async () => {
  const resolveDir = fileURLToPath(new URL('.', import.meta.url))
  const define = { 'process.env.NODE_ENV': '"production"' }
  const options = { bundle: true, format: 'iife', write: false, define } as const
  const code = buildSync({ ...options, stdin: { contents: app, resolveDir, loader: 'js' } }).outputFiles[0]?.text ?? ''
  const [shop, browser] = [await startStubShop(), await openBrowser()]
  try {
    const page = await browser.newPage()
    const tokens: string[] = []
    page.on('request', (request) => tokens.push(`${request.method()} ${request.headers().authorization}`))
    await page.goto(shop.page('<div id="root"></div>'))
    await page.evaluate(code)
    await page.getByRole('heading', { name: 'Scan to pay Rp196.000' }).waitFor()
    expect(tokens).toContain('POST Bearer T0')
    await page.evaluate("dispatchEvent(new Event('online'))")
    await expect.poll(() => tokens.at(-1)).toBe('GET Bearer T1')
    shop.say('A', { status: 'paid' })
    await page.getByText('We start packing.').first().waitFor()
    await page.getByRole('link', { name: 'Back' }).waitFor()
    await expect.poll(() => page.getByText(/^\d (open|\d+)$/).textContent()).toBe('2 196000')
  } finally {
    await browser.close()
    await shop.close()
  }
})
