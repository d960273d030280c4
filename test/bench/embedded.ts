import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { embeddedStore } from '@ovokit/core/embedded'
import { atLeast, type Benchmark, crowd, median, perSecond } from './harness.ts'
import { amount, createShop, startStubOvo } from './stage.ts'

export const embeddedBenchmark: Benchmark = {
  name: 'embedded',
  title: 'From start() to a QR, on the embedded store',
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ovokit-bench-'))
    const stub = await startStubOvo({ status: '03' })
    const ovo = createShop({ url: stub.url, store: embeddedStore(folder) })
    await ovo.start({ worker: false })
    let orders = 0
    try {
      const start = () => ovo.qris.start({ reference: `ORDER-${++orders}`, amount })
      const heat = crowd(start, { count: 300, concurrency: 32 })
      await heat()
      const speeds: number[] = []
      for (let round = 0; round < 7; round++) speeds.push(await heat())
      const speed = median(speeds)
      const name = `ovo.qris.start, after ${orders.toLocaleString('en')} payments`
      return { figures: [{ name, value: perSecond(speed), bound: atLeast(speed, 300, '/s') }] }
    } finally {
      await ovo.close()
      await stub.close()
      await rm(folder, { recursive: true })
    }
  },
}
