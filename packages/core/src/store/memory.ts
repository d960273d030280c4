import type {
  ChangeSet,
  CommitResult,
  Conflict,
  Delivery,
  ExchangeEnd,
  ExchangeStart,
  HistoryEntry,
  NewDelivery,
  Store,
  StoredRecord,
  StoredToken,
} from '../engine/store.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'

interface Leased {
  owner: string | null
  until: EpochMillis
}

interface HeldDelivery extends Leased {
  readonly order: number
  readonly delivery: NewDelivery
  attempts: number
  dueAt: EpochMillis
  deliveredAt: EpochMillis | null
}

interface HeldToken extends Leased {
  token: StoredToken | null
}

export interface MemoryStoreOptions {
  /** Added to the wall clock, in milliseconds. Only tests and demonstrations move time. @default () => 0 */
  readonly timeOffset?: () => number
}

/**
 * Keeps everything in this process's memory, for tests. Nothing survives the process: never use it to take money.
 *
 * Values go through JSON on the way in and out, as they do in the real stores.
 */
export function memoryStore(options: MemoryStoreOptions = {}): Store {
  const timeOffset = options.timeOffset ?? (() => 0)
  const records = new Map<string, StoredRecord>()
  const leases = new Map<string, Leased>()
  const claims = new Map<string, EpochMillis>()
  const history: HistoryEntry[] = []
  const deliveries = new Map<string, HeldDelivery>()
  const numbers = new Map<string, number>()
  const tokens = new Map<string, HeldToken>()
  const exchanges = new Map<string, { start: ExchangeStart; end: Omit<ExchangeEnd, 'id'> | null }>()

  const all = (): StoredRecord[] => [...records.values()]
  const isFree = (lease: Leased | undefined, now: EpochMillis): boolean =>
    lease === undefined || lease.owner === null || lease.until <= now
  const byKey = (record: { merchant: string; kind: string; number: string }): string =>
    JSON.stringify([record.merchant, record.kind, record.number])

  function findConflict(change: ChangeSet): Conflict | null {
    const guards = [...(change.expect ?? []), ...(change.update ?? [])]
    if (guards.some(({ id, version }) => records.get(id)?.version !== version)) return 'version'
    if (change.holds !== undefined) {
      const lease = leases.get(change.holds.id)
      if (lease === undefined || lease.owner !== change.holds.owner || lease.until <= change.now) return 'lease'
    }
    const touched = new Map<string, { exclusive: string | null }>()
    for (const update of change.update ?? []) touched.set(update.id, update)
    for (const insert of change.insert ?? []) touched.set(insert.id, insert)
    const slots = [...all().filter(({ id }) => !touched.has(id)), ...touched.values()]
      .map(({ exclusive }) => exclusive)
      .filter((key) => key !== null)
    if (new Set(slots).size !== slots.length) return 'exclusive'
    const known = new Set(all().map(byKey))
    if ((change.insert ?? []).some((record) => records.has(record.id) || known.has(byKey(record)))) return 'number'
    const claimed = change.claim === undefined ? undefined : claims.get(change.claim.key)
    return claimed === undefined ? null : 'claim'
  }

  return {
    durability: 'none',
    open: async () => {},
    close: async () => {},
    now: () => Date.now() + timeOffset(),

    commit: async (given): Promise<CommitResult> => {
      const change = copy(given)
      const conflict = findConflict(change)
      if (conflict !== null) return { committed: false, conflict }
      const { now } = change
      for (const record of change.insert ?? []) records.set(record.id, { ...record, version: 1, updatedAt: now })
      for (const { id, version, keepsLease, ...rest } of change.update ?? []) {
        records.set(id, { ...(records.get(id) as StoredRecord), ...rest, version: version + 1, updatedAt: now })
        if (keepsLease !== true) leases.delete(id)
      }
      history.push(...(change.history ?? []))
      for (const delivery of change.deliveries ?? []) {
        if (deliveries.has(delivery.id)) continue
        const order = deliveries.size
        deliveries.set(delivery.id, {
          order,
          delivery,
          attempts: 0,
          dueAt: now,
          deliveredAt: null,
          owner: null,
          until: 0,
        })
      }
      if (change.claim !== undefined) claims.set(change.claim.key, change.claim.expiresAt)
      for (const { end, ...start } of change.exchangeStarts ?? []) exchanges.set(start.id, { start, end: end ?? null })
      for (const { id, ...end } of change.exchangeEnds ?? []) {
        const exchange = exchanges.get(id)
        if (exchange !== undefined) exchange.end ??= end
      }
      return { committed: true }
    },

    record: async (id) => copy(records.get(id) ?? null),
    recordByExclusive: async (key) => copy(all().find(({ exclusive }) => exclusive === key) ?? null),
    recordByNumber: async (find) => copy(all().find((record) => byKey(record) === byKey(find)) ?? null),
    recordByReferenceNo: async ({ merchant, referenceNo }) =>
      copy(all().find((record) => record.merchant === merchant && record.data.referenceNo === referenceNo) ?? null),
    recordsByReference: async ({ merchant, reference }) =>
      copy(all().filter((record) => record.merchant === merchant && record.reference === reference)),
    recentRecords: async ({ kinds, limit }) =>
      copy(
        all()
          .filter(({ kind }) => kinds.includes(kind))
          .reverse()
          .slice(0, limit),
      ),
    recordsBetween: async ({ merchant, kinds, from, to, after, limit }) => {
      const isBehind = ({ createdAt, id }: StoredRecord): boolean =>
        after === null || createdAt > after.createdAt || (createdAt === after.createdAt && id > after.id)
      const found = all()
        .filter((record) => record.merchant === merchant && kinds.includes(record.kind))
        .filter((record) => record.createdAt >= from && record.createdAt < to && isBehind(record))
        .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
      return copy(found.slice(0, limit))
    },
    history: async (recordId) => copy(history.filter((entry) => entry.recordId === recordId)),
    exchanges: async ({ recordIds, limit }) => {
      const isWanted = ({ recordId }: ExchangeStart): boolean => recordIds?.includes(recordId ?? '') ?? true
      const found = [...exchanges.values()].filter(({ start }) => isWanted(start))
      return copy(found.slice(-limit).map(({ start, end }) => ({ ...start, end })))
    },

    claimDue: async ({ now, owner, until, untilByKind = {}, limit, id }) => {
      const due = all()
        .filter((record) => (id === undefined ? record.dueAt !== null && record.dueAt <= now : record.id === id))
        .filter((record) => isFree(leases.get(record.id), now))
        .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))
        .slice(0, limit)
      for (const record of due) leases.set(record.id, { owner, until: untilByKind[record.kind] ?? until })
      return copy(due)
    },
    release: async ({ id, owner, version, dueAt }) => {
      const record = records.get(id)
      if (record === undefined || leases.get(id)?.owner !== owner) return
      leases.delete(id)
      if (record.version === version) records.set(id, { ...record, dueAt })
    },

    claimDeliveries: async ({ now, owner, until, limit }) => {
      const heads = new Map<string, HeldDelivery>()
      for (const held of deliveries.values()) {
        const { stream } = held.delivery
        if (held.deliveredAt === null && !heads.has(stream)) heads.set(stream, held)
      }
      const ready = [...heads.values()].filter((held) => held.dueAt <= now && isFree(held, now)).slice(0, limit)
      for (const held of ready) Object.assign(held, { owner, until })
      return copy(ready.map(({ delivery, attempts }): Delivery => ({ ...delivery, attempts })))
    },
    endDelivery: async ({ id, owner, retryAt }) => {
      const held = deliveries.get(id)
      if (held === undefined || held.owner !== owner) return
      held.owner = null
      held.attempts += 1
      if (retryAt === null) held.deliveredAt = Date.now() + timeOffset()
      else held.dueAt = retryAt
    },

    takeNumbers: async ({ name, floor, count }) => {
      const first = Math.max((numbers.get(name) ?? -1) + 1, floor)
      numbers.set(name, first + count - 1)
      return first
    },

    token: async (key) => copy(tokens.get(key)?.token ?? null),
    claimToken: async ({ key, owner, now, until, generation }) => {
      const held = tokens.get(key) ?? { token: null, owner: null, until: 0 }
      if ((held.token?.generation ?? 0) !== generation || !isFree(held, now)) return false
      tokens.set(key, { ...held, owner, until })
      return true
    },
    saveToken: async ({ key, owner, token }) => {
      const held = tokens.get(key)
      if (held === undefined || held.owner !== owner) return
      tokens.set(key, { token: copy(token) ?? held.token, owner: null, until: 0 })
    },

    sweep: async ({ now, deliveredBefore }) => {
      for (const [key, expiresAt] of claims) if (expiresAt <= now) claims.delete(key)
      for (const [id, { deliveredAt }] of deliveries) {
        if (deliveredAt !== null && deliveredAt < deliveredBefore) deliveries.delete(id)
      }
    },
    health: async (now) => {
      const overdue = all().filter(({ id, dueAt }) => dueAt !== null && dueAt <= now && isFree(leases.get(id), now))
      return {
        overdue: overdue.length,
        oldestOverdueMillis: overdue.reduce((oldest, { dueAt }) => Math.max(oldest, now - (dueAt ?? now)), 0),
        undelivered: [...deliveries.values()].filter(({ deliveredAt }) => deliveredAt === null).length,
      }
    },
  }
}

const copy = <Value>(value: Value): Value => (value === undefined ? value : JSON.parse(JSON.stringify(value)))
