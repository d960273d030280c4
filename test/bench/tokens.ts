import { once } from 'node:events'
import { postgresStore } from '@ovokit/core/postgres'
import { startPostgres } from '../support/postgres.ts'
import { atMost, type Benchmark } from './harness.ts'
import { startProcess, startStubOvo } from './stage.ts'

export interface Minute {
  /** How far the clock is ahead, in milliseconds. */
  readonly at: number
  readonly payments: number
}

const minutes = 70
const processes = 4
const payments = 8

export const tokensBenchmark: Benchmark = {
  name: 'tokens',
  title: `Token requests of ${processes} processes in ${minutes} minutes`,
  run: async () => {
    const [postgres, stub] = [await startPostgres({ isDurable: true }), await startStubOvo({ status: '03' })]
    const store = postgresStore(postgres.pool())
    await store.open()
    const env = { STUB: stub.url, DATABASE: postgres.url }
    const shops = Array.from({ length: processes }, () => startProcess('token-process', env))
    await Promise.all(shops.map((shop) => once(shop, 'message')))
    try {
      const requestedAt: number[] = []
      for (let minute = 0; minute <= minutes; minute++) {
        const done = shops.map((shop) => once(shop, 'message'))
        for (const shop of shops) shop.send({ at: minute * 60_000, payments } satisfies Minute)
        await Promise.all(done)
        const { token } = await stub.requests()
        while (requestedAt.length < token) requestedAt.push(minute)
      }
      const { token, generate } = await stub.requests()
      // One at the beginning, and one every 14 minutes: the last of the 70 begins the sixth token's time.
      const allowed = Math.floor(minutes / 14) + 1
      return {
        figures: [
          { name: 'QRs made', value: generate.toLocaleString('en') },
          { name: 'Tokens requested', value: String(token), bound: atMost(token, allowed) },
          { name: 'In minutes', value: requestedAt.join(', ') },
        ],
      }
    } finally {
      for (const shop of shops) shop.disconnect()
      await Promise.all(shops.map((shop) => once(shop, 'exit')))
      await store.close()
      await stub.close()
      await postgres.stop()
    }
  },
}
