import type { Sealer } from '../crypto/seal.ts'
import type { JsonObject } from '../values/json.ts'
import { type BareRow, makeLink, readLink, writeLink } from './log-link.ts'
import type { Random } from './ports.ts'
import type { ChangeSet, CommitResult, LogLink, LogNote, Store } from './store.ts'

export interface LogChain {
  /** The store, whose every commit puts its exchanges into this process's chain. */
  readonly store: Store
  /** Writes a note into the chain, with what else is to be stored. Does nothing while the chain is empty, unless it is `begun` by it. */
  note(type: LogNote['type'], facts: JsonObject, change?: Pick<ChangeSet, 'prune'>): Promise<void>
  /** How many rows this process has put into its chain. */
  length(): number
  /** Notes that the chain is complete. Without this it has an end that nobody vouches for, as after a crash. */
  close(): Promise<void>
}

const none: readonly never[] = []

/** How many other chains a new one vouches for: those that began last. */
const witnessed = 64

/**
 * Gives each process a chain of its own through the API log, so that what is altered, taken out or moved later is found.
 * Nobody waits for anybody: a chain is made in this process's memory, and stored with the rows themselves.
 *
 * @see docs/decisions/0011-a-chain-per-writer.md
 */
export function createLogChain(deps: { store: Store; sealer: Sealer; random: Random }): LogChain {
  const { store, sealer, random } = deps
  const writer = Buffer.from(random(12)).toString('base64url')
  let seq = 0
  let previous = ''
  /** Places that were sent to the store and of which nothing was heard yet, in order. */
  const open = new Set<number>()
  /** Places that stayed empty or may have, and that no stored row tells of yet. */
  const absent = new Set<number>()
  /** What a commit of unknown outcome carried keeps its place, so that it can be stored twice and still is one row. */
  const places = new WeakMap<object, LogLink>()
  /** What may come a second time, and is stored. */
  const stored = new WeakSet<object>()
  let opening: Promise<void> | null = null
  /** The first row, which goes along with whatever is stored first. */
  let opened: LogNote | null = null

  async function prepare(): Promise<void> {
    const heads = await headsOf(store, witnessed)
    opened = { at: store.now(), type: 'opened', facts: { heads } }
  }

  /** Takes the next place. What it had before a commit of unknown outcome, it has again. */
  function place(bare: BareRow, told: readonly number[]): LogLink {
    const known = places.get(bare.row)
    if (known !== undefined) return known
    const settled = (open.values().next().value ?? seq + 1) - 1
    const link = makeLink(sealer, bare, { writer, seq: seq + 1, settled, absent: told, previous })
    seq += 1
    previous = link.stamp
    open.add(seq)
    return { writer, seq, link: writeLink(link) }
  }

  async function commit(change: ChangeSet): Promise<CommitResult> {
    const { exchangeStarts = [], exchangeEnds = [], notes = [] } = change
    if (exchangeStarts.length + exchangeEnds.length + notes.length === 0) return store.commit(change)
    if (opened === null) {
      opening ??= prepare().finally(() => {
        opening = null
      })
      await opening
    }
    const told = absent.size === 0 ? none : [...absent]
    const taken: (readonly [row: object, at: LogLink])[] = []
    function linked<Row extends BareRow['row']>(kind: BareRow['kind'], row: Row): Row & LogLink {
      const at = place({ kind, row } as BareRow, told)
      taken.push([row, at])
      return { ...row, ...at }
    }
    const first = opened === null || stored.has(opened) ? none : [opened]
    const ends = exchangeEnds.filter((end) => !stored.has(end))
    const whole = {
      ...change,
      notes: [...first, ...notes].map((note) => linked('note', note)),
      exchangeStarts: exchangeStarts.map(({ end, ...start }) => ({
        ...linked('request', start),
        ...(end === undefined ? {} : { end: linked('response', { id: start.id, ...end }) }),
      })),
      exchangeEnds: ends.map((end) => linked('response', end)),
    }
    const result = await store.commit(whole).catch((error: unknown) => {
      for (const [row, at] of taken) {
        places.set(row, at)
        absent.add(at.seq)
        open.delete(at.seq)
      }
      throw error
    })
    for (const [, { seq: at }] of taken) {
      open.delete(at)
      if (result.committed) absent.delete(at)
      else absent.add(at)
    }
    if (!result.committed) return result
    for (const row of [...first, ...ends]) stored.add(row)
    for (const one of told) absent.delete(one)
    return result
  }

  const note: LogChain['note'] = async (type, facts, change = {}) => {
    const { now } = store
    await commit({ now: now(), notes: [{ at: now(), type, facts }], ...change })
  }

  return {
    store: new Proxy(store, {
      get: (target, name) => {
        if (name === 'commit') return commit
        const value: unknown = Reflect.get(target, name, target)
        return typeof value === 'function' ? value.bind(target) : value
      },
    }),
    note,
    length: () => seq,
    close: async () => {
      if (seq > 0) await note('closed', { rows: seq + 1 })
    },
  }
}

/** Where the newest chains have come to, as a note keeps it: a tail that is cut off later is missed then. */
export async function headsOf(store: Store, newest: number): Promise<readonly JsonObject[]> {
  const found = await store.logWriters({ newest })
  return found.map(({ writer, seq, link }) => ({ writer, seq, stamp: readLink(link)?.stamp ?? '' }))
}
