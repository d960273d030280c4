import { randomBytes } from 'node:crypto'
import { chmod, link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { CliError } from './cli-error.ts'

/** Only their owner may read them. */
export const secretMode = 0o600

const largestBytes = 1024 * 1024

/**
 * Reads a file that a person has named.
 *
 * @throws {CliError} `no-file`, `file-too-large`
 */
export async function readNamed(folder: string, name: string): Promise<Buffer> {
  const path = resolve(folder, name)
  const found = await stat(path).catch(() => null)
  if (found?.isFile() !== true) {
    throw new CliError('failed', 'no-file', { en: `there is no file ${name}`, id: `tidak ada berkas ${name}` })
  }
  if (found.size > largestBytes) {
    throw new CliError('failed', 'file-too-large', {
      en: `${name} is larger than 1 MB: is it the right file?`,
      id: `${name} lebih dari 1 MB: apakah berkasnya benar?`,
    })
  }
  return readFile(path)
}

/** The text of a file, `null` when there is none. */
export async function readIfThere(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}

export interface NewFile {
  readonly path: string
  readonly text: string | Uint8Array
  readonly mode: number
}

/**
 * Writes files that are not there yet: all of them, or none.
 *
 * @throws {CliError} `file-exists`, before anything is written
 */
export async function writeNew(folder: string, files: readonly NewFile[]): Promise<void> {
  const written: string[] = []
  try {
    for (const { path, text, mode } of files) {
      const draft = `${path}.${randomBytes(4).toString('hex')}`
      try {
        await writeFile(draft, text, { mode, flag: 'wx' })
        // A link appears with its whole content, and refuses to replace what is there.
        await link(draft, path)
        written.push(path)
      } finally {
        await rm(draft, { force: true })
      }
    }
  } catch (error) {
    await Promise.all(written.map((path) => rm(path, { force: true })))
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EEXIST') throw error
    const names = (
      await Promise.all(files.map(async ({ path }) => ((await stat(path).catch(() => null)) ? [path] : [])))
    )
      .flat()
      .map((path) => relative(folder, path) || path)
      .join(', ')
    throw new CliError('failed', 'file-exists', {
      en: `${names}: there already, and nothing is overwritten; move it away, or say --out with another place`,
      id: `${names}: sudah ada, dan tidak ada yang ditimpa; pindahkan dulu, atau pakai --out ke tempat lain`,
    })
  }
}

/** Replaces a file in one step, readable by its owner only: whoever reads it sees the old text or the new. */
export async function replaceSecret(path: string, text: string | Uint8Array): Promise<void> {
  const draft = `${path}.${randomBytes(4).toString('hex')}`
  try {
    await writeFile(draft, text, { mode: secretMode, flag: 'wx' })
    await chmod(draft, secretMode)
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
}
