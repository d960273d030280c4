/** A process that writes calls into the API log as fast as it can, until it is killed. Prints how far it knows it got. */
import { memoryStore } from '@ovokit/core'
import { embeddedStore } from '@ovokit/core/embedded'
import { postgresStore } from '@ovokit/core/postgres'
import pg from 'pg'
import { createSealer } from '../../packages/core/src/crypto/seal.ts'
import { systemRandom } from '../../packages/core/src/engine/default-ports.ts'
import { createExchangeLog } from '../../packages/core/src/engine/exchange-log.ts'
import { createLogChain } from '../../packages/core/src/engine/log-chain.ts'

interface Task {
  readonly url?: string
  readonly schema?: string
  readonly folder?: string
  readonly key: string
}

const { url, schema = 'ovokit', folder, key } = JSON.parse(process.env.TASK ?? '{}') as Task
const store =
  folder !== undefined
    ? embeddedStore(folder)
    : url === undefined
      ? memoryStore()
      : postgresStore(new pg.Pool({ connectionString: url, max: 5 }), { schema })
await store.open()
const sealer = createSealer([key])
const chain = createLogChain({ store, sealer, random: systemRandom })
const log = createExchangeLog({ sealer, random: systemRandom, now: store.now })
const claim = { key: 'taken', expiresAt: store.now() + 1_000_000 }

async function calls(): Promise<void> {
  for (let count = 1; ; count++) {
    const exchange = log.begin({
      direction: 'out',
      merchant: 'default',
      operation: 'qris.query',
      recordId: null,
      request: { method: 'POST', url: 'https://ovo.test/query', headers: {}, body: Buffer.from('{"a":1}') },
    })
    // Every fifth is refused: another has taken the claim, as with a callback that comes twice.
    const isTwice = count % 5 === 0
    const { committed } = await chain.store.commit({
      now: store.now(),
      exchangeStarts: [exchange.start],
      ...(isTwice ? { claim } : {}),
    })
    if (!committed) continue
    const end = exchange.end({ kind: 'answered', status: 200, headers: {}, body: Buffer.from('{"b":2}') })
    await chain.store.commit({ now: store.now(), exchangeEnds: [end] })
    process.stdout.write(`${exchange.start.id}\n`)
  }
}

await Promise.all(Array.from({ length: 24 }, calls))
