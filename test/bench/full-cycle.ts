import { postgresStore } from '@ovokit/core/postgres'
import { callbackBody, signCallback } from '@ovokit/core/testing'
import { startPostgres } from '../support/postgres.ts'
import { atLeast, type Benchmark, crowd, median, perSecond } from './harness.ts'
import { amount, createShop, credentials, startStubOvo } from './stage.ts'

const path = '/ovo/v1.0/qr/qr-mpm-notify'

export const fullCycleBenchmark: Benchmark = {
  name: 'full-cycle',
  title: 'From start() to the shop’s paid handler, on PostgreSQL',
  run: async () => {
    const [postgres, stub] = [await startPostgres({ isDurable: true }), await startStubOvo({ status: '00' })]
    const ovo = createShop({ url: stub.url, store: postgresStore(postgres.pool()) })
    const waiting = new Map<string, () => void>()
    ovo.on('paid', ({ payment }) => waiting.get(payment.id)?.())
    await ovo.start()
    let orders = 0

    /** Start, OVO's signed callback, the query that it brings about, and the event in the shop's handler. */
    async function cycle(): Promise<void> {
      const payment = await ovo.qris.start({ reference: `ORDER-${++orders}`, amount })
      const heard = new Promise<void>((resolve) => waiting.set(payment.id, resolve))
      const { method, headers, body } = signCallback({ path, body: callbackBody(payment), at: ovo.now(), credentials })
      const request = new Request(`http://shop.test${path}`, { method, headers, body: Buffer.from(body) })
      const reply = await ovo.handle(request)
      if (reply.status !== 200) throw new Error(`the callback was answered with ${reply.status}`)
      await heard
      waiting.delete(payment.id)
    }

    try {
      const heat = crowd(cycle, { count: 300, concurrency: 32 })
      await heat()
      const speeds: number[] = []
      for (let round = 0; round < 7; round++) speeds.push(await heat())
      const speed = median(speeds)
      const name = 'start, QR, callback, query, paid event'
      return { figures: [{ name, value: perSecond(speed), bound: atLeast(speed, 100, '/s') }] }
    } finally {
      await ovo.close()
      await stub.close()
      await postgres.stop()
    }
  },
}
