import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkRooms } from '../../tools/check-rooms.mjs'
import { repositoryRoot } from '../../tools/lib/files.mjs'

let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rooms-'))
  write('packages/core/src/errors/ovo-error.ts', 'export class OvoError extends Error {}\n')
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

/** What is said about one file with that text. */
function problemsOf(file: string, text: string): readonly string[] {
  write(file, text)
  return checkRooms(root)
}

const core = (file: string): string => `packages/core/src/${file}`

describe('the layer order', () => {
  it.each([
    ['a room below', 'values/a.ts', "import { x } from '../engine/x.ts'", 'values/ stands above engine/'],
    [
      'a type from a room below',
      'lifecycle/a.ts',
      "import type { X } from '../qris/x.ts'",
      'lifecycle/ stands above qris/',
    ],
    ['a type by import()', 'errors/a.ts', "export type X = import('../values/x.ts').X", 'errors/ stands above values/'],
    ['a re-export', 'snap/a.ts', "export { x } from '../store/x.ts'", 'snap/ stands above store/'],
    [
      'a dynamic import',
      'engine/a.ts',
      "export const x = () => import('../payments/x.ts')",
      'engine/ stands above payments/',
    ],
    ['a room beside', 'qris/a.ts', "import { x } from '../linked/x.ts'", 'stand side by side'],
    [
      'snap from push-to-pay',
      'push-to-pay/a.ts',
      "import { x } from '../snap/x.ts'",
      'push-to-pay/ does not know snap/',
    ],
    [
      'push-to-pay from qris',
      'qris/a.ts',
      "import { x } from '../push-to-pay/x.ts'",
      'qris/ does not know push-to-pay/',
    ],
    ['the wiring', 'payments/a.ts', "import { createOvo } from '../create-ovo.ts'", 'payments/ stands above src/'],
    ['test helpers', 'ovo.ts', "import { timeMachine } from './testing/time-machine.ts'", 'src/ stands above testing/'],
    [
      'a room that nobody placed',
      'attic/a.ts',
      "import { x } from '../errors/ovo-error.ts'",
      'room attic/ has no place',
    ],
    ['a module without a name', 'engine/a.ts', 'export const x = (name: string) => import(name)', 'named by a literal'],
  ])('refuses %s', (_, file, text, problem) => {
    const problems = problemsOf(core(file), `\n${text}\n`)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(`${core(file)}:2: `)
    expect(problems[0]).toContain(problem)
  })

  it.each([
    ['a room above', 'engine/a.ts', "import { OvoError } from '../errors/ovo-error.ts'"],
    ['its own room', 'qris/a.ts', "import { x } from './b.ts'"],
    ['evidence from engine', 'evidence/a.ts', "import type { Store } from '../engine/store.ts'"],
    ['everything from testing', 'testing/a.ts', "import { createOvo } from '../create-ovo.ts'"],
    ['anything in a test', 'values/a.test.ts', "import { x } from '../engine/x.ts'\nexport const now = Date.now()"],
  ])('allows %s', (_, file, text) => {
    expect(problemsOf(core(file), text)).toEqual([])
  })
})

describe('modules from outside', () => {
  it.each([
    ['a framework', 'ovo.ts', "import express from 'express'", 'express is imported nowhere in core'],
    ['the disk in a pure room', 'snap/a.ts', "import { readFileSync } from 'node:fs'", 'node:fs is imported nowhere'],
    ['timers in a pure room', 'qris/a.ts', "import { setTimeout } from 'node:timers/promises'", 'node:timers/promises'],
    ['node:crypto outside crypto/', 'snap/a.ts', "import { createHash } from 'node:crypto'", 'only in crypto/'],
    ['node:crypto in the engine', 'engine/a.ts', "import { randomBytes } from 'node:crypto'", 'only in crypto/'],
    ['a picture library elsewhere', 'qris/generate.ts', "import { toBuffer } from 'qrcode'", 'only in qris/picture.ts'],
    ['require', 'engine/a.ts', "export const fs = require('lodash')", 'lodash is imported nowhere'],
  ])('refuses %s', (_, file, text, problem) => {
    expect(problemsOf(core(file), text).join('\n')).toContain(problem)
  })

  it.each([
    ['node:crypto in crypto/', 'crypto/a.ts', "import { createHash } from 'node:crypto'"],
    ["Node's types", 'config.ts', "import type { SecureVersion } from 'node:tls'"],
    ['the disk in a store', 'store/a.ts', "import { mkdir } from 'node:fs/promises'"],
    ['the picture library where pictures are drawn', 'qris/picture.ts', "import { toBuffer } from 'qrcode'"],
  ])('allows %s', (_, file, text) => {
    expect(problemsOf(core(file), text)).toEqual([])
  })
})

