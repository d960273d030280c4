import type { ChangeSet } from '../engine/store.ts'
import { storableJson, storableText } from '../values/json.ts'

type ColumnType = 'text' | 'integer' | 'bigint' | 'boolean' | 'json' | 'jsonb'

type BatchRow = object

/**
 * One part of a change: which rows of it go into a statement, what they look like there, and what becomes of them.
 * `source` gives the rows as `x`; `pass` keeps those whose change was not refused, and `passLater` the same ones, but
 * only once every slot that the statement gives up is free.
 */
interface Part {
  readonly rows: (change: ChangeSet) => readonly BatchRow[]
  /** By the name of the row's property. */
  readonly columns: Readonly<Record<string, ColumnType>>
  readonly apply: (s: string, source: string, pass: string, passLater: string) => string
}

/** What must hold of a stored record: that it is at this version, that this owner has its lease, or both. */
function guardsOf({ update = [], expect = [], holds }: ChangeSet): readonly BatchRow[] {
  const guards = [...update, ...expect].map(({ id, version }) => ({ id, version }))
  return holds === undefined ? guards : [...guards, holds]
}

type PartName =
  | 'guards'
  | 'update'
  | 'insert'
  | 'history'
  | 'deliveries'
  | 'claim'
  | 'starts'
  | 'ends'
  | 'notes'
  | 'prune'

/** A row's place in the log's chains. */
const linkColumns = { writer: 'text', seq: 'bigint', link: 'text' } as const

/** In the order in which their statement names them. */
const parts: Readonly<Record<PartName, Part>> = {
  guards: {
    rows: guardsOf,
    columns: { id: 'text', version: 'integer', owner: 'text' },
    // Locked in the order of the ids, so that two statements cannot wait for each other. Each by itself, because a plan
    // for "about a hundred" of them would read the whole table.
    apply: (s, source) => `
      guards as materialized (select x.* from ${source}),
      keys as materialized (select distinct id from guards order by id),
      locked as materialized (
        select r.* from keys, lateral (
          select id, version, lease_owner, lease_until from ${s}.records where id = keys.id for update
        ) r),
      refused as materialized (
        select g.c, bool_or(g.version is not null and g.version is distinct from l.version) as by_version
        from guards g left join locked l using (id)
        where g.version is not null and g.version is distinct from l.version
          or g.owner is not null and (l.lease_owner = g.owner and l.lease_until > g.now) is not true
        group by g.c)`,
  },
  update: {
    rows: ({ update = [] }) => update,
    columns: { id: 'text', state: 'text', data: 'jsonb', exclusive: 'text', dueAt: 'bigint', keepsLease: 'boolean' },
    apply: (s, source, pass, passLater) => {
      const update = `
        update ${s}.records r
        set state = x.state, data = x.data, exclusive = x.exclusive, due_at = x."dueAt", version = r.version + 1,
          updated_at = x.now,
          lease_owner = case when x."keepsLease" then r.lease_owner end,
          lease_until = case when x."keepsLease" then r.lease_until end
        from ${source}`
      return `
      freed as (${update} ${pass} and r.id = x.id and x.exclusive is null returning r.id),
      updated as (${update} ${passLater} and r.id = x.id and x.exclusive is not null)`
    },
  },
  insert: {
    rows: ({ insert = [] }) => insert,
    columns: {
      id: 'text',
      kind: 'text',
      merchant: 'text',
      reference: 'text',
      number: 'text',
      parentId: 'text',
      state: 'text',
      data: 'jsonb',
      exclusive: 'text',
      dueAt: 'bigint',
      createdAt: 'bigint',
    },
    apply: (s, source, _, passLater) => `
      inserted as (
        insert into ${s}.records
          (id, kind, merchant, reference, number, parent_id, state, data, exclusive, due_at, created_at, updated_at)
        select x.id, x.kind, x.merchant, x.reference, x.number, x."parentId", x.state, x.data, x.exclusive, x."dueAt",
          x."createdAt", x.now
        from ${source} ${passLater} order by x.exclusive)`,
  },
  history: {
    rows: ({ history = [] }) => history,
    columns: {
      recordId: 'text',
      at: 'bigint',
      type: 'text',
      from: 'text',
      to: 'text',
      isRejected: 'boolean',
      facts: 'json',
    },
    apply: (s, source, pass) => `
      told as (
        insert into ${s}.events (record_id, at, type, from_state, to_state, is_rejected, facts)
        select x."recordId", x.at, x.type, x."from", x."to", x."isRejected", x.facts from ${source} ${pass})`,
  },
  deliveries: {
    rows: ({ deliveries = [] }) => deliveries,
    columns: { id: 'text', stream: 'text', type: 'text', at: 'bigint', payload: 'json' },
    apply: (s, source, pass) => `
      posted as (
        insert into ${s}.outbox (id, stream, type, at, payload, due_at)
        select x.id, x.stream, x.type, x.at, x.payload, x.now from ${source} ${pass}
        on conflict (id) do nothing)`,
  },
  claim: {
    rows: ({ claim }) => (claim === undefined ? [] : [claim]),
    columns: { key: 'text', expiresAt: 'bigint' },
    apply: (s, source, pass) => `
      claimed as (
        insert into ${s}.claims (key, expires_at) select x.key, x."expiresAt" from ${source} ${pass} order by x.key)`,
  },
  starts: {
    rows: ({ exchangeStarts = [] }) => exchangeStarts.map(({ end, ...start }) => start),
    columns: {
      id: 'text',
      at: 'bigint',
      direction: 'text',
      merchant: 'text',
      operation: 'text',
      recordId: 'text',
      request: 'json',
      sealedRequest: 'text',
      ...linkColumns,
    },
    apply: (s, source, pass) => `
      begun as (
        insert into ${s}.exchanges
          (id, at, direction, merchant, operation, record_id, request, sealed_request, writer, seq, link)
        select x.id, x.at, x.direction, x.merchant, x.operation, x."recordId", x.request, x."sealedRequest",
          x.writer, x.seq, x.link
        from ${source} ${pass})`,
  },
  ends: {
    rows: ({ exchangeStarts = [], exchangeEnds = [] }) => [
      ...exchangeEnds,
      ...exchangeStarts.flatMap(({ id, end }) => (end === undefined ? [] : [{ id, ...end }])),
    ],
    columns: { id: 'text', at: 'bigint', outcome: 'text', response: 'json', sealedResponse: 'text', ...linkColumns },
    apply: (s, source, pass) => `
      ended as (
        insert into ${s}.exchange_ends (id, at, outcome, response, sealed_response, writer, seq, link)
        select x.id, x.at, x.outcome, x.response, x."sealedResponse", x.writer, x.seq, x.link from ${source} ${pass}
        on conflict (id) do nothing)`,
  },
  notes: {
    rows: ({ notes = [] }) => notes,
    columns: { at: 'bigint', type: 'text', facts: 'json', ...linkColumns },
    apply: (s, source, pass) => `
      noted as (
        insert into ${s}.log_notes (writer, seq, link, at, type, facts)
        select x.writer, x.seq, x.link, x.at, x.type, x.facts from ${source} ${pass}
        on conflict (writer, seq) do nothing)`,
  },
  prune: {
    rows: ({ prune = [] }) => prune,
    columns: { writer: 'text', through: 'bigint' },
    apply: (s, source, pass) =>
      ['exchanges', 'exchange_ends', 'log_notes']
        .map(
          (table) => `
      pruned_${table} as (
        delete from ${s}.${table} t using (select x.* from ${source} ${pass}) x
        where t.writer = x.writer and t.seq <= x.through)`,
        )
        .join(),
  },
}

