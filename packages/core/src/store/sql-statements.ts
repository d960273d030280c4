import type { ChangeSet } from '../engine/store.ts'

/** Every statement the store uses, for one schema. Parameters are positional; JSON goes in as text. */
export interface Statements {
  readonly record: string
  readonly recordByExclusive: string
  readonly recordByNumber: string
  readonly recordByReferenceNo: string
  readonly recordsByReference: string
  readonly recentRecords: string
  readonly history: string
  readonly exchanges: string
  readonly claimDue: string
  readonly claimOne: string
  readonly release: string
  readonly claimDeliveries: string
  readonly endDelivery: string
  readonly takeNumbers: string
  readonly token: string
  readonly claimToken: string
  readonly saveToken: string
  readonly endTokenClaim: string
  readonly sweepClaims: string
  readonly sweepOutbox: string
  readonly health: string
}

export function statements(s: string): Statements {
  // What was chosen is leased by an array of keys, not by a join: a plan that is kept for any limit expects a tenth of
  // the table, and joins that by reading all of it.
  const free = (table: string): string => `(${table}.lease_until is null or ${table}.lease_until <= $1)`
  const until = `coalesce(($5::jsonb->>kind)::bigint, $3::bigint)`
  return {
    record: `select * from ${s}.records where id = $1`,
    recordByExclusive: `select * from ${s}.records where exclusive = $1`,
    recordByNumber: `select * from ${s}.records where merchant = $1 and kind = $2 and number = $3`,
    recordByReferenceNo: `
      select * from ${s}.records where merchant = $1 and data->>'referenceNo' = $2 and parent_id is null limit 1`,
    recordsByReference: `select * from ${s}.records where merchant = $1 and reference = $2 order by created_at, id`,
    recentRecords: `select * from ${s}.records where kind = any($1) order by created_at desc, id limit $2`,
    history: `select * from ${s}.events where record_id = $1 order by seq`,
    exchanges: `
      select * from (
        select * from ${s}.exchanges where $1::text[] is null or record_id = any($1) order by at desc, id limit $2
      ) newest order by at, id`,
    claimDue: `
      with due as materialized (
        select id from ${s}.records r
        where r.due_at <= $1 and ${free('r')}
        order by r.due_at limit $4 for update skip locked
      ), leased as (
        update ${s}.records set lease_owner = $2, lease_until = ${until}
        where id = any(array(select id from due)) returning *
      )
      select * from leased order by due_at`,
    claimOne: `
      with due as materialized (
        select id from ${s}.records r where r.id = $4 and ${free('r')} for update skip locked
      )
      update ${s}.records r set lease_owner = $2, lease_until = ${until} from due where r.id = due.id returning r.*`,
    release: `
      update ${s}.records set lease_owner = null, lease_until = null,
        due_at = case when version = $4 then $3::bigint else due_at end
      where id = $1 and lease_owner = $2`,
    claimDeliveries: `
      with heads as materialized (
        select distinct on (stream) seq from ${s}.outbox where delivered_at is null order by stream, seq
      ), ready as materialized (
        select o.seq from ${s}.outbox o join heads using (seq)
        where o.due_at <= $1 and ${free('o')}
        order by o.seq limit $4 for update of o skip locked
      ), leased as (
        update ${s}.outbox set lease_owner = $2, lease_until = $3
        where seq = any(array(select seq from ready)) and delivered_at is null returning *
      )
      select * from leased order by seq`,
    endDelivery: `
      update ${s}.outbox
      set lease_owner = null, lease_until = null, attempts = attempts + 1,
          due_at = coalesce($3, due_at), delivered_at = case when $3::bigint is null then $4::bigint end
      where id = $1 and lease_owner = $2`,
    takeNumbers: `
      insert into ${s}.sequences as n (name, last) values ($1, $2::bigint + $3::bigint - 1)
      on conflict (name) do update set last = greatest(n.last + 1, $2::bigint) + $3::bigint - 1
      returning last - $3::bigint + 1 as first`,
    token: `select * from ${s}.tokens where key = $1 and sealed is not null`,
    claimToken: `
      insert into ${s}.tokens as t (key, lease_owner, lease_until) values ($4, $2, $3)
      on conflict (key) do update set lease_owner = $2, lease_until = $3
      where t.generation = $5 and ${free('t')} returning key`,
    saveToken: `
      update ${s}.tokens
      set generation = $3, sealed = $4, refresh_at = $5, expires_at = $6, lease_owner = null, lease_until = null
      where key = $1 and lease_owner = $2`,
    endTokenClaim: `update ${s}.tokens set lease_owner = null, lease_until = null where key = $1 and lease_owner = $2`,
    sweepClaims: `delete from ${s}.claims where expires_at <= $1`,
    sweepOutbox: `delete from ${s}.outbox where delivered_at < $1`,
    health: `
      select count(*) as overdue, coalesce(max($1::bigint - r.due_at), 0) as oldest,
             (select count(*) from ${s}.outbox where delivered_at is null) as undelivered
      from ${s}.records r where r.due_at <= $1 and ${free('r')}`,
  }
}

