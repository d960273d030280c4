import { createOvo } from '@ovokit/core'
import { postgresStore } from '@ovokit/core/postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callOvokit } from '../../packages/cli/src/testing/run-ovokit.ts'
import { makeShopFolder, type ShopFolder } from '../../packages/cli/src/testing/shop-folder.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'

let postgres: TestPostgres
let shop: ShopFolder
beforeAll(async () => {
  postgres = await startPostgres()
  shop = await makeShopFolder()
  shop.writeEnv({ DATABASE_URL: postgres.url })
})
afterAll(async () => {
  await shop.close()
  await postgres.stop()
})

/** What the doctor says of the worker, in a word and in a sentence. */
async function worker(): Promise<string> {
  const ran = await callOvokit(['doctor', '--json', '--quiet'], { cwd: shop.folder })
  const findings = ran.json().findings as readonly { check: string; level: string; text: string }[]
  return findings
    .filter(({ check }) => check === 'worker')
    .map(({ level, text }) => `${level}: ${text}`)
    .join()
}

/** A shop on the database, as long as it lives. */
async function open({ schema = 'ovokit', max = 3, ahead = 0, isWorking = true }) {
  const ovo = createOvo({
    environment: { snap: shop.simulator.url },
    store: postgresStore(postgres.pool({ max }), { schema, timeOffset: () => ahead }),
    encryptionKey: shop.env.OVO_ENCRYPTION_KEY ?? '',
    merchants: { default: { snap: shop.simulator.partner() } },
  })
  await ovo.start({ worker: isWorking })
  return ovo
}

test('the doctor finds workers on PostgreSQL by their listening, and the lack of one by what is overdue', async () => {
  expect(await worker()).toBe('unknown: nothing is overdue, and no worker listens')
  const another = await open({ schema: 'another' })
  const quiet = await open({ max: 1 })
  expect(await worker(), 'another schema’s, and one with no connection to spare').toContain('unknown: ')
  const [first, second] = [await open({}), await open({})]
  expect(await worker()).toBe('ok: workers are alive (2 listening)')
  await Promise.all([another, quiet, first, second].map((one) => one.close()))
  // A minute ago, as if the shop had died then.
  const dead = await open({ ahead: -60_000, isWorking: false })
  await dead.qris.start({ reference: 'ORDER-1', amount: 25_000 })
  await dead.close()
  expect(await worker()).toMatch(/^fault: no worker is alive: 1 steps are due, the oldest for \d\d s$/)
})
