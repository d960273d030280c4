import type {
  ChangeSet,
  CommitResult,
  Conflict,
  Delivery,
  ExchangeEnd,
  ExchangeStart,
  HistoryEntry,
  LogLink,
  LogNote,
  LogRow,
  NewDelivery,
  Store,
  StoredExchange,
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
  const exchanges = new Map<string, ExchangeStart>()
  const ends = new Map<string, ExchangeEnd>()
  const notes: LogNote[] = []

  const all = (): StoredRecord[] => [...records.values()]
  const isFree = (lease: Leased | undefined, now: EpochMillis): boolean =>
    lease === undefined || lease.owner === null || lease.until <= now
  const byKey = (record: { merchant: string; kind: string; number: string }): string =>
    JSON.stringify([record.merchant, record.kind, record.number])

  const logRows = (): readonly LogRow[] => [
    ...[...exchanges.values()].flatMap((row) => (isLinked(row) ? [{ kind: 'request' as const, row }] : [])),
    ...[...ends.values()].flatMap((row) => (isLinked(row) ? [{ kind: 'response' as const, row }] : [])),
    ...notes.flatMap((row) => (isLinked(row) ? [{ kind: 'note' as const, row }] : [])),
  ]

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
      for (const { end, ...start } of change.exchangeStarts ?? []) {
        exchanges.set(start.id, start)
        if (end !== undefined) ends.set(start.id, { id: start.id, ...end })
      }
      for (const end of change.exchangeEnds ?? []) if (!ends.has(end.id)) ends.set(end.id, end)
      notes.push(...(change.notes ?? []))
      for (const { writer, through } of change.prune ?? []) {
        const isOld = (row: Partial<LogLink>): boolean => row.writer === writer && (row.seq ?? 0) <= through
        for (const map of [exchanges, ends]) for (const [id, row] of map) if (isOld(row)) map.delete(id)
        notes.splice(0, notes.length, ...notes.filter((note) => !isOld(note)))
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
    exchanges: async ({ ids, recordIds, since = 0, until = Number.POSITIVE_INFINITY, limit }) => {
      const found = [...exchanges.values()].filter(
        ({ id, recordId, at }) =>
          (ids?.includes(id) ?? true) && (recordIds?.includes(recordId ?? '') ?? true) && at >= since && at < until,
      )
      return copy(found.slice(-limit).map((start) => ({ ...unlinked(start), end: endOf(ends.get(start.id)) })))
    },
    logWriters: async ({ newest } = {}) => {
      const heads = new Map<string, LogLink>()
      for (const { row } of logRows())
        if ((heads.get(row.writer)?.seq ?? 0) < row.seq) heads.set(row.writer, placeOf(row))
      const opened = notes.filter(({ type }) => type === 'opened').sort((a, b) => b.at - a.at)
      const names = newest === undefined ? [...heads.keys()] : opened.slice(0, newest).map(({ writer = '' }) => writer)
      return copy(names.sort().flatMap((name) => heads.get(name) ?? []))
    },
    logRows: async ({ writer, after, limit }) =>
      copy(
        logRows()
          .filter(({ row }) => row.writer === writer && row.seq > after)
          .sort((a, b) => a.row.seq - b.row.seq)
          .slice(0, limit),
      ),
    unlinkedExchanges: async () => {
      const times = [...exchanges.values()].filter(({ writer }) => writer === undefined).map(({ at }) => at)
      return { count: times.length, from: Math.min(...times), to: Math.max(...times) }
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

    sweep: async ({ now, deliveredBefore, unlinkedBefore = 0 }) => {
      for (const [id, { at, writer }] of exchanges) {
        if (writer !== undefined || at >= unlinkedBefore) continue
        exchanges.delete(id)
        ends.delete(id)
      }
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

const isLinked = <Row extends Partial<LogLink>>(row: Row): row is Row & LogLink => row.writer !== undefined
const placeOf = ({ writer, seq, link }: LogLink): LogLink => ({ writer, seq, link })
const unlinked = <Row extends Partial<LogLink>>({ writer, seq, link, ...row }: Row): Omit<Row, keyof LogLink> => row

function endOf(stored: ExchangeEnd | undefined): StoredExchange['end'] {
  if (stored === undefined) return null
  const { id, ...end } = unlinked(stored)
  return end
}
