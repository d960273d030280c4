import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { ReportError } from '../errors/errors.ts'
import { delimiters, type SettledProfile } from './report-profile.ts'

/** A line as it stands in the file. Lines count from 1. */
export interface RawLine {
  readonly line: number
  readonly cells: readonly string[]
}

/** No line of a report is longer. What is, has a quote that nothing closes, and would be the rest of the file. */
const maxLineBytes = 64 * 1024

/**
 * Reads CSV line by line, holding one chunk at a time.
 *
 * @throws {ReportError} `report-unreadable` when it is not in its encoding, or a quote is never closed
 */
export async function* readCsv(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  profile: SettledProfile,
): AsyncGenerator<RawLine> {
  const text = decode(file, bytes, profile.encoding)
  const head = await firstLines(text)
  const parser = parse({
    delimiter: profile.delimiter ?? delimiterOf(head.begin),
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    // `5"` in a cell is no quote. A quote that begins a cell and is never closed stays an error.
    relax_quotes: true,
    max_record_size: maxLineBytes,
  })
  const source = Readable.from(head.all)
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { line: info.lines, cells: record }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = lineOf(error)
    throw new ReportError(
      file,
      `cannot be read as CSV${line === null ? '' : ` from line ${line} on`}: ${error.message}`,
      {
        cause: error,
      },
    )
  } finally {
    source.destroy()
  }
}

const lineOf = (error: CsvError): number | null => {
  const { lines } = error as { lines?: unknown }
  return typeof lines === 'number' ? lines : null
}

async function* decode(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  encoding: SettledProfile['encoding'],
): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | null = null
  try {
    for await (const chunk of bytes) {
      decoder ??= new TextDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf-16le' : encoding, { fatal: true })
      yield decoder.decode(chunk, { stream: true })
    }
    const rest = decoder?.decode() ?? ''
    if (rest !== '') yield rest
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new ReportError(file, `is not ${decoder?.encoding ?? encoding}; set encoding in the profile`, {
      cause: error,
    })
  }
}

/** Reads as far as the first line break, or 64 kB, and gives back a stream that begins at the beginning. */
async function firstLines(text: AsyncGenerator<string>): Promise<{ begin: string; all: AsyncGenerator<string> }> {
  let begin = ''
  while (!begin.trimStart().includes('\n') && begin.length < maxLineBytes) {
    const next = await text.next()
    if (next.done === true) break
    begin += next.value
  }
  async function* all(): AsyncGenerator<string> {
    yield begin
    yield* text
  }
  return { begin, all: all() }
}

/** The one that the first lines hold most of. */
function delimiterOf(begin: string): string {
  const counts = delimiters.map((delimiter) => begin.slice(0, 4096).split(delimiter).length)
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ','
}
