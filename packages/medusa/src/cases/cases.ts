import type { Knex } from '@ovokit/core/postgres'

/** Something about a payment that no rule may decide. */
export interface Case {
  /** The same trouble has the same id, however often it is raised. */
  readonly id: string
  readonly paymentId: string
  /** Of the payment: the payment collection. */
  readonly reference: string
  /** A short machine word. */
  readonly reason: string
  /** A sentence for a person. */
  readonly message: string
  readonly raisedAt: Date
}

export interface Cases {
  migrate(): Promise<void>
  /** Once per payment and reason; resolves with whether it is new. */
  raise(trouble: Omit<Case, 'id' | 'raisedAt'>): Promise<boolean>
  /** What is over by itself need not be looked at any more. */
  settle(find: { readonly paymentId: string; readonly reasons?: readonly string[] }): Promise<void>
  /** A person has dealt with it. Resolves with whether there was such a case. */
  close(id: string, by: string): Promise<boolean>
  /** What is open, the newest first. */
  open(options?: { readonly limit?: number; readonly reference?: string }): Promise<readonly Case[]>
}

interface Row {
  readonly id: string
  readonly payment_id: string
  readonly reference: string
  readonly reason: string
  readonly message: string
  readonly raised_at: string
}

/** The list of what needs a person, in a table beside OvoKit's own. */
export function createCases({ knex, schema, now }: { knex: Knex; schema: string; now: () => Date }): Cases {
  const table = `"${schema}".medusa_cases`
  const run = async <Found>(sql: string, bindings: readonly unknown[] = []): Promise<readonly Found[]> =>
    ((await knex.raw(sql, bindings)) as { rows: readonly Found[] }).rows

  return {
    migrate: async () => {
      // Several processes start at once: PostgreSQL's own "if not exists" is not safe beside itself.
      await run(`
        do $$ begin
          perform pg_advisory_xact_lock(hashtext('${schema}.medusa_cases'));
          create schema if not exists "${schema}";
          create table if not exists ${table} (
            id text primary key,
            payment_id text not null,
            reference text not null,
            reason text not null,
            message text not null,
            raised_at bigint not null,
            closed_at bigint,
            closed_by text
          );
          create index if not exists medusa_cases_open on ${table} (raised_at desc) where closed_at is null;
        end $$`)
    },
    raise: async ({ paymentId, reference, reason, message }) => {
      const rows = await run(
        `insert into ${table} (id, payment_id, reference, reason, message, raised_at) values (?, ?, ?, ?, ?, ?)
         on conflict (id) do update set closed_at = null where ${table}.closed_by = 'itself' returning id`,
        [`${paymentId}:${reason}`, paymentId, reference, reason, message, now().getTime()],
      )
      return rows.length > 0
    },
    settle: async ({ paymentId, reasons }) => {
      const narrowed = reasons === undefined ? '' : ` and reason in (${reasons.map(() => '?').join(', ')})`
      await run(
        `update ${table} set closed_at = ?, closed_by = 'itself' where payment_id = ? and closed_at is null${narrowed}`,
        [now().getTime(), paymentId, ...(reasons ?? [])],
      )
    },
    close: async (id, by) => {
      const rows = await run(
        `update ${table} set closed_at = ?, closed_by = ? where id = ? and closed_at is null returning id`,
        [now().getTime(), by, id],
      )
      return rows.length > 0
    },
    open: async ({ limit = 100, reference } = {}) => {
      const narrowed = reference === undefined ? '' : ' and reference = ?'
      const rows = await run<Row>(
        `select id, payment_id, reference, reason, message, raised_at from ${table} where closed_at is null${narrowed}
         order by raised_at desc limit ?`,
        [...(reference === undefined ? [] : [reference]), limit],
      )
      return rows.map((row) => ({
        ...{ id: row.id, paymentId: row.payment_id, reference: row.reference },
        ...{ reason: row.reason, message: row.message, raisedAt: new Date(Number(row.raised_at)) },
      }))
    },
  }
}
