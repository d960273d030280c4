import { PGlite } from '@electric-sql/pglite'
import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common'
import { Pool } from 'pg'
import { Database } from './database.ts'

const schema = `
  create table if not exists orders (
    id text primary key,
    visitor text not null,
    item text not null,
    total integer not null,
    status text not null default 'open',
    note text
  );
  create table if not exists handled_events (id text primary key);`

/** `DATABASE_URL`, or a database in the process: in `DATA_FOLDER`, or in memory. */
async function open(): Promise<Database> {
  const { DATABASE_URL, DATA_FOLDER } = process.env
  const database = DATABASE_URL === undefined ? await embedded(DATA_FOLDER) : pooled(DATABASE_URL)
  for (const statement of schema.split(';').filter((text) => text.trim() !== '')) await database.query(statement)
  return database
}

async function embedded(folder: string | undefined): Promise<Database> {
  const database = await PGlite.create(folder === undefined ? 'memory://' : `${folder}/orders`)
  return {
    query: (text, values) => database.query(text, values),
    close: () => database.close(),
  }
}

function pooled(connectionString: string): Database {
  const pool = new Pool({ connectionString })
  return {
    query: async <Row>(text: string, values?: unknown[]) => ({ rows: (await pool.query(text, values)).rows as Row[] }),
    close: () => pool.end(),
  }
}

@Global()
@Module({ providers: [{ provide: Database, useFactory: open }], exports: [Database] })
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  async onApplicationShutdown(): Promise<void> {
    await this.database.close()
  }
}
