import { mkdir } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common'
import { Pool } from 'pg'
import { dataFolder } from '../settings.ts'
import { Database } from './database.ts'

const schema = `
  create table if not exists orders (
    id text primary key,
    visitor text not null,
    item text not null,
    total integer not null,
    status text not null default 'open',
    note text,
    created_at timestamptz not null default now()
  );
  create table if not exists handled_events (id text primary key);`

/** `DATABASE_URL`, or a database in the process: in a folder, or in memory. */
async function open(): Promise<Database> {
  const { DATABASE_URL } = process.env
  const database = DATABASE_URL === undefined ? await embedded(dataFolder()) : pooled(DATABASE_URL)
  for (const statement of schema.split(';').filter((text) => text.trim() !== '')) await database.query(statement)
  return database
}

async function embedded(folder: string | null): Promise<Database> {
  if (folder !== null) await mkdir(folder, { recursive: true })
  const database = await PGlite.create(folder === null ? 'memory://' : `${folder}/orders`)
  return {
    pool: null,
    query: (text, values) => database.query(text, values),
    close: () => database.close(),
  }
}

function pooled(connectionString: string): Database {
  const pool = new Pool({ connectionString })
  // A connection that breaks while nobody uses it is no reason to end: the next query takes another.
  pool.on('error', ({ message }) => console.error(`PostgreSQL: ${message}`))
  return {
    pool,
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
