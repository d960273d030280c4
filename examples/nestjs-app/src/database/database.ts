/** What the shop asks of PostgreSQL, wherever it runs. */
export abstract class Database {
  abstract query<Row>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>
  abstract close(): Promise<void>
}
