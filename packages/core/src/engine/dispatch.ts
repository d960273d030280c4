import { StoreError } from '../errors/errors.ts'
import type { LifecycleEvent } from '../lifecycle/lifecycle.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import { decide, type Lifecycles, lifecycleOf } from './decide.ts'
import type { Ports } from './ports.ts'
import type { ChangeSet, ExchangeEnd, Store, StoredRecord } from './store.ts'
import { createTurns } from './turns.ts'

/**
 * Applies an event to a record, deciding again when somebody else was faster. `null`: there is no such record.
 *
 * @throws {StoreError} `store-unavailable`, also when other processes were faster for some ten seconds
 */
export type Dispatch = (id: string, event: LifecycleEvent, extra?: Extra) => Promise<Outcome | null>

export interface Outcome {
  /** False: the event did not fit the record's state; it is in the history and nothing moved. */
  readonly accepted: boolean
  readonly record: StoredRecord
}

/** What else is stored with the change. */
export interface Extra {
  readonly exchangeStarts?: NonNullable<ChangeSet['exchangeStarts']>
  readonly exchangeEnds?: readonly ExchangeEnd[]
  /** The change ends the caller's step on the record. Every other change leaves a running step its lease. */
  readonly endsStep?: boolean
  readonly holds?: { readonly id: string; readonly owner: string }
  readonly claim?: { readonly key: string; readonly expiresAt: EpochMillis }
  /** The record as its caller has just stored it: read again only if somebody else was faster. */
  readonly known?: StoredRecord
  /** Only on `known` as it is: if anybody was faster, the event is not applied at all. */
  readonly onlyOnKnown?: boolean
}

/** What this process does under one reference takes turns, so each of these is lost to another process. */
const maxRounds = 60
/** After a few rounds, processes keep out of each other's way for a time by chance, so that one of them gets through. */
const longestRestMillis = 250

export function createDispatch(deps: {
  store: Store
  lifecycles: Lifecycles
  ports: Ports
  newId: (kind: string) => string
  onChange: (record: StoredRecord) => void
  /** Waits in real time while other processes change the same. */
  pause: (millis: number) => Promise<void>
}): Dispatch {
  const { store, lifecycles, ports, newId } = deps
  const turns = createTurns()

  async function applyTo(
    found: StoredRecord,
    event: LifecycleEvent,
    extra: Extra,
    hasWaited: boolean,
  ): Promise<Outcome | null> {
    let record: StoredRecord | null = hasWaited && extra.onlyOnKnown !== true ? await store.record(found.id) : found
    for (let round = 1; record !== null; round++) {
      const outcome = await attempt(record, event, extra)
      if (outcome !== null) return outcome
      if (extra.onlyOnKnown === true) return { accepted: false, record }
      if (round === maxRounds) throw tooBusy(found)
      if (round > 2) await deps.pause(Math.min(2 ** round, longestRestMillis) * ((ports.random(1)[0] ?? 0) / 255))
      record = await store.record(found.id)
    }
    return null
  }

  /** `null`: something changed in between; look again. */
  async function attempt(record: StoredRecord, event: LifecycleEvent, extra: Extra): Promise<Outcome | null> {
    const { merchant, reference } = record
    const looksAround = lifecycleOf(lifecycles, record.kind).looksAround(event)
    const relatives = looksAround ? await store.recordsByReference({ merchant, reference }) : []
    const now = store.now()
    const others = relatives.filter(({ id }) => id !== record.id)
    const decision = decide({ lifecycles, record, event, relatives: others, now, newId })
    const changed = new Set(decision.update.map(({ id }) => id))
    const committed = await store.commit({
      now,
      insert: decision.insert,
      update: decision.update.map((update) =>
        extra.endsStep === true && update.id === record.id ? update : { ...update, keepsLease: true },
      ),
      // What was looked at must not have changed meanwhile, or two attempts could both find themselves the first paid.
      expect: others.filter(({ id }) => !changed.has(id)).map(({ id, version }) => ({ id, version })),
      ...(extra.holds === undefined ? {} : { holds: extra.holds }),
      ...(extra.claim === undefined ? {} : { claim: extra.claim }),
      history: decision.history,
      deliveries: decision.deliveries,
      exchangeStarts: decision.accepted ? (extra.exchangeStarts ?? []) : [],
      exchangeEnds: extra.exchangeEnds ?? [],
    })
    if (!committed.committed) {
      const isFinal = committed.conflict === 'lease' || committed.conflict === 'claim'
      return isFinal ? { accepted: false, record } : null
    }
    if (!decision.accepted) {
      ports.logger.info('event rejected', { record: record.id, state: record.state, event: event.type })
      return { accepted: false, record }
    }
    const update = decision.update[0]
    const after = { ...record, ...update, version: record.version + 1, updatedAt: now } as StoredRecord
    deps.onChange(after)
    for (const begun of decision.insert) deps.onChange({ ...begun, version: 1, updatedAt: now })
    for (const other of decision.update.slice(1)) {
      const before = others.find(({ id }) => id === other.id)
      if (before !== undefined) deps.onChange({ ...before, ...other } as StoredRecord)
    }
    return { accepted: true, record: after }
  }

  return async (id, event, extra = {}) => {
    const found = extra.known ?? (await store.record(id))
    if (found === null) return null
    // Everything that an event may look at or change besides its record is under the same reference.
    return turns(`${found.merchant} ${found.reference}`, (hasWaited) => applyTo(found, event, extra, hasWaited))
  }
}

/** What a caller is told who was too late every time. Nothing was stored. */
export const tooBusy = ({ kind, id }: Pick<StoredRecord, 'kind' | 'id'>): StoreError =>
  new StoreError('store-unavailable', `other processes change the ${kind} ${id} all the time; try again`)
