import type { Sealer } from '../crypto/seal.ts'
import { checkLink, type Link, linkOf } from '../engine/log-link.ts'
import type { LogRow, Store } from '../engine/store.ts'
import { asObject, asText, type Json } from '../values/json.ts'

/** What is wrong with the log, and where. */
export interface LogFinding {
  /**
   * `altered`: the row is not what was written. `moved`: it stood in another place. `missing`: rows from `seq` to
   * `through` are gone. `cut`: the chain ended further on when that was noted. `stray`: a row that no chain knows.
   * `unknown-key`: written under a key that is not configured, so that nothing can be said.
   */
  readonly kind: 'altered' | 'moved' | 'missing' | 'cut' | 'stray' | 'unknown-key'
  readonly writer: string
  /** The place in the writer's chain; rows are counted from 1. */
  readonly seq: number
  /** The last place that it is about. */
  readonly through: number
  /** The exchange that the row belongs to, and which half of it, where the row is there. */
  readonly exchange: string | null
  readonly side: 'request' | 'response' | 'note' | null
  /** When the row before it was written, as far as there is one: where to look. */
  readonly after: Date | null
}

/** How far a writer's chain goes. Keep it somewhere else: what is cut from the end later is missed by it. */
export interface LogHead {
  readonly writer: string
  readonly seq: number
  readonly stamp: string
}

/** One process's part of the log. */
export interface LogWriter extends LogHead {
  readonly rows: number
  readonly from: Date
  readonly to: Date
  /** The process ended its chain itself. Otherwise it still runs, or died: its last rows have no other witness. */
  readonly isClosed: boolean
  /** Places at its end of which the process did not live to say whether they were filled. */
  readonly undecided: number
}

export interface LogVerdict {
  readonly isIntact: boolean
  readonly rows: number
  /** At most a thousand. */
  readonly findings: readonly LogFinding[]
  readonly writers: readonly LogWriter[]
  /** Exchanges from before the log had chains: nothing but their seals protects them. */
  readonly beforeChains: number
}

const pageSize = 500
const maxFindings = 1_000

interface Anchor {
  readonly through: number
  readonly stamp: string
}

/**
 * Reads the whole log and looks for what was altered, removed or moved since it was written.
 *
 * It cannot know of rows that were cut from the end of a chain before anybody noted how far it went: neither the chain's
 * own closing note, nor another process, nor `expect`.
 */
export async function verifyLog({
  store,
  sealer,
  expect = [],
}: {
  store: Store
  sealer: Sealer
  /** Heads that an earlier verdict showed. */
  expect?: readonly LogHead[]
}): Promise<LogVerdict> {
  const findings: LogFinding[] = []
  const find = (finding: LogFinding): void => {
    if (findings.length < maxFindings) findings.push(finding)
  }
  const chains = new Map<string, Chain>()
  for (const { writer } of await store.logWriters()) {
    const chain = await readChain(writer, { store, sealer, find, expect })
    if (chain.rows > 0) chains.set(writer, chain)
  }
  const notes = [...chains.values()].flatMap((chain) => chain.notes)
  const anchors = anchorsIn(notes)
  for (const chain of chains.values()) checkBeginning(chain, anchors.get(chain.writer), find)
  for (const head of furthest([...notes.flatMap(({ facts }) => headsIn(facts.heads)), ...expect])) {
    const { writer, seq } = head
    const last = Math.max(chains.get(writer)?.last ?? 0, anchors.get(writer)?.through ?? 0)
    // Written while this was reading, perhaps.
    const isThere = last >= seq || (await store.logRows({ writer, after: seq - 1, limit: 1 })).length > 0
    const after = dateOf(chains.get(writer)?.to ?? 0)
    if (!isThere) find({ ...nowhere, kind: 'cut', writer, seq: last + 1, through: seq, after })
  }

  const began = Math.min(...[...chains.values()].map(({ from }) => from))
  const { count, to } = await store.unlinkedExchanges()
  if (count > 0 && to > began)
    find({ ...nowhere, kind: 'stray', writer: '', seq: 0, through: 0, after: new Date(began) })
  const writers = [...chains.values()].map(toWriter)
  const rows = writers.reduce((sum, writer) => sum + writer.rows, 0)
  return { isIntact: findings.length === 0, rows, findings, writers, beforeChains: count }
}

const nowhere = { exchange: null, side: null, after: null } as const

type NoteRow = Extract<LogRow, { kind: 'note' }>['row']
type Find = (finding: LogFinding) => void

interface Chain {
  readonly writer: string
  rows: number
  first: number
  /** What the first row says of the row before it. */
  firstPrevious: string
  last: number
  stamp: string
  from: number
  to: number
  isClosed: boolean
  settled: number
  /** Places without a row of which the writer has not said that they stayed empty, each with when the row before it was. */
  readonly gaps: Map<number, number>
  /** Places of which it has. */
  readonly told: Set<number>
  readonly notes: NoteRow[]
}

interface Reading {
  readonly store: Store
  readonly sealer: Sealer
  readonly find: Find
  readonly expect: readonly LogHead[]
}

