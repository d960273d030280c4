import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { type Finding, findingsCsvHeader, toFindingsCsvLine } from '@ovokit/core/settlement'
import { CliError } from '../cli-error.ts'

/** A CSV of findings that is there whole, or not at all. */
export interface FindingsFile {
  write(finding: Finding): Promise<void>
  /** Gives the file its name. */
  keep(): Promise<void>
  /** Removes what was not kept. */
  discard(): Promise<void>
}

/** @throws {CliError} `cannot-write` */
export async function openFindingsFile(path: string): Promise<FindingsFile> {
  const draft = `${path}.part`
  const stream = createWriteStream(draft)
  await once(stream, 'open').catch((cause: unknown) => {
    const text = { en: `${path} cannot be written`, id: `${path} tidak bisa ditulis` }
    throw new CliError('failed', 'cannot-write', text, { cause })
  })
  const write = async (text: string): Promise<void> => {
    if (!stream.write(text)) await once(stream, 'drain')
  }
  await write(findingsCsvHeader)
  let isKept = false
  return {
    write: (finding) => write(toFindingsCsvLine(finding)),
    keep: async () => {
      stream.end()
      await once(stream, 'close')
      await rename(draft, path)
      isKept = true
    },
    discard: async () => {
      if (isKept) return
      stream.destroy()
      await rm(draft, { force: true })
    },
  }
}
