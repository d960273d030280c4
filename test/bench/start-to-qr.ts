import { createHash, createHmac, randomInt } from 'node:crypto'
import { postgresStore } from '@ovokit/core/postgres'
import type pg from 'pg'
import { Agent, request } from 'undici'
import { startPostgres } from '../support/postgres.ts'
import { atLeast, type Benchmark, crowd, perSecond, race, times } from './harness.ts'
import { call } from './samples.ts'
import { amount, createShop, startStubOvo } from './stage.ts'

const size = { count: 500, concurrency: 32 }

export const startToQrBenchmark: Benchmark = {
  name: 'start-to-qr',
  title: 'From start() to a QR, on PostgreSQL',
  run: async () => {
    const [postgres, stub] = [await startPostgres(), await startStubOvo({ status: '03' })]
    const pool = postgres.pool()
    const ovo = createShop({ url: stub.url, store: postgresStore(pool) })
    await ovo.start({ worker: false })
    const bare = await bareClient(stub.url, postgres.pool())
    let orders = 0
    try {
      const contestants = {
        ovokit: crowd(() => ovo.qris.start({ reference: `ORDER-${++orders}`, amount }), size),
        bare: crowd(bare.start, size),
      }
      // Once more for each, uncounted: PostgreSQL and the compiler take longer to warm up than one round.
      for (const heat of Object.values(contestants)) await heat()
      const result = await race(contestants, { rounds: 11 })
      const ratio = result.ratio('ovokit', 'bare')
      return {
        figures: [
          { name: 'Bare client: sign, send, one INSERT', value: perSecond(result.speed('bare')) },
          { name: 'OvoKit, ovo.qris.start', value: perSecond(result.speed('ovokit')) },
          { name: 'OvoKit : bare', value: times(ratio), bound: atLeast(ratio, 0.6, ' ×') },
        ],
      }
    } finally {
      await bare.close()
      await ovo.close()
      await stub.close()
      await postgres.stop()
    }
  },
}

/** The least that makes a QR and notes it: no write-ahead, no history, no log, no checks, a token that never ends. */
async function bareClient(url: string, pool: pg.Pool) {
  await pool.query('create table bare (number text primary key, amount bigint not null, qr text not null)')
  const agent = new Agent({ connections: 64, pipelining: 1 })
  const { path, accessToken, clientSecret, clientId, body } = call
  let numbers = 0
  return {
    start: async (): Promise<void> => {
      const number = String(++numbers)
      const text = JSON.stringify({ ...body, partnerReferenceNo: number })
      const timestamp = `${new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`
      const hash = createHash('sha256').update(text).digest('hex')
      const stringToSign = `POST:${path}:${accessToken}:${hash}:${timestamp}`
      const answer = await request(url + path, {
        dispatcher: agent,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${accessToken}`,
          'x-timestamp': timestamp,
          'x-signature': createHmac('sha512', clientSecret).update(stringToSign).digest('base64'),
          'x-partner-id': clientId,
          'x-external-id': `${Date.now()}${randomInt(1e12)}`,
          'channel-id': '95221',
        },
        body: text,
      })
      const { qrContent } = (await answer.body.json()) as { qrContent: string }
      await pool.query({
        name: 'bare',
        text: 'insert into bare (number, amount, qr) values ($1, $2, $3)',
        values: [number, amount, qrContent],
      })
    },
    close: () => agent.close(),
  }
}
