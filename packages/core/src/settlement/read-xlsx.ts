import { SaxesParser } from 'saxes'
import { ReportError } from '../errors/errors.ts'
import type { RawLine } from './read-csv.ts'
import { openZip, type Zip } from './zip.ts'

/** Excel's own limits; a file that has more was not made by it. */
const maxRows = 1_048_576
const maxColumns = 16_384
/** What the cells' shared texts may come to, in characters. They are the one thing that is held whole. */
const maxSharedCharacters = 256 * 2 ** 20

/**
 * Reads one sheet of an Excel workbook row by row. Only its shared texts are held.
 *
 * Numbers come as they are written in the file, dates as the spreadsheet's number of days, and formulas as the value
 * that was last worked out.
 *
 * @throws {ReportError} `report-unreadable`
 */
export async function* readXlsx(
  file: string,
  workbook: string | Buffer,
  sheet: string | null,
): AsyncGenerator<RawLine> {
  const unreadable = (message: string, cause?: unknown): ReportError => new ReportError(file, message, { cause })
  let zip: Zip | null = null
  try {
    zip = await openZip(workbook)
    const path = await findSheet(zip, sheet, unreadable)
    const shared = zip.has('xl/sharedStrings.xml') ? await readShared(zip, unreadable) : []
    yield* readRows(zip, path, shared)
  } catch (error) {
    if (error instanceof ReportError) throw error
    // yauzl and saxes throw plain errors; each is about the file's own bytes.
    throw unreadable(`cannot be read as XLSX: ${error instanceof Error ? error.message : 'it is broken'}`, error)
  } finally {
    zip?.close()
  }
}

type Unreadable = (message: string) => ReportError
interface Tag {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
}

/** Runs the parser over one part of the workbook and yields after each chunk, so that its listeners' harvest can be taken. */
async function* walk(
  zip: Zip,
  path: string,
  on: { open: (tag: Tag) => void; close?: (name: string) => void; text?: (text: string) => void },
): AsyncGenerator<void> {
  const parser = new SaxesParser()
  const local = (name: string): string => name.slice(name.indexOf(':') + 1)
  parser.on('opentag', ({ name, attributes }) => on.open({ name: local(name), attributes }))
  parser.on('closetag', ({ name }) => on.close?.(local(name)))
  if (on.text !== undefined) parser.on('text', on.text)
  parser.on('error', (error) => {
    throw error
  })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of zip.read(path)) {
    parser.write(decoder.decode(chunk, { stream: true }))
    yield
  }
  parser.write(decoder.decode()).close()
  yield
}

async function findSheet(zip: Zip, wanted: string | null, unreadable: Unreadable): Promise<string> {
  if (!zip.has('xl/workbook.xml')) throw unreadable('is a ZIP file, but no Excel workbook')
  const sheets: { name: string; id: string }[] = []
  let is1904 = false
  for await (const _ of walk(zip, 'xl/workbook.xml', {
    open: ({ name, attributes }) => {
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      const prefixed = Object.entries(attributes).find(([key]) => key.endsWith(':id'))
      sheets.push({ name: attributes.name ?? '', id: prefixed?.[1] ?? '' })
    },
  })) {
    // Nothing is taken before the end.
  }
  if (is1904) throw unreadable('counts its days from 1904; save it with the usual date system')
  const sheet = wanted === null ? sheets[0] : sheets.find(({ name }) => name === wanted)
  if (sheet === undefined) {
    throw unreadable(
      `has no sheet ${JSON.stringify(wanted)}; it has ${sheets.map(({ name }) => JSON.stringify(name)).join(', ')}`,
    )
  }
  let target = ''
  for await (const _ of walk(zip, 'xl/_rels/workbook.xml.rels', {
    open: ({ attributes }) => {
      if (attributes.Id === sheet.id) target = attributes.Target ?? ''
    },
  })) {
    // As above.
  }
  const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`
  if (target === '' || !zip.has(path))
    throw unreadable(`its sheet ${JSON.stringify(sheet.name)} is missing from the file`)
  return path
}

async function readShared(zip: Zip, unreadable: Unreadable): Promise<readonly string[]> {
  const shared: string[] = []
  let [text, isText, isPhonetic, characters] = ['', false, false, 0]
  for await (const _ of walk(zip, 'xl/sharedStrings.xml', {
    open: ({ name }) => {
      if (name === 'si') text = ''
      if (name === 't') isText = !isPhonetic
      if (name === 'rPh') isPhonetic = true
    },
    close: (name) => {
      if (name === 't') isText = false
      if (name === 'rPh') isPhonetic = false
      if (name === 'si') shared.push(text)
    },
    text: (part) => {
      if (!isText) return
      text += part
      characters += part.length
    },
  })) {
    if (characters > maxSharedCharacters)
      throw unreadable('holds more text than can be read; split it, or send it as CSV')
  }
  return shared
}

async function* readRows(zip: Zip, path: string, shared: readonly string[]): AsyncGenerator<RawLine> {
  let ready: RawLine[] = []
  let row: { line: number; cells: string[] } = { line: 0, cells: [] }
  let cell = { column: 0, type: '', value: '' }
  let isValue = false
  const text = (): string => {
    if (cell.type === 's') return shared[Number(cell.value)] ?? ''
    // 1.25E4 is how a spreadsheet may keep 12500.
    if (cell.type === '' && /e/i.test(cell.value) && Number.isSafeInteger(Number(cell.value)))
      return String(Number(cell.value))
    return cell.value
  }
  for await (const _ of walk(zip, path, {
    open: ({ name, attributes }) => {
      if (name === 'row') row = { line: Number(attributes.r ?? row.line + 1), cells: [] }
      if (name === 'c')
        cell = { column: columnOf(attributes.r) ?? row.cells.length, type: attributes.t ?? '', value: '' }
      if (cell.type === 'n') cell.type = ''
      isValue = name === 'v' || name === 't'
    },
    close: (name) => {
      isValue = false
      if (name === 'c' && cell.column < maxColumns) {
        while (row.cells.length < cell.column) row.cells.push('')
        row.cells[cell.column] = text()
      }
      if (name === 'row' && row.line <= maxRows && row.cells.some((one) => one !== '')) ready.push(row)
    },
    text: (part) => {
      if (isValue) cell.value += part
    },
  })) {
    yield* ready
    ready = []
  }
}

/** `C7` stands in column 2. */
function columnOf(place: string | undefined): number | null {
  const letters = /^([A-Z]{1,3})\d+$/.exec(place ?? '')?.[1]
  if (letters === undefined) return null
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
