import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { CliError } from '../cli-error.ts'
import type { Context, Input } from '../command.ts'

/** Where browsers usually are. Nothing is downloaded: the browser is the user's own. */
const usual = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/microsoft-edge',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
]

/**
 * Starts the browser that `--browser` or `CHROME_PATH` names, or one in a usual place.
 *
 * @throws {CliError} `browser-missing`, `browser-failed`, `playwright-missing`
 */
export async function openBrowser({ env, folder }: Context, input: Input): Promise<Browser> {
  const named = input.text('browser') ?? env.CHROME_PATH
  const path = named === undefined ? usual.find((path) => existsSync(path)) : resolve(folder, named)
  if (path === undefined || !existsSync(path)) {
    const en = path === undefined ? 'no Chrome, Chromium or Edge in the usual places' : `there is no browser at ${path}`
    const id =
      path === undefined ? 'tidak ada Chrome, Chromium, atau Edge di tempat biasa' : `tidak ada browser di ${path}`
    throw new CliError('usage', 'browser-missing', {
      en: `${en}: install one, and name it with --browser PATH or CHROME_PATH`,
      id: `${id}: pasang salah satu, lalu sebutkan dengan --browser PATH atau CHROME_PATH`,
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
  const args = isRoot ? ['--no-sandbox', '--disable-gpu'] : []
  return playwright.chromium.launch({ executablePath: path, args }).catch((cause: unknown) => {
    throw new CliError(
      'failed',
      'browser-failed',
      {
        en: `${path} did not start as a browser: name a Chrome, Chromium or Edge with --browser PATH`,
        id: `${path} tidak dapat dijalankan sebagai browser: sebutkan Chrome, Chromium, atau Edge dengan --browser PATH`,
      },
      { cause },
    )
  })
}
