import { setTimeout as pause } from 'node:timers/promises'
import type { ChangeSet, CommitResult, Conflict, Store, StoredRecord } from '../engine/store.ts'
import { StoreError } from '../errors/errors.ts'
import { OvoError } from '../errors/ovo-error.ts'
import { commitStatement, toBatch } from './commit-statement.ts'
import { createGroupCommit } from './group-commit.ts'
import { type Row, toDelivery, toExchange, toHistory, toLogLink, toLogRow, toRecord, toToken } from './sql-rows.ts'
import { migrationScript } from './sql-schema.ts'
import { statements } from './sql-statements.ts'

/** The whole of what OvoKit asks of a database driver. */
export interface SqlDriver {
  /** Runs one statement. `name` is the same for the same text, for drivers that keep plans by name. */
  query(statement: {
    readonly name: string
    readonly text: string
    readonly values: readonly unknown[]
  }): Promise<readonly Row[]>
  /** Runs a script without parameters, in one transaction. */
  script(text: string): Promise<void>
}

export type SqlStore = Omit<Store, 'open' | 'close' | 'now' | 'durability'>

const conflicts: Readonly<Record<string, Conflict>> = {
  records_exclusive: 'exclusive',
  records_number: 'number',
  records_pkey: 'number',
  claims_key: 'claim',
}

/** A schema name goes into statements as it is, so it is a plain identifier or an error. */
export function checkSchema(schema: string): string {
  if (/^[a-z_][a-z0-9_]{0,40}$/.test(schema)) return schema
  throw new StoreError('store-unavailable', 'the schema name must be lower-case letters, digits and _, such as ovokit')
}

/** Processes that are at work meanwhile hold some tables and want others: a ring that PostgreSQL breaks is tried again. */
export const migrate = (driver: SqlDriver, schema: string): Promise<void> =>
  patiently(() => driver.script(migrationScript(schema)))