const names = Object.keys(parts) as readonly PartName[]

export interface Batch {
  /** Which parts there are: one statement each, so that a database can keep its plan. */
  readonly shape: readonly PartName[]
  /** The columns of each part of the shape, one array each, as PostgreSQL writes them. */
  readonly values: readonly string[]
}

/**
 * Lays changes out as one batch: part by part, column by column. Arrays and not JSON, because a database spends as long
 * on reading the names in JSON as on storing the rows.
 */
export function toBatch(changes: readonly ChangeSet[]): Batch {
  const shape: PartName[] = []
  const values: string[] = []
  for (const name of names) {
    const part = parts[name]
    const rows: BatchRow[] = []
    const owners: number[] = []
    for (const [index, change] of changes.entries()) {
      for (const row of part.rows(change)) {
        rows.push(row)
        owners.push(index)
      }
    }
    if (rows.length === 0) continue
    shape.push(name)
    values.push(`{${owners.join()}}`, `{${owners.map((owner) => changes[owner]?.now).join()}}`)
    for (const [key, type] of Object.entries(part.columns)) {
      const write = writers[type]
      values.push(`{${rows.map((row) => element((row as Readonly<Record<string, unknown>>)[key], write)).join()}}`)
    }
  }
  return { shape, values }
}

const element = (value: unknown, write: (value: unknown) => string): string =>
  value === null || value === undefined ? 'NULL' : write(value)

// OVO's texts may hold anything.
const writeText = (value: unknown): string => `"${storableText(String(value)).replaceAll(/["\\]/g, '\\$&')}"`
// JSON holds no control characters, so that writing it as JSON once more gives the same escapes as an array's.
const writeJson = (value: unknown): string => JSON.stringify(storableJson(value))

const writers: Readonly<Record<ColumnType, (value: unknown) => string>> = {
  text: writeText,
  integer: String,
  bigint: String,
  boolean: String,
  json: writeJson,
  jsonb: writeJson,
}

/**
 * The statement that applies a batch of that shape, and says which of its changes were refused: their index, and
 * whether by a version or by a lease.
 *
 * One statement is one transaction on any driver: first the guarded rows are locked, then every change is judged by its
 * own guards, and only then anything is written of those that passed.
 */
export function commitStatement(s: string, shape: readonly PartName[]): string {
  const isGuarded = shape.includes('guards')
  // As an equality, of which planners expect few rows: records are then looked up one by one, and not by reading all.
  const pass = isGuarded
    ? `where case when x.c = any(array(select c from refused)) then 'refused' else 'passed' end = 'passed'`
    : ''
  // Parts of one statement run in no order but that in which they read one another. An index that is checked at once
  // wants one: who passes a slot on lets go of it before another takes it.
  const passLater = shape.includes('update') ? `${pass} and x.id <> all(array(select id from freed))` : pass
  let parameters = 0
  const ctes = shape.map((name) => {
    const columns = { c: 'integer', now: 'bigint', ...parts[name].columns }
    const arrays = Object.values(columns).map((type, index) => `$${++parameters}::${type}[] as a${index}`)
    const all = arrays.map((_, index) => `a.a${index}`)
    const keys = Object.keys(columns).map((key) => `"${key}"`)
    // Out of the planner's sight: if it knew how long the arrays are, it would plan anew for every statement.
    const source = `(select ${arrays.join(', ')} offset 0) a, unnest(${all.join(', ')}) x(${keys.join(', ')})`
    return parts[name].apply(s, source, pass, passLater)
  })
  const answer = isGuarded ? 'select c, by_version from refused' : 'select null where false'
  return `with ${ctes.join(',')}\n${answer}`
}
