import { OvoError, type OvoErrorCode } from '../errors/ovo-error.ts'
import type { CallOperation, LifecycleEvent } from '../lifecycle/lifecycle.ts'
import type { NoAnswer } from '../values/http.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import type { JsonObject } from '../values/json.ts'
import { type Lifecycles, lifecycleOf } from './decide.ts'
import { createDispatch, type Dispatch, type Extra } from './dispatch.ts'
import { createHands } from './hands.ts'
import type { Ports } from './ports.ts'
import { type AnyCall, type Prepared, prepareAny, type Sender } from './sender.ts'
import type { Store, StoredRecord } from './store.ts'

export interface Runner {
  readonly dispatch: Dispatch
  /** Makes a record's question due at once, unless this hint was taken before or there is nothing left to ask. */
  hint(record: StoredRecord, extra: Extra & Required<Pick<Extra, 'claim'>>): Promise<boolean>
  /** Claims due records, as many as there are hands free, and begins their steps. Resolves with how many it began. */
  beginDue(): Promise<number>
  /** Does one record's next step if it is due. Resolves with false when another step holds the record. */
  runOne(id: string): Promise<boolean>
  /** Resolves when every step that this process has begun is stored, with whether there was any. */
  idle(): Promise<boolean>
}

/** Longer than a call, a token renewed and the call again (10 + 8 + 10 s); a dead process is waited for no longer. */
const usualLeaseMillis = 30_000
/** Steps wait for OVO more than they work: when OVO is silent, so many pushes can be asked about and reversed in time. */
const maxRunning = 128

/** Whose step it is, and since when. */
interface Claim {
  readonly owner: string
  readonly at: EpochMillis
  readonly until: EpochMillis
}