describe('purity', () => {
  it.each([
    ['Date.now()', 'export const a = Date.now()', 'does not read the clock'],
    ['a bare new Date', 'export const a = new Date()', 'does not read the clock'],
    ['new Date without brackets', 'export const a = new Date', 'does not read the clock'],
    ['Date as a value', 'const { now } = Date\nexport const a = now()', 'does not read the clock'],
    ['Date as a function', 'export const a = Date()', 'does not read the clock'],
    ['performance', 'export const a = performance.now()', 'does not read the clock'],
    ['Math.random', 'export const a = Math.random()', 'draws no random numbers'],
    ['Math as a value', 'const { random } = Math\nexport const a = random()', 'draws no random numbers'],
    ['process', 'export const a = process.env.HOME', 'does not look at the process'],
    ['a shorthand', 'export const a = { process }', 'does not look at the process'],
    ['setTimeout', 'setTimeout(() => {}, 5)', 'does not wait (setTimeout)'],
    ['setInterval', 'setInterval(() => {}, 5)', 'does not wait (setInterval)'],
    ['fetch', "export const a = fetch('https://example.test')", 'does not use the network'],
    ['a default', 'export const a = (send = fetch) => send', 'does not use the network'],
    ['a default in a pattern', 'export const a = ({ send = fetch }) => send', 'does not use the network'],
    ['globalThis', 'export const a = globalThis.process', 'the global globalThis'],
    ['web crypto', 'export const a = crypto.randomUUID()', 'draws no random bytes'],
    ['console', "console.log('x')", 'prints nothing'],
    ['import.meta', 'export const a = import.meta.url', 'does not ask where it runs'],
    ['eval', "export const a = eval('1')", 'the global eval'],
  ])('refuses %s', (_, text, problem) => {
    const problems = problemsOf(core('qris/a.ts'), text)
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.join('\n')).toContain(problem)
  })

  it('allows what only looks impure', () => {
    const text = `
      // Date.now() and fetch() in a comment
      export const a = 'Date.now()'
      export const b = (now: number): Date => new Date(now)
      export const c = (value: unknown): boolean => value instanceof Date
      export const d = Date.UTC(2020, 0, 1) + Math.max(1, 2)
      export const e = (fetch: () => number, process: { env: number }): number => fetch() + process.env
      export const f = { fetch: 1, process: () => 2, Date: 3 }
      export const g = f.fetch + f.process()
      export interface Clock { performance: number; setTimeout(): void }
      export class H extends Error { process(): void {} }
      outer: for (const _ of [1]) break outer
    `
    expect(problemsOf(core('qris/a.ts'), text)).toEqual([])
  })

  it('leaves the engine its clock', () => {
    expect(problemsOf(core('engine/a.ts'), 'export const a = Date.now() + process.pid')).toEqual([])
  })
})

describe('packages', () => {
  it.each([
    [
      'core in the simulator',
      'packages/simulator/src/a.ts',
      "import { rupiah } from '@ovokit/core'",
      'simulator must not import',
    ],
    [
      'core in its tests',
      'packages/simulator/src/a.test.ts',
      "import '@ovokit/core/snap'",
      'simulator must not import',
    ],
    ['one adapter in another', 'packages/nestjs/src/a.ts', "import { x } from '@ovokit/express'", 'share through core'],
    [
      'the simulator in an adapter',
      'packages/express/src/a.ts',
      "import '@ovokit/simulator'",
      'express must not import',
    ],
    ['an adapter in core', core('ovo.ts'), "import '@ovokit/express'", 'core must not import'],
    ['a way round by path', 'packages/simulator/src/a.ts', "import '../../core/src/index.ts'", 'leaves simulator/src'],
    ['a package that nobody placed', 'packages/attic/src/a.ts', "import '@ovokit/core'", 'package attic has no line'],
  ])('refuses %s', (_, file, text, problem) => {
    expect(problemsOf(file, text).join('\n')).toContain(problem)
  })

  it.each([
    ['core in an adapter', 'packages/express/src/a.ts', "import { createOvo } from '@ovokit/core'"],
    ["the simulator in an adapter's test", 'packages/express/src/a.test.ts', "import '@ovokit/simulator'"],
    ['the simulator in what serves them', 'packages/express/src/testing/a.ts', "import '@ovokit/simulator'"],
  ])('allows %s', (_, file, text) => {
    expect(problemsOf(file, text)).toEqual([])
  })
})

it('finds nothing in this repository', () => {
  expect(checkRooms(repositoryRoot)).toEqual([])
})
