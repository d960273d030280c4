import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { PNG } from 'pngjs'
import { afterAll, expect, test } from 'vitest'
import { callOvokit } from '../testing/run-ovokit.ts'
import { journeys } from './journeys.ts'

const folder = mkdtempSync(join(tmpdir(), 'ovokit-mockups-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('draws a journey in phones, with a PDF for OVO', { timeout: 60_000 }, async () => {
  const browser = await chromium.executablePath()
  const words = ['mockups', '--browser', browser, '--out', 'out', '--shop', 'Toko & Kopi', '--json']
  const ran = await callOvokit([...words, '--journey', 'unlink', '--journey', 'top-up'], { cwd: folder })
  expect(ran.err).not.toMatch(/Error/)
  expect(ran.code).toBe(0)
  const names = readdirSync(join(folder, 'out'))
  const expected = journeys
    .filter(({ name }) => name === 'unlink' || name === 'top-up')
    .flatMap(({ name, screens }) => screens.map((screen, index) => `${name}-${index + 1}-${screen.name}.png`))
  expect(names.toSorted()).toEqual([...expected, 'mockups.pdf'].toSorted())
  const { width, height } = PNG.sync.read(readFileSync(join(folder, 'out', 'top-up-2-confirm.png')))
  expect(width).toBeGreaterThanOrEqual(390)
  expect(height).toBeGreaterThan(700)
  expect(
    readFileSync(join(folder, 'out', 'mockups.pdf'))
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
})

test('says what to do without a browser, and with a journey that there is none of', async () => {
  const none = await callOvokit(['mockups', '--browser', '/nowhere/chrome'], { cwd: folder })
  expect(none.code).not.toBe(0)
  expect(none.err).toContain('--browser')
  const wrong = await callOvokit(['mockups', '--journey', 'holiday'], { cwd: folder })
  expect(wrong.err).toContain('top-up')
})

test('has every failure of a top-up that OVO wants shown, and every text of Push To Pay', () => {
  const texts = journeys.flatMap(({ screens }) =>
    screens.flatMap(({ shows }) => ('tag' in shows ? [shows.refusal?.text ?? shows.view?.text] : [])),
  )
  expect(texts.filter((text) => text != null).length).toBe(9)
})
