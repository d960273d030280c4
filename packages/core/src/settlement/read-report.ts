import { createReadStream } from 'node:fs'
import { ReportError } from '../errors/errors.ts'
import { type RawLine, readCsv } from './read-csv.ts'
import { readXlsx } from './read-xlsx.ts'
import { quote } from './report-amount.ts'
import { plainWord, type ReportField, reportFields, type SettledProfile } from './report-profile.ts'
import { type Columns, type ReadLine, readRow } from './report-row.ts'

/** A report: the path of its file, or its bytes with a name for messages. CSV or XLSX is told by the content. */
export type ReportSource = string | { readonly name: string; readonly bytes: AsyncIterable<Uint8Array> }

/** How far down the header may stand: above it are titles and addresses. */
const maxPreamble = 30
/** A workbook that comes as a stream is held whole, compressed: its directory is at its end. */
const maxHeldBytes = 256 * 2 ** 20

/**
 * Reads a report line by line. Every line below the header comes out as a row, as bad with the reason, or as ignored by
 * the profile's own word: none is dropped.
 *
 * @throws {ReportError} `report-unreadable` when there is no such file, it is no CSV or XLSX, or its columns are not found
 */
export async function* readReport(source: ReportSource, profile: SettledProfile): AsyncGenerator<ReadLine> {
  const file = typeof source === 'string' ? source : source.name
  let header: Header | null = null
  const above: RawLine[] = []
  for await (const raw of openReport(file, source, profile)) {
    if (header === null) {
      header = findHeader(file, raw.cells, profile)
      if (header !== null) continue
      above.push(raw)
      if (above.length >= maxPreamble) break
      continue
    }
    const place = { file, line: raw.line }
    yield readRow({ place, cells: raw.cells, ...header, profile })
  }
  if (header === null) throw new ReportError(file, headerMissing(above, profile))
}

interface Header {
  readonly columns: Columns
  readonly width: number
}

/** `null` for a line that does not name what every report must have. */
function findHeader(file: string, cells: readonly string[], profile: SettledProfile): Header | null {
  const names = cells.map(plainWord)
  const columns: Partial<Record<ReportField, number>> = {}
  for (const field of reportFields) {
    const wanted = profile.columns[field].map(plainWord)
    const found = names.flatMap((name, index) => (name !== '' && wanted.includes(name) ? [index] : []))
    const [first, second] = found
    if (first === undefined) continue
    if (second !== undefined)
      throw new ReportError(
        file,
        `two columns may be the ${field}: ${quote(cells[first] ?? '')} and ${quote(cells[second] ?? '')}; name one in columns of the profile`,
      )
    columns[field] = first
  }
  if (columns.invoice === undefined || columns.amount === undefined) return null
  let width = cells.length
  while (width > 0 && names[width - 1] === '') width--
  return { columns, width }
}

/** Says what was looked for and what was found, so that the profile can be written from the message. */
function headerMissing(above: readonly RawLine[], { columns }: SettledProfile): string {
  // The first of the widest: a header stands above what it heads, whose cells may be people's.
  const widest = above.map(({ cells }) => cells).sort((a, b) => b.length - a.length)[0]
  const found =
    widest === undefined ? 'it is empty' : `its widest line has ${widest.slice(0, 20).map(quote).join(', ')}`
  return (
    `no line names both the invoice (${columns.invoice.map(quote).join(', ')}) and the amount ` +
    `(${columns.amount.map(quote).join(', ')}); ${found}. Name them in columns of the profile`
  )
}

async function* openReport(file: string, source: ReportSource, profile: SettledProfile): AsyncGenerator<RawLine> {
  const { begin, all } = await peek(file, typeof source === 'string' ? createReadStream(source) : source.bytes)
  const isZip = begin.length >= 4 && Buffer.from(begin.subarray(0, 4)).toString('latin1') === 'PK\u0003\u0004'
  if (!isZip) return yield* readCsv(file, all, profile)
  if (typeof source !== 'string') return yield* readXlsx(file, await hold(file, all), profile.sheet)
  await all.return(undefined)
  yield* readXlsx(file, source, profile.sheet)
}

/** Looks at the first bytes and gives back a stream that still begins with them. */
async function peek(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ begin: Uint8Array; all: AsyncGenerator<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]()
  const first = await iterator.next().catch((error: unknown) => {
    throw new ReportError(file, 'cannot be opened; is the path right, and may this user read it?', { cause: error })
  })
  const begin: Uint8Array = first.done === true ? new Uint8Array() : first.value
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield begin
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  return { begin, all: all() }
}

async function hold(file: string, bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > maxHeldBytes)
      throw new ReportError(file, 'is a workbook of more than 256 MB; give its path instead of a stream')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
