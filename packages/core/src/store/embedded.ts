import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Store } from '../engine/store.ts'
import { StoreError } from '../errors/errors.ts'
import { type EmbeddedDatabase, openEmbeddedDatabase } from './embedded-database.ts'
import { takeFileLock } from './file-lock.ts'
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
  let database: EmbeddedDatabase | null = null
  let unlock: (() => Promise<void>) | null = null

  const opened = (): EmbeddedDatabase => {
    if (database === null)
      throw new StoreError('store-unavailable', 'the embedded store is not open: call ovo.start() first')
    return database
  }
  const driver: SqlDriver = {
    query: async (statement) => opened().query(statement),
    script: async (text) => opened().script(text),
  }
  const now = (): number => Date.now() + timeOffset()

  const store = sqlStore(driver, 'ovokit', now)

  return {
    ...store,
    now,
    durability: 'process-death',
    acceptsPowerLoss: options.acceptPowerLoss ?? false,
    open: async () => {
      await mkdir(root, { recursive: true, mode: 0o700 })
      unlock = await takeFileLock(join(root, 'lock'))
      try {
        database = await openEmbeddedDatabase(join(root, 'database'))
        await migrate(driver, 'ovokit')
      } catch (error) {
        // Whoever opens the folder next must be alone in it.
        await database?.close().catch(() => {})
        database = null
        await unlock()
        unlock = null
        throw new StoreError('store-unavailable', `the embedded store in ${root} cannot be opened`, { cause: error })
      }
    },
    sweep: async (sweep) => {
      await store.sweep(sweep)
      // Nobody else does it in a database of one process: its log would grow for as long as the process lives, and a
      // start after a kill would read all of it.
      await driver.script('checkpoint')
    },
    close: async () => {
      await database?.close()
      database = null
      await unlock?.()
      unlock = null
    },
  }
}