export function createRunner(deps: {
  store: Store
  lifecycles: Lifecycles
  sender: Sender
  ports: Ports
  owner: string
  newId: (kind: string) => string
  onChange: (record: StoredRecord) => void
  /** There is room for more steps after there was none. */
  onRoom: () => void
  /** Waits in real time while other processes change the same. */
  pause: (millis: number) => Promise<void>
}): Runner {
  const { store, lifecycles, sender, ports } = deps
  const dispatch = createDispatch(deps)
  let claims = 0
  const hands = createHands(maxRunning, deps.onRoom)

  async function step(leased: StoredRecord, claim: Claim): Promise<void> {
    const lifecycle = lifecycleOf(lifecycles, leased.kind)
    const now = store.now()
    const next = lifecycle.nextStep(leased, now)
    if (next === null || next.at > now) {
      const { id, version } = leased
      await store.release({ id, owner: claim.owner, version, dueAt: next?.at ?? null })
      return
    }
    const operation = lifecycle.operations[next.action]
    if (operation === undefined) throw new Error(`${leased.kind} has no action ${next.action}`)
    if ('event' in operation) {
      await dispatch(leased.id, operation.event(leased, now), { ...fence(leased, claim), endsStep: true })
      return
    }
    await call(leased, operation, claim)
  }

  /** What keeps two steps on one record apart: the lease, or the version that both were claimed at. */
  const fence = (leased: StoredRecord, { owner }: Claim): Pick<Extra, 'holds' | 'known' | 'onlyOnKnown'> =>
    lifecycleOf(lifecycles, leased.kind).leaseMillis === undefined
      ? { holds: { id: leased.id, owner } }
      : { known: leased, onlyOnKnown: true }

  async function call(
    leased: StoredRecord,
    operation: CallOperation<string, JsonObject, LifecycleEvent, unknown, unknown>,
    claim: Claim,
  ): Promise<void> {
    const holds = { id: leased.id, owner: claim.owner }
    const { merchant, id: recordId } = leased
    const prepared = await prepareAny(sender, { call: operation.build(leased) as AnyCall, merchant, recordId }).catch(
      notSent,
    )
    if ('kind' in prepared) {
      const event = operation.read(prepared, leased, store.now())
      await dispatch(leased.id, event, { ...fence(leased, claim), endsStep: true })
      return
    }
    const record = await writeAhead(leased, claim, operation.intent, prepared)
    if (record === null) return
    // A process that was frozen since it claimed finds its time gone: somebody else may be at work on the record.
    if (isLate(leased, claim)) return store.release({ ...holds, version: leased.version, dueAt: store.now() })
    const { result, exchangeEnd } = await prepared.send({ holds })
    const event = operation.read(result, record, store.now())
    // What was only asked may be out of date once the lease is lost, and whoever has it asks by itself. What was sent
    // may not be forgotten.
    const isRead = operation.intent === undefined
    const extra = { exchangeEnds: [exchangeEnd], endsStep: true, ...(isRead ? { holds } : {}) }
    const outcome = await dispatch(leased.id, event, extra)
    if (isRead && outcome?.accepted === false) await store.commit({ now: store.now(), exchangeEnds: [exchangeEnd] })
  }

  /** Stores what is about to be sent (G1), as its record's own change when the sending must be remembered. */
  async function writeAhead(
    leased: StoredRecord,
    claim: Claim,
    intent: LifecycleEvent | undefined,
    prepared: Prepared<unknown>,
  ): Promise<StoredRecord | null> {
    const exchangeStarts = [prepared.exchange.start]
    if (intent === undefined) {
      const holds = { id: leased.id, owner: claim.owner }
      const { committed } = await store.commit({ now: store.now(), holds, exchangeStarts })
      return committed ? leased : null
    }
    const intended = await dispatch(leased.id, intent, { ...fence(leased, claim), exchangeStarts })
    return intended?.accepted === true ? intended.record : null
  }

  /** Where the version is the fence, what is stored may be sent whenever it is: it is safe to repeat. */
  const isLate = ({ kind }: StoredRecord, { at, until }: Claim): boolean =>
    lifecycleOf(lifecycles, kind).leaseMillis === undefined && store.now() > at + (until - at) / 2

  async function guarded(leased: StoredRecord, claim: Claim): Promise<void> {
    try {
      await step(leased, claim)
    } catch (error) {
      const fields = { record: leased.id, state: leased.state, reason: error instanceof Error ? error.name : 'unknown' }
      ports.logger.error('a step could not be finished; it is tried again', fields)
      // Patience for whatever is down; the step itself is decided anew from the record.
      const { id, version } = leased
      await store.release({ id, version, owner: claim.owner, dueAt: store.now() + 2_000 }).catch(() => {})
    }
  }

  /** When steps of the kinds that must not be held as long as others give their records back. */
  const leasesAt = (now: EpochMillis): Readonly<Record<string, EpochMillis>> =>
    Object.fromEntries(
      [...lifecycles.values()].flatMap(({ kind, leaseMillis }) =>
        leaseMillis === undefined ? [] : [[kind, now + leaseMillis]],
      ),
    )

  async function begin(limit: number, id?: string): Promise<readonly Promise<void>[]> {
    const now = store.now()
    const until = now + usualLeaseMillis
    // A name for each claim: a step that has lost its lease must not pass for its successor in the same process.
    const owner = `${deps.owner}:${++claims}`
    const due = await store.claimDue({
      now,
      owner,
      until,
      untilByKind: leasesAt(now),
      limit,
      ...(id === undefined ? {} : { id }),
    })
    const steps = due.map((record) => guarded(record, { owner, at: now, until: leasesAt(now)[record.kind] ?? until }))
    for (const one of steps) hands.hold(one)
    return steps
  }

  return {
    dispatch,
    hint: async (record, { claim, exchangeStarts = [] }) => {
      const isHeard = lifecycleOf(lifecycles, record.kind).table[record.state]?.hinted !== undefined
      if (isHeard) {
        const outcome = await dispatch(record.id, { type: 'hinted' }, { claim, exchangeStarts })
        return outcome?.accepted === true
      }
      await store.commit({ now: store.now(), claim, exchangeStarts })
      return false
    },
    beginDue: async () => {
      const { free } = hands
      return free <= 0 ? 0 : (await begin(free)).length
    },
    runOne: async (id) => {
      const steps = await begin(1, id)
      await Promise.all(steps)
      return steps.length > 0
    },
    idle: hands.idle,
  }
}

/** What stops a call before it can be sent, as an answer of its own. Anything else is a fault of ours. */
const stops: Readonly<Partial<Record<OvoErrorCode, string>>> = {
  'ovo-unreachable': 'no-token',
  'ovo-refused': 'no-token',
  'seal-broken': 'unreadable',
  'not-linked': 'link-gone',
}

function notSent(error: unknown): NoAnswer {
  const reason = OvoError.is(error) ? stops[error.code] : undefined
  if (reason === undefined) throw error
  return { kind: 'no-answer', sent: 'no', reason }
}
