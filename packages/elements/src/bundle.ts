import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { minifyStyles } from './minify-styles.ts'

/** Published with the sources, for the `ovokit-source` condition alone: no built file loads it. */
const source = fileURLToPath(new URL('./', import.meta.url))

/** What a page can load: everything, or one element. */
export const browserEntries: Readonly<Record<string, string>> = {
  'ovo-elements': 'index.ts',
  'ovo-link': 'link/ovo-link.ts',
  'ovo-linked-pay': 'payment/ovo-linked-pay.ts',
  'ovo-payment-methods': 'payment/ovo-payment-methods.ts',
  'ovo-push-to-pay': 'payment/ovo-push-to-pay.ts',
  'ovo-qris': 'payment/ovo-qris.ts',
  'ovo-top-up': 'top-up/ovo-top-up.ts',
}

/**
 * Names that only these modules say to each other, which a page therefore need not load in full: of no attribute, answer,
 * text, event or property of an element.
 */
export const ownNames: readonly string[] = `
  change content goToPin isAside isBusy isNew isNumberAsked isServed kind label leastMillis lines mayTurn moreOf
  mostMillis onBeat onChange onMiss onNews onOffline onReturn onReturned onView openPage passBy patience props refresh
  retry says secondsAtFirst session settle sign silence step stepOf tag unknownMillis view words
`.match(/\w+/g) as string[]

const options = {
  bundle: true,
  charset: 'utf8',
  format: 'esm',
  legalComments: 'none',
  logLevel: 'warning',
  mangleProps: new RegExp(`^(${ownNames.join('|')})$`),
  minify: true,
  target: 'es2022',
  write: false,
} as const

/** All that a page loads for one element, as one file. */
export function bundleOf(file: string): string {
  const { outputFiles } = buildSync({ ...options, entryPoints: [join(source, file)] })
  return minifyStyles(outputFiles[0]?.text ?? '')
}

/** Writes the elements as a page loads them, without a bundler of its own: modules that share what they share. */
export function bundleForBrowsers(folder: string): void {
  const { outputFiles } = buildSync({
    entryPoints: Object.fromEntries(Object.entries(browserEntries).map(([name, file]) => [name, join(source, file)])),
    ...options,
    outdir: folder,
    splitting: true,
    chunkNames: 'ovo-[hash]',
  })
  for (const { path, text } of outputFiles) replace(path, Buffer.from(minifyStyles(text)))
}

/** Another process may be reading it. */
function replace(path: string, contents: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  const before = (() => {
    try {
      return readFileSync(path)
    } catch {
      return null
    }
  })()
  if (before?.equals(contents) === true) return
  writeFileSync(`${path}.${process.pid}`, contents)
  renameSync(`${path}.${process.pid}`, path)
}
