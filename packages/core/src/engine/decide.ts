import type { Consequence, Lifecycle, LifecycleEvent, Subject } from '../lifecycle/lifecycle.ts'
import { transition } from '../lifecycle/transition.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import type { JsonObject } from '../values/json.ts'
import type { HistoryEntry, NewDelivery, NewRecord, RecordUpdate, StoredRecord } from './store.ts'

/** A lifecycle whose own types are forgotten: the engine moves records of every kind by the same rules. */
export type AnyLifecycle = Lifecycle<string, JsonObject, LifecycleEvent, string, unknown, unknown>

export type Lifecycles = ReadonlyMap<string, AnyLifecycle>

export interface Decision {
  readonly accepted: boolean
  readonly insert: readonly NewRecord[]
  readonly update: readonly RecordUpdate[]
  readonly history: readonly HistoryEntry[]
  readonly deliveries: readonly NewDelivery[]
}

export interface Question {
  readonly lifecycles: Lifecycles
  readonly record: StoredRecord
  readonly event: LifecycleEvent
  /** The other records under the same reference, when the lifecycle looks around. */
  readonly relatives: readonly StoredRecord[]
  readonly now: EpochMillis
  /** A new record's id. */
  readonly newId: (kind: string) => string
}

/**
 * Decides everything that follows from one event, without touching anything: the record's own change, what the shop
 * hears, the records that begin, and the other records that change with it. The result is stored in one transaction.
 */
export function decide(question: Question): Decision {
  const { record, event, now } = question
  const lifecycle = lifecycleOf(question.lifecycles, record.kind)
  const step = transition(lifecycle.table, record.state, event.type)
  const { type: _, ...facts } = event as LifecycleEvent & JsonObject
  const line = { recordId: record.id, at: now, type: event.type, from: record.state, facts }
  if (!step.accepted) {
    const history = lifecycle.quiet.includes(event.type) ? [] : [{ ...line, to: record.state, isRejected: true }]
    return { accepted: false, insert: [], update: [], history, deliveries: [] }
  }
  const around = { now, relatives: question.relatives }
  const after: Subject = { ...record, state: step.to, data: lifecycle.reduce(record, event, around) }
  const isQuiet = step.to === record.state && lifecycle.quiet.includes(event.type)
  const own: Decision = {
    accepted: true,
    insert: [],
    update: [
      {
        id: record.id,
        version: record.version,
        state: after.state,
        data: after.data,
        exclusive: lifecycle.exclusive(after),
        dueAt: lifecycle.nextStep(after, now)?.at ?? null,
      },
    ],
    history: isQuiet ? [] : [{ ...line, to: step.to, isRejected: false }],
    deliveries: [],
  }
  const consequences = lifecycle.consequences({ before: record, after, event, ...around })
  return consequences.reduce((decision, consequence, index) => {
    return merge(decision, follow(question, after, consequence, index))
  }, own)
}

function follow(question: Question, after: Subject, consequence: Consequence, index: number): Partial<Decision> {
  const { lifecycles, record, relatives, now, newId } = question
  switch (consequence.kind) {
    case 'notify':
      return { deliveries: [delivery(record, after, consequence, index, now)] }
    case 'spawn': {
      const spawned: Subject = { ...consequence.record, id: newId(consequence.record.kind), createdAt: now }
      return { insert: [draftRecord(lifecycles, spawned, now)] }
    }
    case 'dispatch': {
      const other = relatives.find(({ id }) => id === consequence.id)
      if (other === undefined) return {}
      // One step away only: a change brought by another change brings none of its own.
      const { event } = consequence
      return decide({ ...question, record: other, event, relatives: [], newId })
    }
  }
}

/** A new record as the store takes it: its slot and first due time follow from its lifecycle. */
export function draftRecord(lifecycles: Lifecycles, subject: Subject, now: EpochMillis): NewRecord {
  const lifecycle = lifecycleOf(lifecycles, subject.kind)
  const { id, kind, merchant, reference, number, parentId, state, data, createdAt } = subject
  return {
    id,
    kind,
    merchant,
    reference,
    number,
    parentId,
    state,
    data,
    createdAt,
    exclusive: lifecycle.exclusive(subject),
    dueAt: lifecycle.nextStep(subject, now)?.at ?? null,
  }
}

export function lifecycleOf(lifecycles: Lifecycles, kind: string): AnyLifecycle {
  const lifecycle = lifecycles.get(kind)
  if (lifecycle === undefined)
    throw new Error(`no lifecycle for records of kind ${kind}: was it stored by a newer version?`)
  return lifecycle
}

/** The id is made of the record and its version, so it stays the same however often the event is delivered (G5). */
function delivery(
  record: StoredRecord,
  after: Subject,
  notice: Consequence & { kind: 'notify' },
  index: number,
  now: EpochMillis,
): NewDelivery {
  return {
    id: `evt_${record.id}_${record.version + 1}_${index}`,
    stream: record.parentId ?? record.id,
    type: notice.type,
    at: now,
    payload: {
      record: { ...after, version: record.version + 1 } as unknown as JsonObject,
      details: notice.details ?? {},
    },
  }
}

const merge = (decision: Decision, more: Partial<Decision>): Decision => ({
  accepted: decision.accepted,
  insert: [...decision.insert, ...(more.insert ?? [])],
  update: [...decision.update, ...(more.update ?? [])],
  history: [...decision.history, ...(more.history ?? [])],
  deliveries: [...decision.deliveries, ...(more.deliveries ?? [])],
})
