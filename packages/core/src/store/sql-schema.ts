/**
 * The tables, as versioned steps. A step is never edited once released: a later one changes what it made.
 *
 * Times are epoch milliseconds as bigint, given by the caller: no statement reads the database's clock by itself.
 */
const steps = (s: string): readonly string[] => [
  `
  create table ${s}.records (
    id text primary key,
    kind text not null,
    merchant text not null,
    reference text not null,
    number text not null,
    parent_id text,
    state text not null,
    version integer not null default 1,
    data jsonb not null,
    exclusive text,
    due_at bigint,
    lease_owner text,
    lease_until bigint,
    created_at bigint not null,
    updated_at bigint not null,
    -- The number first: it tells records apart where merchant and kind hardly do.
    constraint records_number unique (number, merchant, kind),
    -- Deferrable, so that one statement may pass the slot from one record to another.
    constraint records_exclusive unique (exclusive) deferrable initially immediate
  );
  create index records_due on ${s}.records (due_at) where due_at is not null;
  create index records_reference on ${s}.records (merchant, reference);
  create index records_reference_no on ${s}.records (merchant, (data->>'referenceNo')) where data->>'referenceNo' is not null;
  create index records_recent on ${s}.records (created_at desc);

  create table ${s}.events (
    seq bigint generated always as identity,
    record_id text not null,
    at bigint not null,
    type text not null,
    from_state text not null,
    to_state text not null,
    is_rejected boolean not null,
    facts json not null,
    primary key (record_id, seq)
  );

  create table ${s}.outbox (
    seq bigint generated always as identity primary key,
    id text not null unique,
    stream text not null,
    type text not null,
    at bigint not null,
    payload json not null,
    attempts integer not null default 0,
    due_at bigint not null,
    lease_owner text,
    lease_until bigint,
    delivered_at bigint
  );
  create index outbox_waiting on ${s}.outbox (stream, seq) where delivered_at is null;

  create table ${s}.claims (key text constraint claims_key primary key, expires_at bigint not null);
  create index claims_expiry on ${s}.claims (expires_at);

  create table ${s}.sequences (name text primary key, last bigint not null);

  create table ${s}.tokens (
    key text primary key,
    generation integer not null default 0,
    sealed text,
    refresh_at bigint,
    expires_at bigint,
    lease_owner text,
    lease_until bigint
  );

  -- Rows stay in one piece up to a page: what is sealed does not compress, and trying costs more than storing it.
  create table ${s}.exchanges (
    id text primary key,
    at bigint not null,
    direction text not null,
    merchant text not null,
    operation text not null,
    record_id text,
    request json not null,
    sealed_request text not null
  ) with (toast_tuple_target = 8160);
  create index exchanges_record on ${s}.exchanges (record_id, at);
  create index exchanges_at on ${s}.exchanges (at desc);

  -- A row of its own, so that an answer is added to the log without writing its request again.
  create table ${s}.exchange_ends (
    id text primary key,
    at bigint not null,
    outcome text not null,
    response json not null,
    sealed_response text not null
  ) with (toast_tuple_target = 8160);
  `,
  // The chains of the API log. What was written before has none, and a unique index takes any number of those.
  `
  alter table ${s}.exchanges add column writer text, add column seq bigint, add column link text;
  alter table ${s}.exchange_ends add column writer text, add column seq bigint, add column link text;
  create unique index exchanges_chain on ${s}.exchanges (writer, seq);
  create unique index exchange_ends_chain on ${s}.exchange_ends (writer, seq);

  create table ${s}.log_notes (
    writer text not null,
    seq bigint not null,
    link text not null,
    at bigint not null,
    type text not null,
    facts json not null,
    primary key (writer, seq)
  );
  create index log_notes_opened on ${s}.log_notes (at desc) where type = 'opened';
  `,
  // Checked at once: a constraint that may be deferred lets two processes both write a slot and then wait for each
  // other, and a lease on the winner's record is drawn into it.
  `
  alter table ${s}.records
    drop constraint records_exclusive,
    add constraint records_exclusive unique (exclusive);
  `,
]

/** One lock for all of OvoKit's migrations in a database: any number, as long as it is always the same. */
const migrationLock = 4_915_071_802

/**
 * The whole migration as one script: one transaction, under an advisory lock, that does nothing where it was done.
 *
 * Sent without parameters, PostgreSQL runs the statements of one message in one implicit transaction.
 */
export function migrationScript(schema: string): string {
  const blocks = steps(schema).map(
    (step, index) => `
    do $ovokit$ begin
      if not exists (select from ${schema}.migrations where version = ${index + 1}) then
        ${step}
        insert into ${schema}.migrations (version) values (${index + 1});
      end if;
    end $ovokit$;`,
  )
  // Whatever the database's default is: who has waited for the lock must see what was done meanwhile.
  return `
    set transaction isolation level read committed;
    select pg_advisory_xact_lock(${migrationLock});
    create schema if not exists ${schema};
    create table if not exists ${schema}.migrations (version integer primary key);
    ${blocks.join('\n')}`
}
