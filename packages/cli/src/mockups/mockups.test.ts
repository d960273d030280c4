import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callOvokit, type Ran } from '../testing/run-ovokit.ts'
import { allScreens } from './journeys.ts'

const folder = mkdtempSync(join(tmpdir(), 'ovokit-mockups-'))
let browser: string
beforeAll(async () => {
  browser = await chromium.executablePath()
})
afterAll(() => rmSync(folder, { recursive: true }))

const mockups = (...words: readonly string[]): Promise<Ran> =>
  callOvokit(['mockups', '--browser', browser, '--json', ...words], { cwd: folder })
const filesOf = (...names: readonly string[]): readonly string[] =>
  allScreens.filter(({ journey }) => names.includes(journey.name)).map(({ file }) => file)
const read = (...path: readonly string[]): Buffer => readFileSync(join(folder, ...path))

interface Drawn {
  readonly pages: number
  readonly missing: readonly { readonly on: string }[]
  readonly tooWide: readonly string[]
  readonly notLoaded: readonly string[]
  readonly screens: readonly { readonly file: string; readonly text: string }[]
}

test('draws journeys in phones, in their order, with a PDF for OVO; a theme changes them, and what it hides is said', {
  timeout: 90_000,
}, async () => {
  const ran = await mockups('--out', 'out', '--journey', 'qris', '--journey', 'unlink')
  expect(ran).toMatchObject({ code: 0, err: expect.stringMatching(/^2-unlink-01-settings\.png\n/) })
  const drawn = ran.json() as unknown as Drawn
  const files = filesOf('unlink', 'qris')
  expect(readdirSync(join(folder, 'out')).sort()).toEqual([...files, 'mockups.pdf'])
  expect(drawn.screens.map(({ file }) => file)).toEqual(files)
  const pictures = new Set(files.map((file) => read('out', file).toString('base64')))
  expect(pictures.size).toBe(files.length)
  const { width, height } = PNG.sync.read(read('out', '5-qris-01-scan.png'))
  expect([width > 800, height > 1600]).toEqual([true, true])
  const pdf = read('out', 'mockups.pdf')
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pdf.length).toBeLessThan(10_000_000)
  // A cover, two sheets for each, one of what OVO asks for.
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(6)
  expect(drawn).toMatchObject({ pages: 6, missing: [], tooWide: [], notLoaded: [] })

  const plain = new Map(filesOf('unlink').map((file) => [file, read('out', file)]))
  const hides = 'ovo-link::part(text) { display: none } main { min-width: 600px }'
  writeFileSync(join(folder, 'shop.css'), `@import "nowhere.css"; :root { --ovo-accent: #0a7d4b } ${hides}`)
  const themed = ['--journey', 'unlink', '--css', 'shop.css', '--shop', 'Kedai <Kopi>']
  const refused = await mockups('--out', 'out', ...themed)
  expect([refused.code, refused.json()]).toMatchObject([1, { error: { code: 'file-exists' } }])
  const again = await mockups('--out', 'out', '--replace', ...themed)
  const { screens, notLoaded, missing, tooWide } = again.json() as unknown as Drawn
  expect([again.code, tooWide]).toEqual([1, filesOf('unlink')])
  expect(missing.map(({ on }) => on)).toEqual(['unlink/confirmation'])
  expect(notLoaded).toEqual(['http://mockups.invalid/nowhere.css'])
  expect(screens[0]?.text).toContain('Kedai <Kopi> Pengaturan akun')
  // Nothing of the first drawing is left to be sent along.
  expect(readdirSync(join(folder, 'out')).sort()).toEqual([...plain.keys(), 'mockups.pdf'])
  for (const [file, png] of plain) expect(read('out', file).equals(png), file).toBe(false)
  const { data } = PNG.sync.read(read('out', '2-unlink-04-unlinked.png'))
  expect(data.toString('hex')).toContain('0a7d4bff'.repeat(500))
})

test('says what to do about each mistake', async () => {
  writeFileSync(join(folder, 'a-file'), 'no folder')
  writeFileSync(join(folder, 'no.css'), 'This is not a style sheet.')
  const mistakes: readonly (readonly [words: readonly string[], code: string, says: string])[] = [
    [['--browser', '/nowhere/chrome'], 'browser-missing', '--browser PATH'],
    [['--browser', process.execPath], 'browser-failed', '--browser PATH'],
    [['--journey', 'holiday'], 'usage', 'top-up'],
    [['--shop', 'x'.repeat(41)], 'usage', '40'],
    [['--shop', ' '], 'usage', '40'],
    [['--out', 'a-file'], 'folder-unusable', '--out'],
    [['--css', 'nowhere.css'], 'no-file', 'nowhere.css'],
    [['--out', 'none', '--css', 'no.css'], 'css-unusable', 'style sheet'],
  ]
  for (const [words, code, says] of mistakes) {
    const ran = await mockups(...words)
    const { error } = ran.json() as { error: { code: string; message: string } }
    expect(ran.code, code).not.toBe(0)
    expect(error.code).toBe(code)
    expect(error.message).toContain(says)
  }
  expect(readdirSync(join(folder, 'none'))).toEqual([])
})
