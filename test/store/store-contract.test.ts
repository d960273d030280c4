import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryStore, type Store } from '@ovokit/core'
import { embeddedStore } from '@ovokit/core/embedded'
import { knexPool, postgresStore } from '@ovokit/core/postgres'
import { storeContract } from '@ovokit/core/testing'
import knex, { type Knex } from 'knex'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { putEmptyEmbeddedStore } from '../support/empty-embedded-store.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'

describe('memory', () => {
  for (const { name, check } of storeContract) test(name, () => check(memoryStore()))
})

describe('embedded', () => {
  let root: string
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ovokit-embedded-'))
  })
  afterAll(() => rm(root, { recursive: true, force: true }))

  for (const [index, { name, check }] of storeContract.entries()) {
    test(name, async () => {
      const folder = join(root, String(index))
      await putEmptyEmbeddedStore(folder)
      await withStore(embeddedStore(folder), check)
    })
  }
})

describe('PostgreSQL', () => {
  let postgres: TestPostgres
  let lent: Knex
  beforeAll(async () => {
    postgres = await startPostgres()
    lent = knex({ client: 'pg', connection: postgres.url, pool: { min: 0, max: 10 } })
  })
  afterAll(async () => {
    await lent.destroy()
    await postgres.stop()
  })

  for (const { name, check } of storeContract) {
    test(`over pg: ${name}`, () => withStore(postgresStore(postgres.pool(), { schema: postgres.schema() }), check))
    test(`over knex: ${name}`, () => withStore(postgresStore(knexPool(lent), { schema: postgres.schema() }), check))
  }

  test('migrates once when many processes open it at the same time', async () => {
    const schema = postgres.schema()
    const stores = Array.from({ length: 8 }, () => postgresStore(postgres.pool({ max: 2 }), { schema }))
    await Promise.all(stores.map((store) => store.open()))
    await Promise.all(stores.map((store) => store.close()))
  })
})

async function withStore(store: Store, check: (store: Store) => Promise<void>): Promise<void> {
  await store.open()
  try {
    await check(store)
  } finally {
    await store.close()
  }
}
