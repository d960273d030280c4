import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { buildSync } from 'esbuild'
import { expect, test } from 'vitest'
import { browserEntries } from './bundle.ts'

const ceiling = 15_000

/** Everything that a page loads for one element, as one file. */
function bundled(file: string): Uint8Array {
  const entry = fileURLToPath(new URL(file, import.meta.url))
  const options = { bundle: true, format: 'esm', minify: true, target: 'es2022', write: false } as const
  return buildSync({ ...options, entryPoints: [entry] }).outputFiles[0]?.contents ?? new Uint8Array()
}

const single = Object.entries(browserEntries).filter(([name]) => name !== 'ovo-elements')

test.each(single)('%s alone is less than 15 kB, compressed', (_name, file) => {
  const size = gzipSync(bundled(file)).length
  expect(size).toBeGreaterThan(2_000)
  expect(size).toBeLessThan(ceiling)
})

test('no element brings anything that is not its own', () => {
  const text = new TextDecoder().decode(bundled('index.ts'))
  expect(text).not.toMatch(/\bimport\b\s*["'{]/)
  expect(text).not.toMatch(
    /\b(innerHTML|outerHTML|insertAdjacentHTML|eval|localStorage|sessionStorage|document\.cookie)\b/,
  )
  // The only address in it is the name of SVG.
  expect(text.match(/https?:\/\/[^"'`\s]+/g)).toEqual(['http://www.w3.org/2000/svg'])
})
