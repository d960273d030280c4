import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { EvidenceDocument } from '../evidence/functional-test.ts'
import { toDocx } from '../evidence/to-docx.ts'
import { toHtml } from '../evidence/to-html.ts'
import { replaceSecret } from '../files.ts'

/** Writes a document in both forms, over an earlier one of the same name. It holds live tokens: for its owner alone. */
export async function writeDocument(
  folder: string,
  name: string,
  document: EvidenceDocument,
): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const [docx, html] = [join(folder, `${name}.docx`), join(folder, `${name}.html`)]
  await replaceSecret(docx, await toDocx(document))
  await replaceSecret(html, toHtml(document))
  return [docx, html]
}
