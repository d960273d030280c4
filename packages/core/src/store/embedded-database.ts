import { readdir, rename, rm } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { StoreError } from '../errors/errors.ts'
import type { Row } from './sql-rows.ts'
import type { SqlDriver } from './sql-store.ts'

/** What PGlite's compiled code throws for an SQL error, which PGlite then handles. Anything else is the end of it. */
const sqlErrorStatus = 100

export interface EmbeddedDatabase extends SqlDriver {
  close(): Promise<void>
}

/**
 * PostgreSQL inside this process, made to stop where it breaks.
 *
 * PGlite swallows what its compiled code throws when the log cannot be written, or for any fault of its own: the
 * statement then ends as if there had been nothing to do, and so do all after it, or one of them spins for ever. A change
 * would pass for stored that is not (G1). So a statement counts as done only by its own command tag, and after the first
 * fault nothing enters the compiled code again: everything fails, until the folder is opened anew and PostgreSQL recovers
 * from its log.
 */
export async function openEmbeddedDatabase(folder: string): Promise<EmbeddedDatabase> {
  await makeWhole(folder)
  let lastWords: string | undefined
  const database = await PGlite.create(folder, {
    onStderr: (line) => {
      if (line.includes('PANIC:')) lastWords = line
      return false
    },
  })
  let broken: StoreError | null = null
  const breaks = (error: unknown): StoreError => {
    const cause = lastWords === undefined ? error : new Error(lastWords, { cause: error })
    broken ??= new StoreError(
      'store-unavailable',
      'the embedded database broke down, and nothing more is stored: see the cause, such as a full disk, and restart the process',
      { cause },
    )
    return broken
  }
  const whole = (): void => {
    if (broken !== null) throw broken
  }

  const { Module: compiled } = database
  const turn = compiled._PostgresMainLoopOnce
  compiled._PostgresMainLoopOnce = () => {
    try {
      turn()
    } catch (error) {
      if ((error as { status?: unknown }).status !== sqlErrorStatus) breaks(error)
      throw error
    }
  }
  const exchange = database.execProtocolRawSync.bind(database)
  database.execProtocolRawSync = (message) => {
    whole()
    try {
      const answer = exchange(message)
      whole()
      return answer
    } catch (error) {
      throw breaks(error)
    }
  }

  async function run(sql: string): Promise<readonly Row[]> {
    const result = (await database.exec(sql)).at(-1)
    if (result?.command === undefined) throw breaks(new Error('a statement ended without its command tag'))
    return result.rows as readonly Row[]
  }

  const plans = new Map<string, Promise<unknown>>()
  return {
    // Planning a statement takes longer than running it.
    query: async ({ name, text, values }) => {
      if (values.length === 0) return run(text)
      const planned = plans.get(name) ?? run(`prepare "${name}" as ${text}`)
      plans.set(name, planned)
      await planned
      return run(`execute "${name}" (${values.map(literal).join(', ')})`)
    },
    script: async (text) => {
      await run(text)
    },
    close: async () => {
      // What is broken must not write its memory down as if all were well.
      if (broken === null) await database.close()
    },
  }
}

/**
 * A new database is made beside its place and moved there when it is whole, so that a process that dies in the making
 * leaves nothing that the next one would take for a database, or write a new one over.
 */
async function makeWhole(folder: string): Promise<void> {
  const found = await readdir(folder).catch((): string[] => [])
  if (found.includes('PG_VERSION')) return
  if (found.length > 0)
    throw new Error(`${folder} holds files and is no database: put back what is missing, or move it away`)
  const draft = `${folder}.new`
  await rm(draft, { recursive: true, force: true })
  await (await PGlite.create(draft)).close()
  await rename(draft, folder)
}

/** Written into the statement because EXECUTE takes no bound parameters. Doubled quotes are all that a literal needs. */
function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  const text = Array.isArray(value) ? `{${value.map(element).join()}}` : String(value)
  return `'${text.replaceAll("'", "''")}'`
}

const element = (value: unknown): string => `"${String(value).replaceAll(/["\\]/g, '\\$&')}"`
