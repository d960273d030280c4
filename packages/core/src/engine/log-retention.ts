import type { EpochMillis } from '../values/jakarta-time.ts'
import { headsOf, type LogChain } from './log-chain.ts'
import { linkOf } from './log-link.ts'
import type { LogRow, Store } from './store.ts'

export interface LogRetention {
  /** Does what has become due; to be called every few minutes. */
  tend(): Promise<void>
  /** Removes what is older than the log keeps, and notes it. Resolves with how many rows that was. */
  prune(): Promise<number>
}

const hourMillis = 60 * 60_000
const dayMillis = 24 * hourMillis
const pageSize = 500

/**
 * Keeps the API log for as long as it must be kept, and its chains in each other's sight.
 *
 * Rows leave from the beginning of a chain only, in one change with the note that says up to where they did: what is
 * left can be verified from there.
 */
export function createLogRetention(deps: { store: Store; chain: LogChain; keepDays: number }): LogRetention {
  const { store, chain, keepDays } = deps
  let witnessedAt: EpochMillis | null = null
  let witnessedLength = 0
  let prunedAt = Number.NEGATIVE_INFINITY

  async function pruneWriter(writer: string, before: EpochMillis): Promise<number> {
    let removed = 0
    for (let limit = 1; ; limit = pageSize) {
      const page = await store.logRows({ writer, after: 0, limit })
      const kept = page.findIndex(({ row }) => row.at >= before)
      const old = kept === -1 ? page : page.slice(0, kept)
      const last = old.at(-1)
      if (last === undefined) return removed
      // The first page of one only asks whether there is anything to do.
      if (limit === 1) continue
      await chain.note('pruned', pruned(last, before), { prune: [{ writer, through: last.row.seq }] })
      removed += old.length
      if (old.length < pageSize) return removed
    }
  }

  async function prune(): Promise<number> {
    const now = store.now()
    const before = now - keepDays * dayMillis
    let removed = 0
    for (const { writer } of await store.logWriters()) removed += await pruneWriter(writer, before)
    await store.sweep({ now, deliveredBefore: 0, unlinkedBefore: before })
    return removed
  }

  return {
    prune,
    tend: async () => {
      const now = store.now()
      // Not in the first minutes of a process: many of them only come to do one thing.
      if (witnessedAt === null) {
        witnessedAt = now
        return
      }
      if (now - witnessedAt >= hourMillis && chain.length() > witnessedLength) {
        witnessedAt = now
        await chain.note('witnessed', { heads: await headsOf(store, 64) })
        witnessedLength = chain.length()
      }
      if (now - prunedAt < dayMillis) return
      prunedAt = now
      const claim = { key: 'log-retention', expiresAt: now + dayMillis }
      if ((await store.commit({ now, claim })).committed) await prune()
    },
  }
}

const pruned = (last: LogRow, before: EpochMillis) => ({
  writer: last.row.writer,
  through: last.row.seq,
  stamp: linkOf(last)?.stamp ?? '',
  before,
})
