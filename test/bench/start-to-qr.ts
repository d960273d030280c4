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
    const [postgres, stub] = [await startPostgres({ isDurable: true }), await startStubOvo({ status: '03' })]
    const pool = postgres.pool()
    const ovo = createShop({ url: stub.url, store: postgresStore(pool) })
    await ovo.start({ worker: false })
    const bare = await bareClient(stub.url, postgres.pool())
    let orders = 0
    try {
      const contestants = {
        ovokit: crowd(() => ovo.qris.start({ reference: `ORDER-${++orders}`, amount }), size),
        bare: crowd(bare.start, size),
        ahead: crowd(bare.startAhead, size),
      }
      // Once more for each, uncounted: PostgreSQL and the compiler take longer to warm up than one round.
      for (const heat of Object.values(contestants)) await heat()
      const result = await race(contestants, { rounds: 11 })
      const ratio = result.ratio('ovokit', 'bare')
      const ahead = result.ratio('ahead', 'bare')
      return {
        figures: [
          { name: 'Bare client: sign, send, one INSERT', value: perSecond(result.speed('bare')) },
          { name: 'OvoKit, ovo.qris.start', value: perSecond(result.speed('ovokit')) },
          { name: 'OvoKit : bare', value: times(ratio), bound: atLeast(ratio, 0.6, ' ×') },
          {
            name: 'Bare client that writes ahead: INSERT, sign, send, UPDATE',
            value: perSecond(result.speed('ahead')),
          },
          { name: 'Bare with write-ahead : bare', value: times(ahead) },
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
  await pool.query('create table bare (number text primary key, amount bigint not null, qr text)')
  const agent = new Agent({ connections: 64, pipelining: 1 })
  const { path, accessToken, clientSecret, clientId, body } = call
  let numbers = 0

  async function generate(number: string): Promise<string> {
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
    return ((await answer.body.json()) as { qrContent: string }).qrContent
  }

  const store = (name: keyof typeof statements, values: readonly unknown[]) =>
    pool.query({ name, text: statements[name], values: [...values] })

  return {
    start: async (): Promise<void> => {
      const number = String(++numbers)
      await store('insert', [number, amount, await generate(number)])
    },
    startAhead: async (): Promise<void> => {
      const number = String(++numbers)
      await store('insert', [number, amount, null])
      await store('update', [number, await generate(number)])
    },
    close: () => agent.close(),
  }
}

const statements = {
  insert: 'insert into bare (number, amount, qr) values ($1, $2, $3)',
  update: 'update bare set qr = $2 where number = $1',
}