/** The store in PostgreSQL's SQL, over any driver: `pg`, knex, PGlite. */
export function sqlStore(driver: SqlDriver, schema: string, now: () => number): SqlStore {
  const sql = statements(schema)
  const commits = new Map<string, string>()
  type Name = keyof typeof sql
  const query: SqlDriver['query'] = (statement) => patiently(() => driver.query(statement))
  const run = (name: Name, ...values: readonly unknown[]): Promise<readonly Row[]> =>
    query({ name: `${schema}.${name}`, text: sql[name], values }).catch((error: unknown) => {
      throw unavailable(error)
    })
  const one = async (name: Name, ...values: readonly unknown[]): Promise<StoredRecord | null> => {
    const [row] = await run(name, ...values)
    return row === undefined ? null : toRecord(row)
  }

  async function apply(changes: readonly ChangeSet[]): Promise<readonly CommitResult[]> {
    const { shape, values } = toBatch(changes)
    const results: CommitResult[] = changes.map(() => ({ committed: true }))
    if (shape.length === 0) return results
    // PostgreSQL keeps 63 characters of a name: `guards` and `update` become `gu`.
    const name = `${schema}.commit.${shape.map((part) => part[0]).join('')}`
    const text = commits.get(name) ?? commitStatement(schema, shape)
    commits.set(name, text)
    for (const { c, by_version: byVersion } of await query({ name, text, values })) {
      results[Number(c)] = { committed: false, conflict: byVersion === true ? 'version' : 'lease' }
    }
    return results
  }
  const groupCommit = createGroupCommit({ apply, wasRefused })

  return {
    commit: (change) =>
      groupCommit(change).catch((error: unknown) => {
        const conflict = conflictOf(error)
        if (conflict === null) throw unavailable(error)
        return { committed: false, conflict }
      }),

    record: (id) => one('record', id),
    recordByExclusive: (key) => one('recordByExclusive', key),
    recordByNumber: ({ merchant, kind, number }) => one('recordByNumber', merchant, kind, number),
    recordByReferenceNo: ({ merchant, referenceNo }) => one('recordByReferenceNo', merchant, referenceNo),
    recordsByReference: async ({ merchant, reference }) =>
      (await run('recordsByReference', merchant, reference)).map(toRecord),
    recentRecords: async ({ kinds, limit }) => (await run('recentRecords', kinds, limit)).map(toRecord),
    recordsBetween: async ({ merchant, kinds, from, to, after, limit }) => {
      const { createdAt, id } = after ?? { createdAt: from - 1, id: '' }
      return (await run('recordsBetween', merchant, kinds, from, to, createdAt, id, limit)).map(toRecord)
    },
    history: async (recordId) => (await run('history', recordId)).map(toHistory),
    exchanges: async ({ ids, recordIds, since, until, limit }) =>
      (await run('exchanges', recordIds ?? null, limit, ids ?? null, since ?? null, until ?? null)).map(toExchange),
    logWriters: async ({ newest } = {}) =>
      (await (newest === undefined ? run('logWriters') : run('newestLogWriters', newest))).map(toLogLink),
    logRows: async ({ writer, after, limit }) =>
      (await run('logRows', writer, after, limit)).map((row) => toLogRow(writer, row)),
    unlinkedExchanges: async () => {
      const [row] = await run('unlinkedExchanges')
      return { count: Number(row?.count), from: Number(row?.first), to: Number(row?.last) }
    },

    claimDue: async ({ now, owner, until, untilByKind = {}, limit, id }) => {
      const byKind = JSON.stringify(untilByKind)
      const rows =
        id === undefined
          ? run('claimDue', now, owner, until, limit, byKind)
          : run('claimOne', now, owner, until, id, byKind)
      return (await rows).map(toRecord)
    },
    release: async ({ id, owner, version, dueAt }) => {
      await run('release', id, owner, dueAt, version)
    },

    claimDeliveries: async ({ now, owner, until, limit }) =>
      (await run('claimDeliveries', now, owner, until, limit)).map(toDelivery),
    endDelivery: async ({ id, owner, retryAt }) => {
      await run('endDelivery', id, owner, retryAt, now())
    },

    takeNumbers: async ({ name, floor, count }) => Number((await run('takeNumbers', name, floor, count))[0]?.first),

    token: async (key) => {
      const [row] = await run('token', key)
      return row === undefined ? null : toToken(row)
    },
    claimToken: async ({ key, owner, now, until, generation }) =>
      (await run('claimToken', now, owner, until, key, generation)).length === 1,
    saveToken: async ({ key, owner, token }) => {
      if (token === null) await run('endTokenClaim', key, owner)
      else await run('saveToken', key, owner, token.generation, token.sealed, token.refreshAt, token.expiresAt)
    },

    sweep: async ({ now, deliveredBefore, unlinkedBefore }) => {
      await run('sweepClaims', now)
      await run('sweepOutbox', deliveredBefore)
      if (unlinkedBefore !== undefined) await run('sweepUnlinked', unlinkedBefore)
    },
    health: async (now) => {
      const [row] = await run('health', now)
      return {
        overdue: Number(row?.overdue),
        oldestOverdueMillis: Number(row?.oldest),
        undelivered: Number(row?.undelivered),
      }
    },
  }
}

const maxTries = 5
/** After the first try, and twice as long after each more. */
const restMillis = 20

/**
 * Asks again where PostgreSQL gave a statement up because it and another waited for each other, and undid all of it. Not
 * at once: what was let go of is free until the other wakes up, and would be taken from it again.
 */
async function patiently<Result>(ask: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (tries === maxTries || !wasInTheWay(error)) throw error
      await pause(restMillis * 2 ** (tries - 1))
    }
  }
}

/** A deadlock, or a failed serialisation. */
const wasInTheWay = (error: unknown): boolean => /^(40P01|40001)$/.test(String((error as { code?: unknown }).code))

const unavailable = (error: unknown): Error =>
  OvoError.is(error)
    ? error
    : new StoreError('store-unavailable', 'the database did not do what it was asked; the cause says why', {
        cause: error,
      })

/**
 * Whether PostgreSQL undid the statement for what was in it: bad data, a broken constraint, a deadlock. Everything else
 * (no connection, no room, being shut down) would meet each of its changes alike.
 */
const wasRefused = (error: unknown): boolean => /^(22|23|40)...$/.test(String((error as { code?: unknown }).code))

function conflictOf(error: unknown): Conflict | null {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  if (wasInTheWay(error)) return 'version'
  if (code !== '23505') return null
  const known = conflicts[String(constraint)]
  if (known !== undefined) return known
  const named = Object.keys(conflicts).find((name) => String((error as Error).message).includes(`"${name}"`))
  return named === undefined ? null : (conflicts[named] ?? null)
}
