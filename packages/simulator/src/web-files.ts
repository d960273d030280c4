import { readdirSync, readFileSync } from 'node:fs'

/** Beside `src` as beside `dist`. */
const FOLDER = new URL('../web/', import.meta.url)

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

export interface WebFile {
  readonly type: string
  readonly text: string
}

let known: ReadonlySet<string> | undefined

/** A file of the folder `web`, which a browser gets as it stands there; `undefined` for any other path. */
export function readWebFile(path: string): WebFile | undefined {
  known ??= new Set(
    readdirSync(FOLDER, { encoding: 'utf8', recursive: true }).map((name) => name.replaceAll('\\', '/')),
  )
  const type = TYPES[path.split('.').at(-1) ?? '']
  if (type === undefined || !known.has(path)) return undefined
  return { type, text: readFileSync(new URL(path, FOLDER), 'utf8') }
}