/** The parts of a change, in the order in which their statement names them. */
const parts = ['insert', 'update', 'history', 'deliveries', 'claim', 'exchangeStarts', 'exchangeEnds'] as const

/** A record that must be locked and, where a version is given, still be at it. */
export interface Guard {
  readonly id: string
  readonly version: number | null
}

export function guardsOf({ update = [], expect = [], holds }: ChangeSet): readonly Guard[] {
  const guards: Guard[] = [...update, ...expect].map(({ id, version }) => ({ id, version }))
  const isIn = holds === undefined || guards.some(({ id }) => id === holds.id)
  return isIn ? guards : [...guards, { id: holds.id, version: null }]
}

/**
 * Which parts a change has: one statement per shape, so that a database can keep its plan. Where stored rows are looked
 * up, how many belongs to the shape, rounded up to a power of two: a plan made for "about a hundred" reads whole tables.
 */
export function commitShape(change: ChangeSet): string {
  const counted = { guards: guardsOf(change), update: change.update, exchangeEnds: change.exchangeEnds }
  const has = (['guards', ...parts] as const).flatMap((part) => {
    if (part === 'guards' || part === 'update' || part === 'exchangeEnds') {
      const count = counted[part]?.length ?? 0
      return count === 0 ? [] : [`${part}${2 ** Math.ceil(Math.log2(count))}`]
    }
    const value = change[part]
    return (Array.isArray(value) ? value.length > 0 : value !== undefined) ? [part] : []
  })
  return has.join('+')
}

/**
 * The statement that applies a change of that shape. `$1` is the whole change as JSON.
 *
 * One statement is one transaction on any driver: first the guarded rows are locked in the order of their ids (so two
 * changes cannot wait for each other), then versions and lease are judged, and only then anything is written.
 */
