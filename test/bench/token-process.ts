/** One of several processes of a shop: starts payments when it is told, at the time that it is told. */
import { postgresStore } from '@ovokit/core/postgres'
import pg from 'pg'
import { amount, createShop } from './stage.ts'
import type { Minute } from './tokens.ts'

const { STUB = '', DATABASE = '' } = process.env
let offset = 0
const pool = new pg.Pool({ connectionString: DATABASE, max: 4 })
const ovo = createShop({ url: STUB, store: postgresStore(pool, { timeOffset: () => offset }) })
await ovo.start({ worker: false })

let orders = 0
process.on('message', async ({ at, payments }: Minute) => {
  offset = at
  const start = () => ovo.qris.start({ reference: `ORDER-${process.pid}-${++orders}`, amount })
  await Promise.all(Array.from({ length: payments }, start))
  process.send?.('done')
})
process.on('disconnect', async () => {
  await ovo.close()
  await pool.end()
  process.exit(0)
})
process.send?.('ready')
