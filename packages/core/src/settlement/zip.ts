import { promisify } from 'node:util'
import yauzl from 'yauzl'

/** A ZIP file whose parts are read one after another, each as a stream that checks its length. */
export interface Zip {
  has(path: string): boolean
  read(path: string): AsyncIterable<Uint8Array>
  close(): void
}

/** More parts than any workbook has, and more bytes than its largest sheet: what is beyond is made to exhaust its reader. */
const maxParts = 10_000
const maxPartBytes = 4 * 2 ** 30

/** Opens a ZIP file, from a path or from memory. Rejects when it is broken. */
export async function openZip(from: string | Buffer): Promise<Zip> {
  const options = { lazyEntries: true, autoClose: false, decodeStrings: true } as const
  const file: yauzl.ZipFile = await new Promise((resolve, reject) => {
    const done = (error: Error | null, zip: yauzl.ZipFile): void => (error === null ? resolve(zip) : reject(error))
    if (typeof from === 'string') yauzl.open(from, options, done)
    else yauzl.fromBuffer(from, options, done)
  })
  const parts = new Map<string, yauzl.Entry>()
  await new Promise<void>((resolve, reject) => {
    file.on('error', reject)
    file.on('end', resolve)
    file.on('entry', (entry: yauzl.Entry) => {
      parts.set(entry.fileName, entry)
      if (parts.size > maxParts) reject(new Error(`it has more than ${maxParts} parts`))
      else file.readEntry()
    })
    file.readEntry()
  })
  const openPart = promisify(file.openReadStream.bind(file)) as (entry: yauzl.Entry) => Promise<NodeJS.ReadableStream>
  return {
    has: (path) => parts.has(path),
    read: async function* (path) {
      const entry = parts.get(path)
      if (entry === undefined) throw new Error(`its part ${path} is missing`)
      if (entry.uncompressedSize > maxPartBytes) throw new Error(`its part ${path} is larger than any sheet`)
      for await (const chunk of await openPart(entry)) yield chunk as Buffer
    },
    close: () => file.close(),
  }
}
