import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { browserEntries, bundleOf } from './bundle.ts'

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
