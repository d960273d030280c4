import { createHmac } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { postgresStore } from '@ovokit/core/postgres'
import type pg from 'pg'
import { Agent, request } from 'undici'
import { startPostgres } from '../support/postgres.ts'
import { atLeast, type Benchmark, crowd, perSecond, race, times } from './harness.ts'
import { amount, createShop, pushCredentials, startStubOvo } from './stage.ts'

const size = { count: 300, concurrency: 32 }
const phone = '081234567890'

export const pushThroughputBenchmark: Benchmark = {
  name: 'push-throughput',
  title: 'From pushToPay.start() to paid, on PostgreSQL',
  run: async () => {
    const [postgres, stub] = [await startPostgres({ isDurable: true }), await startStubOvo({ status: '00' })]
    const pool = postgres.pool()
    const ovo = createShop({ url: stub.url, store: postgresStore(pool) })
    await ovo.start({ worker: false })
    const bare = await bareClient(stub.url, postgres.pool())
    let orders = 0
    const starts = crowd(() => ovo.pushToPay.start({ reference: `ORDER-${++orders}`, amount, phone }), size)
    /** `start` returns before OVO has answered: a round is over when every answer of it is stored. */
    async function ovokit(): Promise<number> {
      const began = performance.now()
      await starts()
      while ((await paid(pool)) < orders) await pause(1)
      return (size.count / (performance.now() - began)) * 1000
    }
    try {
      const contestants = { ovokit, bare: crowd(bare, size) }
      for (const heat of Object.values(contestants)) await heat()
      const result = await race(contestants, { rounds: 11 })
      const ratio = result.ratio('ovokit', 'bare')
      return {
        figures: [
          { name: 'Bare client: sign, send, one INSERT', value: perSecond(result.speed('bare')) },
          { name: 'OvoKit, ovo.pushToPay.start to paid', value: perSecond(result.speed('ovokit')) },
          { name: 'OvoKit : bare', value: times(ratio), bound: atLeast(ratio, 0.06, ' ×') },
        ],
      }
    } finally {
      await ovo.close()
      await stub.close()
      await postgres.stop()
    }
  },
}

async function paid(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query(`select count(*)::int as paid from ovokit.records where state = 'paid'`)
  return rows[0]?.paid ?? 0
}

/** The least that pushes and notes it: no write-ahead, no history, no log, no checks. */
async function bareClient(url: string, pool: pg.Pool): Promise<() => Promise<void>> {
  await pool.query('create table bare (number text primary key, amount bigint not null, code text)')
  const agent = new Agent({ connections: null, pipelining: 1 })
  const { appId, appKey, merchantId, storeCode, terminalId: tid, mid } = pushCredentials
  let numbers = 0
  return async () => {
    const number = ++numbers
    const random = String(Math.floor(Date.now() / 1000))
    const date = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 23).replace('T', ' ')
    const answer = await request(`${url}/pos`, {
      dispatcher: agent,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'app-id': appId,
        random,
        hmac: createHmac('sha256', appKey).update(`${appId}${random}`).digest('hex'),
      },
      body: JSON.stringify({
        type: '0200',
        processingCode: '040000',
        amount,
        date,
        referenceNumber: String(number).padStart(6, '0'),
        tid,
        mid,
        merchantId,
        storeCode,
        appSource: 'POS',
        transactionRequestData: { batchNo: '000001', phone, merchantInvoice: `BARE-${number}` },
      }),
    })
    const { responseCode } = (await answer.body.json()) as { responseCode: string }
    const text = 'insert into bare (number, amount, code) values ($1, $2, $3)'
    await pool.query({ name: 'insert', text, values: [String(number), amount, responseCode] })
  }
}
