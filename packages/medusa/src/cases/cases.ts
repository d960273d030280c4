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
  /** The order that is the trouble, when it is another than the payment's own. */
  readonly orderId: string | null
  readonly raisedAt: Date
}

/** What is raised. */
export type Trouble = Omit<Case, 'id' | 'orderId' | 'raisedAt'> & { readonly orderId?: string }

export interface Cases {
  migrate(): Promise<void>
  /** Once per payment, reason and order; resolves with whether it is new. */
  raise(trouble: Trouble): Promise<boolean>
  /** What is over by itself need not be looked at any more. */
  settle(
    find: { readonly paymentId: string; readonly reasons?: readonly string[] } | { readonly orderId: string },
  ): Promise<void>
  /** A person has dealt with it. Resolves with whether there was such a case. */
  close(id: string, by: string): Promise<boolean>
  /** What is open, the newest first. */
  open(options?: {
    readonly limit?: number
    readonly reference?: string
    readonly orderId?: string
  }): Promise<readonly Case[]>
}

interface Row {
  readonly id: string
  readonly payment_id: string
  readonly reference: string
  readonly reason: string
  readonly message: string
  readonly order_id: string | null
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
          alter table ${table} add column if not exists order_id text;
          create index if not exists medusa_cases_open on ${table} (raised_at desc) where closed_at is null;
        end $$`)
    },
    raise: async ({ paymentId, reference, reason, message, orderId }) => {
      const id = [paymentId, reason, ...(orderId === undefined ? [] : [orderId])].join(':')
      const rows = await run(
        `insert into ${table} (id, payment_id, reference, reason, message, order_id, raised_at)
         values (?, ?, ?, ?, ?, ?, ?)
         on conflict (id) do update set closed_at = null where ${table}.closed_by = 'itself' returning id`,
        [id, paymentId, reference, reason, message, orderId ?? null, now().getTime()],
      )
      return rows.length > 0
    },
    settle: async (find) => {
      const [column, value] = 'orderId' in find ? ['order_id', find.orderId] : ['payment_id', find.paymentId]
      const reasons = 'reasons' in find ? find.reasons : undefined
      const narrowed = reasons === undefined ? '' : ` and reason in (${reasons.map(() => '?').join(', ')})`
      await run(
        `update ${table} set closed_at = ?, closed_by = 'itself' where ${column} = ? and closed_at is null${narrowed}`,
        [now().getTime(), value, ...(reasons ?? [])],
      )
    },
    close: async (id, by) => {
      const rows = await run(
        `update ${table} set closed_at = ?, closed_by = ? where id = ? and closed_at is null returning id`,
        [now().getTime(), by, id],
      )
      return rows.length > 0
    },
    open: async ({ limit = 100, reference, orderId } = {}) => {
      const wanted = Object.entries({ reference, order_id: orderId }).filter(([, value]) => value !== undefined)
      const rows = await run<Row>(
        `select id, payment_id, reference, reason, message, order_id, raised_at from ${table}
         where closed_at is null${wanted.map(([column]) => ` and ${column} = ?`).join('')}
         order by raised_at desc limit ?`,
        [...wanted.map(([, value]) => value), limit],
      )
      return rows.map((row) => ({
        id: row.id,
        paymentId: row.payment_id,
        reference: row.reference,
        orderId: row.order_id,
        reason: row.reason,
        message: row.message,
        raisedAt: new Date(Number(row.raised_at)),
      }))
    },
  }
}
