import type { Pool } from 'pg'

/** What the shop asks of PostgreSQL, wherever it runs. */
export abstract class Database {
  /** For OvoKit's tables too; `null` where the database is in this process. */
  abstract readonly pool: Pool | null
  abstract query<Row>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>
  abstract close(): Promise<void>
}
