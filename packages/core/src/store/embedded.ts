import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { Store } from '../engine/store.ts'
import { StoreError } from '../errors/errors.ts'
import { takeFileLock } from './file-lock.ts'
import type { Row } from './sql-rows.ts'
import { migrate, type SqlDriver, sqlStore } from './sql-store.ts'

export interface EmbeddedStoreOptions {
  /**
   * Allows production on this store. It survives the death of the process (`kill -9`), but PGlite does not fsync, so a
   * power cut may lose the last writes. @default false
   */
  readonly acceptPowerLoss?: boolean
  /** Added to the wall clock, in milliseconds. Only tests and demonstrations move time. @default () => 0 */
  readonly timeOffset?: () => number
}

/**
 * Keeps everything in a folder, with PostgreSQL inside the process (PGlite): no server to install. For one process at a
 * time; a lock file guards the folder.
 *
 * @throws {StoreError} from `open()`: `store-locked`, `store-unavailable`
 */
export function embeddedStore(folder: string, options: EmbeddedStoreOptions = {}): Store {
  const root = resolve(folder)
  const timeOffset = options.timeOffset ?? (() => 0)
  let database: PGlite | null = null
  let unlock: (() => Promise<void>) | null = null

  const opened = (): PGlite => {
    if (database === null)
      throw new StoreError('store-unavailable', 'the embedded store is not open: call ovo.start() first')
    return database
  }
  const plans = new Map<string, Promise<unknown>>()
  async function runPrepared(name: string, text: string, values: readonly string[]): Promise<readonly Row[]> {
    const planned = plans.get(name) ?? opened().exec(`prepare "${name}" as ${text}`)
    plans.set(name, planned)
    await planned
    // Written into the statement because EXECUTE takes no bound parameters. Doubled quotes are all that a literal needs.
    const literals = values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')
    const [result] = await opened().exec(`execute "${name}" (${literals})`)
    return (result?.rows ?? []) as readonly Row[]
  }
  const driver: SqlDriver = {
    query: async ({ name, text, values }) => {
      // Every commit, and what is looked up by a key. Planning one takes longer than running it.
      if (values.length > 0 && values.every((value) => typeof value === 'string'))
        return runPrepared(name, text, values)
      return (await opened().query<Row>(text, [...values])).rows
    },
    script: async (text) => {
      await opened().exec(text)
    },
  }
  const now = (): number => Date.now() + timeOffset()

  return {
    ...sqlStore(driver, 'ovokit', now),
    now,
    durability: 'process-death',
    acceptsPowerLoss: options.acceptPowerLoss ?? false,
    open: async () => {
      await mkdir(root, { recursive: true, mode: 0o700 })
      unlock = await takeFileLock(join(root, 'lock'))
      try {
        database = await PGlite.create(join(root, 'database'))
        await migrate(driver, 'ovokit')
      } catch (error) {
        await unlock()
        throw new StoreError('store-unavailable', `the embedded store in ${root} cannot be opened`, { cause: error })
      }
    },
    close: async () => {
      await database?.close()
      database = null
      plans.clear()
      await unlock?.()
      unlock = null
    },
  }
}
