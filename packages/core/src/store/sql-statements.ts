/** Every statement the store uses, for one schema. Parameters are positional; JSON goes in as text. */
export interface Statements {
  readonly record: string
  readonly recordByExclusive: string
  readonly recordByNumber: string
  readonly recordByReferenceNo: string
  readonly recordsByReference: string
  readonly recentRecords: string
  readonly recordsBetween: string
  readonly history: string
  readonly exchanges: string
  readonly logWriters: string
  readonly newestLogWriters: string
  readonly logRows: string
  readonly unlinkedExchanges: string
  readonly sweepUnlinked: string
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

/** The tables that hold the rows of the log's chains. */
const logTables = ['exchanges', 'exchange_ends', 'log_notes']

export function statements(s: string): Statements {
  // What was chosen is leased by an array of keys, not by a join: a plan that is kept for any limit expects a tenth of
  // the table, and joins that by reading all of it.
  const free = (table: string): string => `(${table}.lease_until is null or ${table}.lease_until <= $1)`
  const lastOf = (writers: string): string => `lateral (
    select seq, link from (${logTables
      .map(
        (table) => `(select seq, link from ${s}.${table} where writer = ${writers}.writer order by seq desc limit 1)`,
      )
      .join(' union all ')}) heads order by seq desc limit 1
  ) last`
  const until = `coalesce(($5::jsonb->>kind)::bigint, $3::bigint)`
  return {
    record: `select * from ${s}.records where id = $1`,
    recordByExclusive: `select * from ${s}.records where exclusive = $1`,
    recordByNumber: `select * from ${s}.records where merchant = $1 and kind = $2 and number = $3`,
    recordByReferenceNo: `
      select * from ${s}.records where merchant = $1 and data->>'referenceNo' = $2 and parent_id is null limit 1`,
    recordsByReference: `select * from ${s}.records where merchant = $1 and reference = $2 order by created_at, id`,
    recentRecords: `select * from ${s}.records where kind = any($1) order by created_at desc, id limit $2`,
    // The second bound on created_at is for the index; ids are ordered by their bytes, as JavaScript orders them.
    recordsBetween: `
      select * from ${s}.records
      where merchant = $1 and kind = any($2) and created_at >= greatest($3::bigint, $5::bigint) and created_at < $4
        and (created_at > $5 or id collate "C" > $6)
      order by created_at, id collate "C" limit $7`,
    history: `select * from ${s}.events where record_id = $1 order by seq`,
    exchanges: `
      select newest.*, e.at as ended_at, e.outcome, e.response, e.sealed_response from (
        select * from ${s}.exchanges
        where ($1::text[] is null or record_id = any($1)) and ($3::text[] is null or id = any($3))
          and ($4::bigint is null or at >= $4) and ($5::bigint is null or at < $5)
        order by at desc, id limit $2
      ) newest left join ${s}.exchange_ends e using (id) order by newest.at, newest.id`,
    // From one writer to the next by the index: there are few of them, and very many rows.
    logWriters: `
      with recursive ${logTables
        .map(
          (table) => `
        ${table}_writers as (
          select min(writer) as writer from ${s}.${table}
          union all
          select (select min(writer) from ${s}.${table} t where t.writer > w.writer)
          from ${table}_writers w where w.writer is not null
        )`,
        )
        .join()}
      select w.writer, last.seq, last.link
      from (${logTables.map((table) => `select writer from ${table}_writers`).join(' union ')}) w, ${lastOf('w')}
      order by w.writer`,
    newestLogWriters: `
      select w.writer, last.seq, last.link from (
        select writer from ${s}.log_notes where type = 'opened' order by at desc limit $1
      ) w, ${lastOf('w')} order by w.writer`,
    logRows: `
      select * from (
        (select seq, link, 'request' as kind, id, at, direction, merchant, operation, record_id, request as content,
           sealed_request as sealed from ${s}.exchanges where writer = $1 and seq > $2 order by seq limit $3)
        union all
        (select seq, link, 'response', id, at, null, null, outcome, null, response, sealed_response
           from ${s}.exchange_ends where writer = $1 and seq > $2 order by seq limit $3)
        union all
        (select seq, link, 'note', null, at, null, null, type, null, facts, null
           from ${s}.log_notes where writer = $1 and seq > $2 order by seq limit $3)
      ) r order by seq limit $3`,
    unlinkedExchanges: `
      select count(*) as count, min(at) as first, max(at) as last from ${s}.exchanges where writer is null`,
    sweepUnlinked: `
      with old as (delete from ${s}.exchanges where writer is null and at < $1 returning id)
      delete from ${s}.exchange_ends where id = any(array(select id from old))`,
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