async function readChain(writer: string, reading: Reading): Promise<Chain> {
  const { store, sealer, find } = reading
  const expected = new Map(
    reading.expect.filter((head) => head.writer === writer).map((head) => [head.seq, head.stamp]),
  )
  const chain: Chain = {
    writer,
    rows: 0,
    first: 0,
    firstPrevious: '',
    last: 0,
    stamp: '',
    from: 0,
    to: 0,
    isClosed: false,
    settled: 0,
    gaps: new Map(),
    told: new Set(),
    notes: [],
  }
  const suspects: LogRow[] = []
  for (;;) {
    const page = await store.logRows({ writer, after: chain.last, limit: pageSize })
    for (const entry of page) {
      const { seq, at } = entry.row
      const link = linkOf(entry)
      const verdict = link === null ? 'bad' : checkLink(sealer, entry, { writer, seq, ...link })
      if (chain.rows === 0) Object.assign(chain, { first: seq, from: at, firstPrevious: link?.previous ?? '' })
      else for (let gap = chain.last + 1; gap < seq; gap++) chain.gaps.set(gap, chain.to)
      const isExpected = (expected.get(seq) ?? link?.stamp) === link?.stamp
      if (link === null || verdict === 'bad' || !isExpected) suspects.push(entry)
      else if (verdict === 'unknown-key') find({ ...spot(entry), kind: 'unknown-key', after: dateOf(chain.to) })
      else {
        const isNext = chain.rows > 0 && seq === chain.last + 1 && suspects.at(-1)?.row.seq !== chain.last
        if (isNext && link.previous !== chain.stamp) find({ ...spot(entry), kind: 'altered', after: dateOf(chain.to) })
        chain.settled = Math.max(chain.settled, link.settled)
        for (const one of link.absent) {
          chain.gaps.delete(one)
          chain.told.add(one)
        }
        if (entry.kind === 'note') chain.notes.push(entry.row)
        chain.isClosed ||= entry.kind === 'note' && entry.row.type === 'closed'
      }
      Object.assign(chain, { rows: chain.rows + 1, last: seq, stamp: link?.stamp ?? '', to: at })
    }
    if (page.length < pageSize) break
  }
  for (const suspect of suspects) find({ ...spot(suspect), kind: nameOf(suspect, suspects, sealer), after: null })
  for (const { from, through, at } of await removed(chain, store)) {
    find({ ...nowhere, kind: 'missing', writer, seq: from, through, after: dateOf(at) })
  }
  return chain
}

/** A row that is good in the place of another that is not has been moved. */
function nameOf(suspect: LogRow, suspects: readonly LogRow[], sealer: Sealer): 'altered' | 'moved' {
  const link = linkOf(suspect)
  const { writer } = suspect.row
  const isMoved = suspects
    .slice(0, 100)
    .some(({ row }) => link !== null && checkLink(sealer, suspect, { writer, seq: row.seq, ...link }) === 'good')
  return isMoved && checkLink(sealer, suspect, { writer, seq: suspect.row.seq, ...(link as Link) }) === 'bad'
    ? 'moved'
    : 'altered'
}

/** Runs of places whose rows were there: the writer knew what had become of them, and did not say that they stayed empty. */
async function removed(
  { writer, gaps, settled }: Chain,
  store: Store,
): Promise<readonly { from: number; through: number; at: number }[]> {
  const found: { from: number; through: number; at: number }[] = []
  for (const [gap, at] of gaps) {
    if (gap > settled) continue
    const last = found.at(-1)
    if (last?.through === gap - 1) last.through = gap
    // Stored after its turn had passed, perhaps, by a process that still writes.
    else if ((await store.logRows({ writer, after: gap - 1, limit: 1 }))[0]?.row.seq === gap) gaps.delete(gap)
    else found.push({ from: gap, through: gap, at })
  }
  return found
}

/** A chain begins with its first row, or where a note says that what was before has been removed. */
function checkBeginning({ writer, first, firstPrevious, told }: Chain, anchor: Anchor | undefined, find: Find): void {
  const from = (anchor?.through ?? 0) + 1
  if (anchor?.through === first - 1 && anchor.stamp !== firstPrevious)
    find({ ...nowhere, kind: 'altered', writer, seq: first, through: first })
  for (let seq = from; seq < first; seq++) {
    if (told.has(seq)) continue
    find({ ...nowhere, kind: 'missing', writer, seq, through: first - 1 })
    return
  }
}

/** How far each pruned chain was removed. */
function anchorsIn(notes: readonly NoteRow[]): ReadonlyMap<string, Anchor> {
  const anchors = new Map<string, Anchor>()
  for (const { type, facts } of notes) {
    const [writer, through] = [String(facts.writer), Number(facts.through)]
    if (type !== 'pruned' || through <= (anchors.get(writer)?.through ?? 0)) continue
    anchors.set(writer, { through, stamp: asText(facts.stamp) ?? '' })
  }
  return anchors
}

function furthest(heads: readonly LogHead[]): Iterable<LogHead> {
  const found = new Map<string, LogHead>()
  for (const head of heads) if ((found.get(head.writer)?.seq ?? 0) < head.seq) found.set(head.writer, head)
  return found.values()
}

function headsIn(heads: Json | undefined): readonly LogHead[] {
  return (Array.isArray(heads) ? heads : []).flatMap((one: Json) => {
    const head = asObject(one)
    const writer = asText(head?.writer)
    return writer === null ? [] : [{ writer, seq: Number(head?.seq), stamp: asText(head?.stamp) ?? '' }]
  })
}

function spot({ kind, row }: LogRow): Omit<LogFinding, 'kind' | 'after'> {
  const { writer, seq } = row
  return { writer, seq, through: seq, exchange: 'id' in row ? row.id : null, side: kind }
}

const dateOf = (at: number): Date | null => (at === 0 ? null : new Date(at))

function toWriter({ writer, last, stamp, rows, from, to, isClosed, settled, gaps }: Chain): LogWriter {
  const undecided = [...gaps.keys()].filter((gap) => gap > settled).length
  return { writer, seq: last, stamp, rows, from: new Date(from), to: new Date(to), isClosed, undecided }
}
