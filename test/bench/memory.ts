import { postgresStore } from '@ovokit/core/postgres'
import { startPostgres } from '../support/postgres.ts'
import { atMost, type Benchmark, crowd } from './harness.ts'
import { heapUsed } from './heap-used.ts'
import { amount, createShop, startStubOvo } from './stage.ts'

const payments = 10_000

export const memoryBenchmark: Benchmark = {
  name: 'memory',
  title: `Memory of one process with ${payments.toLocaleString('en')} payments awaiting their scan`,
  run: async () => {
    const [postgres, stub] = [await startPostgres({ isDurable: true }), await startStubOvo({ status: '03' })]
    const ovo = createShop({ url: stub.url, store: postgresStore(postgres.pool()) })
    ovo.on('*', () => {})
    await ovo.start()
    let orders = 0
    const start = () => ovo.qris.start({ reference: `ORDER-${++orders}`, amount })
    try {
      // What grows once, such as connections, statements and compiled code, is there before it is counted.
      await crowd(start, { count: 1_000, concurrency: 32 })()
      const before = await heapUsed()
      await crowd(start, { count: payments, concurrency: 32 })()
      const each = ((await heapUsed()) - before) / payments
      const { undelivered } = await ovo.health()
      return {
        figures: [
          { name: 'Heap after collection, before', value: `${(before / 2 ** 20).toFixed(1)} MB` },
          { name: 'Heap for each payment', value: `${each.toFixed(0)} bytes`, bound: atMost(each, 512, ' bytes') },
          { name: 'Events that nobody has taken', value: String(undelivered) },
        ],
      }
    } finally {
      await ovo.close()
      await stub.close()
      await postgres.stop()
    }
  },
}
