import PDFDocument from 'pdfkit'
import { type Evidence, nameOf } from './evidence.ts'

/** Writes the bundle as a PDF: each point with its log lines and pictures. */
export async function toPdf(title: string, evidence: readonly Evidence[]): Promise<Uint8Array> {
  const pdf = new PDFDocument({ size: 'A4', margin: 40, info: { Title: title, Creator: 'OvoKit' } })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise((resolve) => pdf.on('end', resolve))
  pdf.font('Helvetica-Bold').fontSize(16).text(title).moveDown()
  let isFull = false
  for (const { check, log, pictures } of evidence) {
    if (isFull) pdf.addPage()
    isFull = pictures.length > 0
    pdf
      .font('Helvetica-Bold')
      .fontSize(11)
      .text(`${check.id}  ${printable(check.title)}`)
    pdf.font('Courier').fontSize(7)
    pdf.text(log === null ? 'not in the API log' : printable(log)).moveDown()
    for (const picture of pictures) {
      pdf
        .addPage()
        .font('Helvetica')
        .fontSize(9)
        .text(printable(nameOf(picture)))
        .moveDown()
      pdf.image(Buffer.from(picture.bytes), { fit: [515, 680] })
    }
  }
  pdf.end()
  await ended
  return new Uint8Array(Buffer.concat(chunks))
}

/** The fonts of every PDF reader know Latin letters only. */
const printable = (text: string): string => text.replaceAll(/[^\n\x20-\x7e\xa0-\xff]/g, (sign) => written[sign] ?? '?')

const written: Readonly<Record<string, string>> = {
  '→': '->',
  '←': '<-',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
}