export function commitStatement(s: string, shape: string): string {
  const has = new Map(shape.split('+').map((part) => [part.replace(/\d+$/, ''), Number(/\d+$/.exec(part)?.[0] ?? 0)]))
  const rows = (part: string, columns: string): string => {
    const count = has.get(part) ?? 0
    if (count === 0) return `jsonb_to_recordset(c->'${part}') as x(${columns})`
    // Spelled out one by one, so that the planner knows how many. Those that are not there come as nulls.
    const items = Array.from({ length: count }, (_, index) => `(c->'${part}'->${index})`)
    return `lateral (values ${items.join(', ')}) as item(j), jsonb_to_record(item.j) as x(${columns})`
  }
  const pass = has.has('guards') ? 'verdict where versions and lease' : 'one'
  const and = has.has('guards') ? 'and' : 'where'
  const now = `(c->>'now')::bigint`
  const ctes: string[] = [`change as materialized (select $1::jsonb as c)`, `one as (select 1)`]
  if (has.has('guards')) {
    ctes.push(
      `guards as materialized (select x.* from change, ${rows('guards', 'id text, version integer')}
         where x.id is not null)`,
      `locked as materialized (
         select r.id, r.version, r.lease_owner, r.lease_until from ${s}.records r
         where r.id in (select id from guards)
         order by r.id for update of r)`,
      `verdict as materialized (
         select not exists (
           select from guards g where g.version is not null
             and not exists (select from locked l where l.id = g.id and l.version = g.version)
         ) as versions,
         c->'holds' is null or exists (
           select from locked l
           where l.id = c->'holds'->>'id' and l.lease_owner = c->'holds'->>'owner' and l.lease_until > ${now}
         ) as lease from change)`,
    )
  }
  if (has.has('insert')) {
    ctes.push(`inserted as (
      insert into ${s}.records
        (id, kind, merchant, reference, number, parent_id, state, data, exclusive, due_at, created_at, updated_at)
      select x.id, x.kind, x.merchant, x.reference, x.number, x."parentId", x.state, x.data, x.exclusive, x."dueAt",
        x."createdAt", ${now}
      from change, ${rows(
        'insert',
        `id text, kind text, merchant text, reference text, number text, "parentId" text,
        state text, data jsonb, exclusive text, "dueAt" bigint, "createdAt" bigint`,
      )}, ${pass})`)
  }
  if (has.has('update')) {
    ctes.push(`updated as (
      update ${s}.records r
      set state = x.state, data = x.data, exclusive = x.exclusive, due_at = x."dueAt", version = r.version + 1,
        updated_at = ${now},
        lease_owner = case when x."keepsLease" then r.lease_owner end,
        lease_until = case when x."keepsLease" then r.lease_until end
      from change, ${rows(
        'update',
        `id text, state text, data jsonb, exclusive text, "dueAt" bigint,
        "keepsLease" boolean`,
      )}, ${pass} ${and} r.id = x.id)`)
  }
  if (has.has('history')) {
    ctes.push(`told as (
      insert into ${s}.events (record_id, at, type, from_state, to_state, is_rejected, facts)
      select x."recordId", x.at, x.type, x."from", x."to", x."isRejected", x.facts
      from change, ${rows(
        'history',
        `"recordId" text, at bigint, type text, "from" text, "to" text,
        "isRejected" boolean, facts jsonb`,
      )}, ${pass})`)
  }
  if (has.has('deliveries')) {
    ctes.push(`posted as (
      insert into ${s}.outbox (id, stream, type, at, payload, due_at)
      select x.id, x.stream, x.type, x.at, x.payload, ${now}
      from change, ${rows('deliveries', 'id text, stream text, type text, at bigint, payload jsonb')}, ${pass}
      on conflict (id) do nothing)`)
  }
  if (has.has('claim')) {
    ctes.push(`claimed as (
      insert into ${s}.claims (key, expires_at)
      select c->'claim'->>'key', (c->'claim'->>'expiresAt')::bigint from change, ${pass})`)
  }
  if (has.has('exchangeStarts')) {
    ctes.push(`begun as (
      insert into ${s}.exchanges (id, at, direction, merchant, operation, record_id, request, sealed_request,
        ended_at, outcome, response, sealed_response)
      select x.id, x.at, x.direction, x.merchant, x.operation, x."recordId", x.request, x."sealedRequest",
        (x."end"->>'at')::bigint, x."end"->>'outcome', x."end"->'response', x."end"->>'sealedResponse'
      from change, ${rows(
        'exchangeStarts',
        `id text, at bigint, direction text, merchant text, operation text,
        "recordId" text, request jsonb, "sealedRequest" text, "end" jsonb`,
      )}, ${pass})`)
  }
  if (has.has('exchangeEnds')) {
    ctes.push(`ended as (
      update ${s}.exchanges e
      set ended_at = x.at, outcome = x.outcome, response = x.response, sealed_response = x."sealedResponse"
      from change, ${rows('exchangeEnds', `id text, at bigint, outcome text, response jsonb, "sealedResponse" text`)},
        ${pass} ${and} e.id = x.id)`)
  }
  const answer = has.has('guards') ? 'select versions, lease from verdict' : 'select true as versions, true as lease'
  return `with ${ctes.join(',\n')}\n${answer}`
}
