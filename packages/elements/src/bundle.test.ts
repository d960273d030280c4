import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { browserEntries, bundleOf, ownNames } from './bundle.ts'
import { linkTexts } from './link/link-texts.ts'
import { paymentTexts } from './payment/payment-texts.ts'
import { topUpTexts } from './top-up/top-up-texts.ts'

const ceiling = 15_000

const single = Object.entries(browserEntries).filter(([name]) => name !== 'ovo-elements')

test.each(single)('%s alone is less than 15 kB, compressed', (_name, file) => {
  const size = gzipSync(bundleOf(file)).length
  expect(size).toBeGreaterThan(2_000)
  expect(size).toBeLessThan(ceiling)
})

test('no element brings anything that is not its own', () => {
  const text = bundleOf('index.ts')
  expect(text).not.toMatch(/\bimport\b\s*["'{]/)
  expect(text).not.toMatch(
    /\b(innerHTML|outerHTML|insertAdjacentHTML|eval|localStorage|sessionStorage|document\.cookie)\b/,
  )
  // The only address in it is the name of SVG.
  expect(text.match(/https?:\/\/[^"'`\s]+/g)).toEqual(['http://www.w3.org/2000/svg'])
})

test('no name is shortened that a page or a shop says', () => {
  const files = ['wire', 'shop-error', 'payment-client'].map((name) => `client/${name}.ts`)
  const sources = [...files, 'link/link-client.ts', 'top-up/top-up-client.ts'].map((file) =>
    readFileSync(new URL(file, import.meta.url), 'utf8'),
  )
  const said = new Set([
    ...(sources.join('\n').match(/\w+(?=\??[:(])/g) ?? []),
    ...Object.keys({ ...paymentTexts, ...linkTexts, ...topUpTexts }),
  ])
  expect(said).toContain('retryAfter')
  expect(said).toContain('neverMind')
  expect(ownNames.filter((name) => said.has(name))).toEqual([])
})
