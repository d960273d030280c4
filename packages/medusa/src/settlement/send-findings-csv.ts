import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Finding, findingsCsvHeader, toFindingsCsvLine } from '@ovokit/core/settlement'

/** How much is put together before it is written, in characters. */
const batchSize = 64 * 1024

/**
 * Answers with all findings as CSV. They wait on disk until the last is known, so that an answer is whole or an error, and
 * memory does not grow with them.
 */
export async function sendFindingsCsv(
  res: ServerResponse,
  find: (onFinding: (finding: Finding) => Promise<void>) => Promise<unknown>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ovokit-findings-'))
  try {
    const path = join(folder, 'findings.csv')
    const file = await open(path, 'wx', 0o600)
    try {
      let batch = findingsCsvHeader
      await find(async (finding) => {
        batch += toFindingsCsvLine(finding)
        if (batch.length < batchSize) return
        await file.appendFile(batch)
        batch = ''
      })
      await file.appendFile(batch)
    } finally {
      await file.close()
    }
    res.setHeader('Cache-Control', 'no-store').setHeader('Content-Type', 'text/csv; charset=utf-8')
    res.setHeader('Content-Disposition', 'attachment; filename="ovo-findings.csv"')
    // Who goes away in the middle has no answer to get; a file that cannot be read cuts the answer off.
    await pipeline(createReadStream(path), res).catch(() => undefined)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
