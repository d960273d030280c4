import { type Lifecycles, lifecycleOf } from '../engine/decide.ts'
import type { Runner } from '../engine/runner.ts'
import type { Store, StoredRecord } from '../engine/store.ts'

export interface HistoryLine {
  readonly at: Date
  /** The payment or top-up, or a refund of the payment. */
  readonly recordId: string
  readonly event: string
  readonly from: string
  readonly to: string
  /** The event did not fit the state: nothing moved. */
  readonly isRejected: boolean
  /** What the person who decided it has written; `null` for what rules did. */
  readonly reason: string | null
}

/** Where a person's reason stands among the facts of an event: no rule's event has a fact of this name. */
export const reasonFact = 'decidedBecause'

/** What can be done with any record whose outcome somebody waits for. */
export interface Follow {
  /** Says that somebody is looking, where asking more often is of use: OVO is asked every 5 seconds for the next 12. */
  touch(record: StoredRecord): Promise<void>
  /** Yields what `load` finds, now and at every change, until it is settled or the signal aborts. */
  watch<Row extends StoredRecord>(of: {
    readonly load: () => Promise<Row>
    readonly isSettled: (record: Row) => boolean
    readonly signal: AbortSignal | undefined
  }): AsyncGenerator<Row, void>
  /** Asks OVO now, if the state leaves anything to ask. */
  ask(record: StoredRecord): Promise<void>
  /** What has happened to the records, oldest first. */
  history(ids: readonly string[]): Promise<readonly HistoryLine[]>
}

const touchMillis = 12_000
const pollMillis = 1_000

export function createFollow(deps: {
  readonly store: Store
  readonly runner: Runner
  readonly lifecycles: Lifecycles
  readonly changed: (id: string, millis: number) => Promise<void>
}): Follow {
  const { store, runner, lifecycles } = deps

  const hears = ({ kind, state }: StoredRecord, event: string): boolean =>
    lifecycleOf(lifecycles, kind).table[state]?.[event] !== undefined

  async function touch(record: StoredRecord): Promise<void> {
    const now = store.now()
    const { watchedUntil } = record.data as { readonly watchedUntil?: number }
    if (!hears(record, 'watched') || (watchedUntil ?? 0) > now + touchMillis / 2) return
    await runner.dispatch(record.id, { type: 'watched', until: now + touchMillis } as { type: string })
  }

  return {
    touch,
    watch: async function* ({ load, isSettled, signal }) {
      let seen = 0
      while (signal?.aborted !== true) {
        const record = await load()
        if (record.version !== seen) {
          seen = record.version
          yield record
          if (isSettled(record)) return
        }
        await touch(record)
        await deps.changed(record.id, pollMillis)
      }
    },
    ask: async (record) => {
      if (hears(record, 'hinted')) await runner.dispatch(record.id, { type: 'hinted' })
      await runner.runOne(record.id)
    },
    history: async (ids) => {
      const entries = await Promise.all(ids.map((id) => store.history(id)))
      return entries
        .flat()
        .sort((a, b) => a.at - b.at)
        .map(({ at, recordId, type, from, to, isRejected, facts }) => ({
          at: new Date(at),
          recordId,
          event: type,
          from,
          to,
          isRejected,
          reason: typeof facts[reasonFact] === 'string' ? facts[reasonFact] : null,
        }))
    },
  }
}
