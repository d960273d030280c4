import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { CliError, usageError } from '../cli-error.ts'
import type { Context, Input, Run } from '../command.ts'
import type { Language } from '../text.ts'
import { drawMockups } from './draw-mockups.ts'
import { journeys } from './journeys.ts'

/** Where browsers usually are. Nothing is downloaded: the browser is the user's own. */
const usual = [
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
]

export const run: Run = async (context, input) => {
  const wanted = input.texts('journey')
  const unknown = wanted.find((name) => !journeys.some((journey) => journey.name === name))
  const names = journeys.map(({ name }) => name).join(', ')
  if (unknown !== undefined)
    throw usageError({ en: `no such journey; there are ${names}`, id: `alur itu tidak ada; yang ada: ${names}` })
  const css = readCss(context, input)
  const folder = resolve(context.folder, input.text('out') ?? 'mockups')
  const browser = await openBrowser(context, input)
  try {
    const { pdf, pictures } = await drawMockups(browser, {
      shop: {
        name: input.text('shop') ?? 'Toko Contoh',
        css,
        language: (input.text('screens') ?? 'id') as Language,
      },
      journeys: wanted.length === 0 ? journeys : journeys.filter(({ name }) => wanted.includes(name)),
      onScreen: (name) => context.progress(name),
    })
    mkdirSync(folder, { recursive: true })
    for (const [name, png] of pictures) writeFileSync(join(folder, name), png)
    writeFileSync(join(folder, 'mockups.pdf'), pdf)
    return {
      lines: [
        {
          en: `${pictures.size} screens, and mockups.pdf for OVO, in ${folder}`,
          id: `${pictures.size} layar, dan mockups.pdf untuk OVO, di ${folder}`,
        },
      ],
      data: { folder, pdf: join(folder, 'mockups.pdf'), screens: [...pictures.keys()] },
    }
  } finally {
    await browser.close()
  }
}

function readCss({ folder }: Context, input: Input): string {
  const file = input.text('css')
  if (file === undefined) return ''
  try {
    return readFileSync(resolve(folder, file), 'utf8')
  } catch (cause) {
    throw new CliError(
      'usage',
      'css-unreadable',
      { en: '--css names a file that cannot be read', id: 'berkas --css tidak dapat dibaca' },
      { cause },
    )
  }
}

async function openBrowser({ env, folder }: Context, input: Input): Promise<Browser> {
  const named = input.text('browser') ?? env.CHROME_PATH
  const path = named === undefined ? usual.find((path) => existsSync(path)) : resolve(folder, named)
  if (path === undefined || !existsSync(path)) {
    throw new CliError('usage', 'browser-missing', {
      en: 'no browser there: give --browser the path of a Chrome, Chromium or Edge',
      id: 'browser tidak ditemukan: isi --browser dengan lokasi Chrome, Chromium, atau Edge',
    })
  }
  const playwright = await import('playwright-core').catch((cause: unknown) => {
    throw new CliError(
      'failed',
      'playwright-missing',
      {
        en: 'playwright-core is needed beside @ovokit/cli: npm install playwright-core (it downloads no browser)',
        id: 'playwright-core perlu dipasang di samping @ovokit/cli: npm install playwright-core (tanpa mengunduh browser)',
      },
      { cause },
    )
  })
  // As root, as in a container, Chromium refuses its sandbox; it opens nothing here but what this command makes.
  const isRoot = process.getuid?.() === 0
  return playwright.chromium.launch({ executablePath: path, args: isRoot ? ['--no-sandbox', '--disable-gpu'] : [] })
}
