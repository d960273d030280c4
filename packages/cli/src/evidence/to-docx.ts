import {
  Document,
  HeadingLevel,
  Packer,
  PageOrientation,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { jakarta } from '../payments/describe-payment.ts'
import type { EvidenceDocument, EvidenceRow } from './functional-test.ts'

const widths = [2_400, 6_400, 6_400] as const

/** Writes the functional test as a Word document: one row per scenario, with the columns Request and Response. */
export async function toDocx({ title, subtitle, rows }: EvidenceDocument): Promise<Uint8Array> {
  const table = new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: [...widths],
    rows: [
      new TableRow({ tableHeader: true, children: ['Scenario', 'Request', 'Response'].map(headCell) }),
      ...rows.map(toRow),
    ],
  })
  const document = new Document({
    creator: 'OvoKit',
    title,
    styles: { default: { document: { run: { font: 'Arial', size: 18 } } } },
    sections: [
      {
        properties: {
          page: {
            size: { orientation: PageOrientation.LANDSCAPE },
            margin: { top: 720, bottom: 720, left: 720, right: 720 },
          },
        },
        children: [
          new Paragraph({ text: title, heading: HeadingLevel.HEADING_1 }),
          new Paragraph({ text: subtitle, spacing: { after: 240 } }),
          table,
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

const headCell = (text: string, index: number): TableCell =>
  new TableCell({
    width: { size: widths[index] ?? 0, type: WidthType.DXA },
    shading: { type: ShadingType.CLEAR, fill: 'E8E0F2', color: 'auto' },
    children: [new Paragraph({ children: [new TextRun({ text, bold: true })] })],
  })

function toRow({ id, title, expected, call }: EvidenceRow): TableRow {
  const first = [
    new Paragraph({ children: [new TextRun({ text: id, bold: true })] }),
    new Paragraph({ text: title }),
    new Paragraph({ text: `Expected: ${expected}` }),
    ...(call === null ? [] : [new Paragraph({ text: jakarta(call.at) })]),
  ]
  const cells = [first, lines(call?.request ?? ''), lines(call?.response ?? '')]
  return new TableRow({
    children: cells.map(
      (children, index) =>
        new TableCell({ width: { size: widths[index] ?? 0, type: WidthType.DXA }, margins, children }),
    ),
  })
}

const margins = { top: 60, bottom: 60, left: 90, right: 90 }

/** Each line a paragraph, so that what is copied out of the document is what was sent. */
const lines = (text: string): Paragraph[] =>
  text
    .split('\n')
    .map((line) => new Paragraph({ children: [new TextRun({ text: line, font: 'Courier New', size: 14 })] }))
