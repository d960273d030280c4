import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repositoryRoot } from '../../tools/lib/files.mjs'

const read = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8')

test('every error code has its line in the guide, once, and no line is about a code that is gone', () => {
  const union = read('packages/core/src/errors/ovo-error.ts').split('/** The same symbol')[0] ?? ''
  const codes = [...union.matchAll(/^ {2}\| '([a-z-]+)'$/gm)].map(([, code]) => code)
  expect(codes.length).toBeGreaterThan(40)
  const lines = [...read('docs/guides/troubleshooting.md').matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code)
  expect(lines.toSorted()).toEqual(codes.toSorted())
})

test('every reason for which a person is called has its line in the guide', () => {
  const files = ['qris/consequences', 'push-to-pay/consequences', 'linked/linked-consequences', 'linked/link-lifecycle']
  const sources = [...files, 'lifecycle/undo', 'top-up/lifecycle'].map((file) => read(`packages/core/src/${file}.ts`))
  const said = /(?:attention\(|details: \{ reason:)\s*'([a-z-]+)'/g
  const reasons = sources.flatMap((source) => [...source.matchAll(said)].map(([, reason]) => reason))
  expect(reasons.length).toBeGreaterThan(10)
  const told = new Set(
    [...read('docs/guides/unknown-outcomes.md').matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, reason]) => reason),
  )
  expect([...new Set(reasons)].filter((reason) => !told.has(reason))).toEqual([])
})
