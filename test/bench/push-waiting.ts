import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { postgresStore } from '@ovokit/core/postgres'
import { startPostgres } from '../support/postgres.ts'
import { atLeast, atMost, type Benchmark } from './harness.ts'
import { heapUsed } from './heap-used.ts'
import { amount, createShop, startStubOvo } from './stage.ts'

const pushes = 10_000
/** All are let go in so many seconds, so that the last still waits with the first. */
const seconds = 50

export const pushWaitingBenchmark: Benchmark = {
  name: 'push-waiting',
  title: `${pushes.toLocaleString('en')} pushes waiting in one process, then asked about and reversed`,
  run: async () => {
    const [postgres, stub] = [await startPostgres({ isDurable: true }), await startStubOvo({ status: '03' })]
    const ovo = createShop({ url: stub.url, store: postgresStore(postgres.pool()) })
    ovo.on('*', () => {})
    await ovo.start()
    const start = (order: number) => ovo.pushToPay.start({ reference: `ORDER-${order}`, amount, phone: '081234567890' })
    try {
      for (let order = 0; order < 100; order++) await start(-1 - order)
      const before = { heap: await heapUsed(), sockets: sockets() }
      const began = performance.now()
      for (let second = 0; second < seconds; second++) {
        const each = pushes / seconds
        await Promise.all(Array.from({ length: each }, (_, index) => start(second * each + index)))
        await pause(Math.max(began + (second + 1) * 1_000 - performance.now(), 0))
      }
      const waiting = sockets() - before.sockets
      const loop = monitorEventLoopDelay({ resolution: 10 })
      loop.enable()
      const heap = ((await heapUsed()) - before.heap) / pushes
      await pause(Math.max(began + 70_000 + seconds * 1_000 - performance.now(), 0))
      loop.disable()
      const { asked, reversed } = await stub.requests()
      const of = (all: readonly number[], part: number): number =>
        all.toSorted((a, b) => a - b)[Math.ceil(all.length * part) - 1] ?? Number.NaN
      const inSeconds = (millis: number): string => `${(millis / 1000).toFixed(2)} s`
      const p99 = of(reversed, 0.99) / 1000
      return {
        figures: [
          { name: 'Sockets open for waiting pushes', value: String(waiting), bound: atLeast(waiting, pushes) },
          {
            name: 'Heap for each waiting push, its socket included',
            value: `${(heap / 1024).toFixed(1)} kB`,
            bound: atMost(heap / 1024, 24, ' kB'),
          },
          { name: 'Event loop late, p99, to the end', value: `${(loop.percentile(99) / 1e6 - 10).toFixed(1)} ms` },
          { name: 'Pushes asked about, and reversed', value: `${asked.length}, ${reversed.length}` },
          {
            name: 'From push to question, p50, p99',
            value: `${inSeconds(of(asked, 0.5))}, ${inSeconds(of(asked, 0.99))}`,
          },
          { name: 'From push to reversal, p50', value: inSeconds(of(reversed, 0.5)) },
          { name: 'From push to reversal, p99', value: `${p99.toFixed(2)} s`, bound: atMost(p99, 67, ' s') },
        ],
      }
    } finally {
      await ovo.close()
      await stub.close()
      await postgres.stop()
    }
  },
}

const sockets = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length
