import type { ChangeSet, Store } from '../engine/store.ts'
import { StoreError } from '../errors/errors.ts'
import type { Row } from './sql-rows.ts'
import { checkSchema, migrate, type SqlDriver, sqlStore } from './sql-store.ts'

/** What `postgresStore` uses of a `pg` Pool. */
export interface PostgresPool {
  query(statement: { name?: string; text: string; values?: unknown[] }): Promise<{ rows: unknown[] }>
  /** Needed only to be woken by other processes at once; without it their work is found within a second. */
  connect?(): Promise<PostgresClient>
  readonly options?: { readonly max?: number | undefined }
}

export interface PostgresClient {
  query(text: string): Promise<unknown>
  on(event: 'notification' | 'error' | 'end', listener: () => void): unknown
  release(destroy?: boolean): void
}

/** What `knexPool` uses of a knex instance, such as Medusa's `__pg_connection__`. */
export interface Knex {
  raw(sql: string, bindings?: readonly unknown[]): PromiseLike<unknown>
}

export interface PostgresStoreOptions {
  /** The schema that OvoKit's tables live in, made when it is missing. @default 'ovokit' */
  readonly schema?: string
  /** Keeps query plans by name. Switch off behind a pooler that cannot, such as PgBouncer before 1.21. @default true */
  readonly preparedStatements?: boolean
  /** Added to the database's clock, in milliseconds. Only tests and demonstrations move time. @default () => 0 */
  readonly timeOffset?: () => number
}

const calibrateMillis = 30_000
const notifyMillis = 50
const roundTripMillis = 100

/**
 * Keeps everything in the shop's own PostgreSQL (15 or newer), in a schema of its own. Any number of processes may
 * share it.
 *
 * @throws {StoreError} from `open()`: `store-unavailable`
 */
export function postgresStore(pool: PostgresPool, options: PostgresStoreOptions = {}): Store {
  const schema = checkSchema(options.schema ?? 'ovokit')
  const channel = `${schema}_wake`
  const timeOffset = options.timeOffset ?? (() => 0)
  const isPrepared = options.preparedStatements ?? true
  const driver: SqlDriver = {
    query: async ({ name, text, values }) => {
      const statement = { text, values: [...values] }
      const answer = isPrepared
        ? pool.query({ ...statement, name }).catch((error: unknown) => {
            // A newer version has added a column: the plan that this connection keeps by the name never fits again.
            if (!isOutdatedPlan(error)) throw error
            return pool.query(statement)
          })
        : pool.query(statement)
      return (await answer).rows as readonly Row[]
    },
    script: async (text) => {
      await pool.query({ text })
    },
  }
  // The database's clock, carried by this process's monotonic one, so that no wall clock of any host matters.
  let ahead = 0
  let calibratedAt = Number.NEGATIVE_INFINITY
  let durability: Store['durability'] = 'power-cut'
  let listener: { stop: () => void } | null = null
  let notifyTimer: NodeJS.Timeout | null = null
  let isClosed = false

  const now = (): number => Math.floor(performance.now() + ahead) + timeOffset()

  async function calibrate(): Promise<void> {
    const before = performance.now()
    calibratedAt = before
    const [row] = await driver.query({
      name: `${schema}.clock`,
      text: `select extract(epoch from clock_timestamp()) * 1000 as now, current_setting('fsync') as fsync,
             current_setting('synchronous_commit') as sync`,
      values: [],
    })
    const after = performance.now()
    // A query that waited for a connection says when it ran, not when it was asked: only a quick one tells the time.
    const isQuick = after - before < roundTripMillis
    if (isQuick || ahead === 0) ahead = Number(row?.now) - (isQuick ? (before + after) / 2 : after)
    durability = row?.fsync === 'on' && row.sync !== 'off' ? 'power-cut' : 'process-death'
  }

  function recalibrate(): void {
    if (performance.now() - calibratedAt > calibrateMillis) calibrate().catch(() => {})
  }

  const store = sqlStore(driver, schema, now)

  /** Tells other processes that something may be due. Not inside the commit: NOTIFY makes commits queue up. */
  function wakeOthers(change: ChangeSet): void {
    const isUrgent =
      (change.deliveries?.length ?? 0) > 0 ||
      (change.update ?? []).some(({ dueAt }) => dueAt !== null && dueAt <= change.now)
    if (!isUrgent || notifyTimer !== null || isClosed || pool.connect === undefined) return
    notifyTimer = setTimeout(() => {
      notifyTimer = null
      pool.query({ text: `select pg_notify('${channel}', '')` }).catch(() => {})
    }, notifyMillis)
  }

  return {
    ...store,
    now,
    get durability() {
      return durability
    },
    open: async () => {
      try {
        await migrate(driver, schema)
        await calibrate()
      } catch (error) {
        throw new StoreError(
          'store-unavailable',
          'the PostgreSQL store cannot be opened: check that the database is reachable and that its user may create the schema',
          { cause: error },
        )
      }
    },
    close: async () => {
      isClosed = true
      listener?.stop()
      if (notifyTimer !== null) clearTimeout(notifyTimer)
    },
    commit: async (change) => {
      recalibrate()
      const result = await store.commit(change)
      if (result.committed) wakeOthers(change)
      return result
    },
    claimDue: async (lease) => {
      recalibrate()
      return store.claimDue(lease)
    },
    onWake: (wake) => {
      // Listening keeps a connection for itself; a pool of one has none to spare.
      const isShared = pool.options?.max !== 1
      if (pool.connect !== undefined && isShared) listener = listen(pool.connect.bind(pool), channel, wake)
    },
  }
}

/** Found before the statement begins, so that it can be asked again. */
const isOutdatedPlan = (error: unknown): boolean => (error as { code?: unknown }).code === '0A000'

/** Holds one connection for LISTEN, and takes another when it breaks. */
function listen(connect: () => Promise<PostgresClient>, channel: string, wake: () => void): { stop: () => void } {
  let client: PostgresClient | null = null
  let timer: NodeJS.Timeout | null = null
  let isStopped = false

  function retry(): void {
    client?.release(true)
    client = null
    if (isStopped || timer !== null) return
    timer = setTimeout(() => {
      timer = null
      void open()
    }, 1_000)
    timer.unref()
  }

  async function open(): Promise<void> {
    try {
      const opened = await connect()
      if (isStopped) return opened.release(true)
      client = opened
      client.on('notification', wake)
      client.on('error', retry)
      await client.query(`listen ${channel}`)
    } catch {
      retry()
    }
  }

  void open()
  return {
    stop: () => {
      isStopped = true
      if (timer !== null) clearTimeout(timer)
      client?.release(true)
      client = null
    },
  }
}

/** Lends a knex instance to `postgresStore`: statements go through its pool, transactions stay OvoKit's own. */
export function knexPool(knex: Knex): PostgresPool {
  return {
    query: async ({ text, values }) => {
      // knex numbers its bindings by position; `?` stands for nothing else in OvoKit's statements.
      const bindings: unknown[] = []
      const sql = text.replaceAll(/\$(\d+)/g, (_, index: string) => {
        bindings.push(values?.[Number(index) - 1])
        return '?'
      })
      const result = (await (values === undefined || values.length === 0
        ? knex.raw(text)
        : knex.raw(sql, bindings))) as {
        rows?: unknown[]
      }
      return { rows: result.rows ?? [] }
    },
  }
}
