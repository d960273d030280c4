import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { checkTable, type TableShape } from '../lifecycle/check-table.ts'
import type { CallOperation, Consequence, Subject } from '../lifecycle/lifecycle.ts'
import { transition } from '../lifecycle/transition.ts'
import type { HttpResult } from '../values/http.ts'
import { rupiah } from '../values/rupiah.ts'
import type { PushToPayCall } from './call.ts'
import { pushEvent, pushLifecycle } from './lifecycle.ts'
import { isForPerson, type PushData, type PushState, type PushSubject } from './push-data.ts'
import type { PushEvent } from './push-events.ts'
import { pushTable } from './push-table.ts'
import { nextPushStep, pushTiming, reversalDue } from './schedule.ts'
import { pushVoidLifecycle } from './void-undo.ts'

const t0 = 1_800_000_000_000 // 2027-01-15 15:00 in Jakarta
const data: PushData = {
  amount: rupiah(25_000),
  terminalId: '00300001',
  mid: 'MM1',
  batchNo: 270_115,
  referenceNumber: 3,
  sealedPhone: 'sealed',
  maskedPhone: '0812****7890',
  onLateSuccess: 'accept',
  asked: 0,
  reversals: 0,
}
const fresh: PushSubject = {
  id: 'push_1',
  kind: 'push-to-pay',
  merchant: 'default',
  reference: 'ORDER-1',
  number: 'INV-1',
  parentId: null,
  state: 'created',
  data,
  createdAt: t0 - 40,
}
const receipt = {
  approvalCode: '1',
  traceNumber: null,
  hostDate: null,
  hostTime: null,
  cashUsed: 25_000,
  pointsUsed: 0,
  maskedOvoId: null,
}
const paidEvent: PushEvent = { type: 'paid', from: 'answer', receipt }

const reply = (more: object): HttpResult => ({
  kind: 'answered',
  status: 200,
  headers: {},
  body: new TextEncoder().encode(
    JSON.stringify({
      type: '0210',
      processingCode: '040000',
      amount: 25_000,
      referenceNumber: 3,
      tid: '00300001',
      mid: 'MM1',
      transactionRequestData: { batchNo: '270115', merchantInvoice: 'INV-1' },
      ...more,
    }),
  ),
})
const statusReply = (responseCode: string, more: object = {}) => reply({ type: '0110', responseCode, ...more })
const reversalReply = (responseCode: string) => reply({ type: '0410', responseCode })
const silence: HttpResult = { kind: 'no-answer', sent: 'maybe', reason: 'timeout' }

/** Plays one push as the engine would, with a clock that the test moves. */
class Stage {
  now = t0
  subject: PushSubject = fresh
  readonly rejected: string[] = []
  readonly said: Consequence[] = []
  relatives: readonly Subject[] = []

  constructor(more: Partial<PushData> = {}) {
    this.subject = { ...fresh, data: { ...data, ...more } }
  }

  happens(event: PushEvent): this {
    const step = transition(pushTable, this.subject.state, event.type)
    if (!step.accepted) {
      this.rejected.push(event.type)
      return this
    }
    const around = { now: this.now, relatives: this.relatives }
    const before = this.subject
    const after = { ...before, state: step.to, data: pushLifecycle.reduce(before, event, around) }
    this.said.push(...pushLifecycle.consequences({ before, after, event, ...around }))
    this.subject = after
    return this
  }

  get step(): readonly [string, number] | null {
    const step = nextPushStep(this.subject)
    return step === null ? null : [step.action, step.at - t0]
  }

  /** Does the next step when it is due, answered like this. */
  does(action: 'ask' | 'reverse', result: HttpResult): this {
    const step = nextPushStep(this.subject)
    expect(step?.action).toBe(action)
    this.now = Math.max(this.now, step?.at ?? 0)
    const operation = pushLifecycle.operations[action] as CallOperation<
      PushState,
      PushData,
      PushEvent,
      PushToPayCall,
      HttpResult
    >
    expect(operation.build(this.subject).sealedPhone).toBe('sealed')
    if (operation.intent !== undefined) this.happens(operation.intent)
    return this.happens(operation.read(result, this.subject, this.now))
  }

  /** Does a step that needs no call. */
  elapses(): this {
    const step = nextPushStep(this.subject)
    this.now = Math.max(this.now, step?.at ?? 0)
    const operation = pushLifecycle.operations[step?.action ?? 'raise']
    if (!('event' in operation)) throw new Error(`${step?.action} is a call`)
    return this.happens(operation.event(this.subject, this.now))
  }

  get state(): PushState {
    return this.subject.state
  }
  get slot(): string | null {
    return pushLifecycle.exclusive(this.subject)
  }
  get heard(): readonly string[] {
    return this.said.map((one) => {
      if (one.kind !== 'notify') return one.kind
      return one.type === 'attention' ? `attention:${one.details?.reason}` : one.type
    })
  }
}

const pushed = (more: Partial<PushData> = {}) => new Stage(more).happens({ type: 'pushing', at: t0 })
const unanswered = (more: Partial<PushData> = {}) => pushed(more).happens({ type: 'unanswered', reason: 'timeout' })

describe('the tables', () => {
  const shapes: readonly TableShape<string>[] = [pushLifecycle, pushVoidLifecycle] as unknown as TableShape<string>[]
  test.each(shapes)('are sound', (shape) => expect(checkTable(shape)).toEqual([]))

  test('write down every call as the record’s own change, because no lease keeps two steps apart', () => {
    expect(pushLifecycle.leaseMillis).toBe(250)
    const calls = Object.values(pushLifecycle.operations).filter((operation) => 'build' in operation)
    expect(calls.map(({ intent }) => intent?.type)).toEqual(['asking', 'reversing'])
  })
})

describe('G3 No silent deduction', () => {
  it('asks at 60 s, reverses at 65 s, and is done when OVO no longer says paid', () => {
    const stage = unanswered()
    expect(stage.step).toEqual(['ask', 60_000])
    stage.does('ask', statusReply('25'))
    expect(stage.state).toBe('unknown')
    expect(stage.step).toEqual(['reverse', 65_000])
    stage.does('reverse', reversalReply('00'))
    expect(stage.state).toBe('reversing')
    expect(stage.step).toEqual(['ask', 67_000])
    stage.does('ask', statusReply('73'))
    expect(stage.state).toBe('reversed')
    expect(stage.heard).toEqual(['reversed'])
    expect([stage.step, stage.slot]).toEqual([null, null])
  })

  it('does so as well when the process that pushed has died', () => {
    const stage = pushed()
    expect(stage.step).toEqual(['ask', 60_000])
    expect(stage.does('ask', silence).state).toBe('unknown')
  })

  it('is not kept from reversing by anything that a status check says but paid', () => {
    for (const code of ['25', '17', '26', '73', '54', '68', '63', '40', 'ER', 'ZZ']) {
      const stage = unanswered().does('ask', statusReply(code))
      while (stage.step?.[0] === 'ask') stage.does('ask', statusReply(code))
      expect(stage.step).toEqual(['reverse', 65_000])
    }
  })

  it('asks again while there is time and OVO was not clear, and never past the reversal', () => {
    const stage = unanswered().does('ask', silence)
    expect(stage.step).toEqual(['ask', 62_000])
    expect(stage.does('ask', silence).step).toEqual(['ask', 64_000])
    expect(stage.does('ask', silence).step).toEqual(['reverse', 65_000])
  })

  it('waits no longer for a status check than until the reversal is due', () => {
    const ask = pushLifecycle.operations.ask as CallOperation<PushState, PushData, PushEvent, PushToPayCall, HttpResult>
    expect(ask.build(unanswered().subject).answerBy).toBe(reversalDue(t0))
    const confirming = unanswered().does('ask', silence).happens({ type: 'reversing' })
    expect(ask.build(confirming.subject).answerBy).toBeUndefined()
  })

  it('after a crash of all, a week later, still reverses, and then tells a person', () => {
    const stage = unanswered()
    stage.now = t0 + 8 * 86_400_000
    stage.does('ask', statusReply('54'))
    expect(stage.step).toEqual(['reverse', 65_000])
    stage.does('reverse', reversalReply('00')).does('ask', statusReply('54'))
    expect(stage.heard).toEqual(['attention:not-final'])
    expect(stage.step).toBeNull()
    expect(stage.slot).not.toBeNull()
  })

  it('repeats an unacknowledged reversal at growing distances, and calls a person after five minutes', () => {
    const stage = unanswered().does('ask', statusReply('25')).does('reverse', silence)
    const waits: number[] = []
    while (stage.step?.[0] === 'reverse') {
      waits.push((stage.step[1] - (stage.now - t0)) / 1_000)
      stage.does('reverse', silence)
    }
    expect(waits).toEqual([2, 5, 10, 20, 30, 60, 120])
    expect(stage.step).toEqual(['raise', 65_000 + 300_000])
    stage.elapses()
    expect(stage.heard).toEqual(['attention:not-reversed'])
    expect(stage.does('reverse', reversalReply('00')).does('ask', statusReply('25')).state).toBe('reversed')
  })

  it('reverses again while a status check says paid, whatever the acknowledgement said', () => {
    const stage = unanswered().does('ask', statusReply('25')).does('reverse', reversalReply('00'))
    stage.does('ask', statusReply('00'))
    expect(stage.state).toBe('reversing')
    stage.does('reverse', reversalReply('00')).does('ask', silence).does('ask', statusReply('25'))
    expect(stage.state).toBe('reversed')
    expect(stage.subject.data.reversals).toBe(2)
  })

  it('ends a week later with a person when OVO never confirms', () => {
    const stage = unanswered().does('ask', statusReply('25')).does('reverse', reversalReply('00'))
    while (stage.step?.[0] === 'ask') stage.does('ask', silence)
    stage.elapses()
    while (stage.step?.[0] === 'ask') stage.does('ask', silence)
    expect(stage.step?.[0]).toBe('close')
    expect(stage.elapses().heard).toEqual(['attention:not-reversed', 'attention:not-final'])
    expect(stage.step).toBeNull()
  })

  it('records a paid answer that comes after the reversal began, and un-reverses nothing', () => {
    const stage = unanswered().does('ask', statusReply('25')).happens({ type: 'reversing' }).happens(paidEvent)
    expect(stage.state).toBe('reversing')
    expect(stage.subject.data.latePaidAt).toBe(stage.now)
    expect(stage.heard).toEqual([])
  })

  it('looks again at what OVO did not know, and reverses what was paid later than the reversal', () => {
    const reversed = () =>
      unanswered().does('ask', statusReply('25')).does('reverse', reversalReply('00')).does('ask', statusReply('25'))
    expect(reversed().step).toEqual(['ask', 130_000])
    const quiet = reversed().does('ask', statusReply('25')).does('ask', silence)
    expect(quiet.step).toEqual(['ask', 190_000 + 190_000 / 8])
    expect(quiet.does('ask', statusReply('25')).step).toBeNull()
    expect([quiet.state, quiet.heard]).toEqual(['reversed', ['reversed']])

    const late = reversed().does('ask', statusReply('00'))
    expect([late.state, late.slot]).toEqual(['reversing', null])
    expect(late.heard).toEqual(['reversed', 'attention:paid-after-reversal'])
    late.does('reverse', reversalReply('00')).does('ask', statusReply('73'))
    expect([late.state, late.slot, late.step]).toEqual(['reversed', null, null])
    expect(late.heard).toHaveLength(2)
  })

  it('goes on when a call could not even be begun', () => {
    const stage = unanswered()
    stage.now = t0 + 64_500
    stage.happens({ type: 'inconclusive', reason: 'sealed' })
    expect(stage.step).toEqual(['reverse', 65_000])
    stage.now = t0 + 65_000
    stage.happens({ type: 'unacknowledged', reason: 'sealed' })
    expect(stage.state).toBe('reversing')
    expect(stage.step).toEqual(['reverse', 67_000])
  })
})

describe('a late success', () => {
  it('is accepted', () => {
    const stage = unanswered().does('ask', statusReply('00'))
    expect(stage.state).toBe('paid')
    expect(stage.subject.data).toMatchObject({ isLate: true, paidAt: t0 + 60_000 })
    expect(stage.heard).toEqual(['paid'])
  })

  it('is reversed where the policy says so', () => {
    const stage = unanswered({ onLateSuccess: 'reverse' }).does('ask', statusReply('00'))
    expect(stage.step).toEqual(['reverse', 65_000])
    expect(stage.slot).not.toBeNull()
  })

  it('is reversed when the shopper has cancelled', () => {
    const stage = unanswered().happens({ type: 'abandoned' }).does('ask', statusReply('00'))
    expect(stage.step).toEqual(['reverse', 65_000])
  })

  it('is accepted again when the shopper came back', () => {
    const stage = unanswered()
      .happens({ type: 'abandoned' })
      .happens({ type: 'resumed' })
      .does('ask', statusReply('00'))
    expect(stage.state).toBe('paid')
  })

  it('is not believed about another push, which does not stop the reversal', () => {
    const stage = unanswered().does('ask', statusReply('00', { amount: 24_000 }))
    expect(stage.state).toBe('unknown')
    expect(stage.heard).toEqual(['attention:mismatched'])
    while (stage.step?.[0] === 'ask') stage.does('ask', statusReply('00', { amount: 24_000 }))
    expect(stage.step).toEqual(['reverse', 65_000])
    expect(stage.heard).toEqual(['attention:mismatched'])
  })
})

describe('numbers that may belong to another order', () => {
  const used = () => pushed().happens(pushEvent(reply({ responseCode: '40' }), pushed().subject))
  const foreign = { transactionRequestData: { batchNo: '270115', merchantInvoice: 'INV-0' }, responseCode: '00' }

  it.each(['40', '94'])('%s is asked about and shown to a person, never reversed', (responseCode) => {
    const stage = pushed().happens(pushEvent(reply({ responseCode }), pushed().subject))
    expect(stage.state).toBe('unknown')
    expect(stage.heard).toEqual(['attention:numbers-used'])
    expect(stage.step).toEqual(['ask', 60_000])
    while (stage.step?.[0] === 'ask') stage.does('ask', silence)
    expect(stage.step).toEqual(['close', pushTiming.statusUntil])
    expect(stage.subject.data.reversals).toBe(0)
  })

  it('is failed when OVO says that it is not paid', () => {
    const stage = used().does('ask', statusReply('25'))
    expect([stage.state, stage.heard]).toEqual(['failed', ['attention:numbers-used', 'failed']])
  })

  it('is not paid by itself even when OVO says so', () => {
    const stage = used().does('ask', statusReply('00'))
    expect([stage.state, stage.heard]).toEqual(['unknown', ['attention:numbers-used', 'attention:used-paid']])
    expect(stage.step).toBeNull()
    expect(stage.slot).not.toBeNull()
  })

  it('ends when OVO no longer says', () => {
    expect(used().does('ask', statusReply('54')).step).toBeNull()
    const stage = used()
    while (stage.step?.[0] === 'ask') stage.does('ask', silence)
    expect(stage.step?.[0]).toBe('close')
    expect(stage.elapses().heard.at(-1)).toBe('attention:not-final')
  })

  it("holds when somebody else's invoice stands in a paid answer, until OVO names ours", () => {
    const held = () => pushed().happens(pushEvent(reply(foreign), pushed().subject))
    expect(held().heard).toEqual(['attention:mismatched'])
    expect(held().does('ask', silence).step?.[0]).toBe('ask')
    expect(held().does('ask', statusReply('25')).state).toBe('failed')
    const ours = held().does('ask', statusReply('00'))
    expect([ours.state, ours.subject.data.heldBy]).toEqual(['paid', undefined])
    const unwanted = held().happens({ type: 'abandoned' }).does('ask', statusReply('00'))
    expect([unwanted.state, unwanted.heard.at(-1)]).toEqual(['paid', 'spawn'])
  })

  it('is a person’s to decide, and only then', () => {
    expect(isForPerson(unanswered().subject)).toBe(false)
    expect(isForPerson(used().subject)).toBe(true)
    const taken = used().does('ask', statusReply('00')).happens({ type: 'accepted' })
    expect([taken.state, taken.heard.at(-1), taken.step]).toEqual(['paid', 'paid', null])
    const unwanted = used().happens({ type: 'abandoned' }).happens({ type: 'accepted' })
    expect([unwanted.state, unwanted.slot, unwanted.heard.at(-1)]).toEqual(['paid', null, 'spawn'])
    const not = used().happens({ type: 'written-off' })
    expect([not.state, not.slot, not.heard.at(-1)]).toEqual(['failed', null, 'failed'])
    const lost = unanswered().does('ask', statusReply('54')).does('reverse', reversalReply('00'))
    expect(isForPerson(lost.subject)).toBe(false)
    lost.does('ask', statusReply('54'))
    expect(isForPerson(lost.subject)).toBe(true)
    expect(lost.happens({ type: 'written-off' }).state).toBe('reversed')
    expect([lost.slot, lost.step]).toEqual([null, null])
  })

  it('reverses as always when only the amount differs', () => {
    const stage = pushed().happens(pushEvent(reply({ responseCode: '00', amount: 1 }), pushed().subject))
    expect(stage.does('ask', statusReply('25')).step).toEqual(['reverse', 65_000])
  })
})

describe('an answer', () => {
  it.each([
    ['00', 'paid', ['paid']],
    ['17', 'declined', ['failed']],
    ['26', 'failed', ['failed']],
    ['63', 'failed', ['failed', 'attention:configuration']],
    ['68', 'unknown', []],
  ])('%s', (responseCode, state, heard) => {
    const stage = pushed()
    stage.happens(pushEvent(reply({ responseCode }), stage.subject))
    expect([stage.state, stage.heard]).toEqual([state, heard])
    expect(stage.slot === null).toBe(state === 'declined' || state === 'failed')
  })

  it('still counts after the status check, while the reversal has not begun', () => {
    const stage = pushed().does('ask', statusReply('25')).happens(paidEvent)
    expect([stage.state, stage.subject.data.isLate]).toEqual(['paid', undefined])
  })

  it('that it never left fails at once', () => {
    const stage = pushed()
    stage.happens(pushEvent({ kind: 'no-answer', sent: 'no', reason: 'no-such-host' }, stage.subject))
    expect([stage.state, stage.heard]).toEqual(['failed', ['failed']])
  })

  it('that comes when all is over moves nothing', () => {
    const stage = unanswered().does('ask', statusReply('25')).does('reverse', reversalReply('00'))
    stage.does('ask', statusReply('73')).happens(paidEvent)
    expect([stage.state, stage.slot, stage.heard]).toEqual(['reversed', null, ['reversed']])
    expect(stage.step?.[0]).toBe('ask')
    expect(stage.does('ask', statusReply('73')).step).toBeNull()
  })
})

describe('a push that was never let go', () => {
  it('never is, once its time is over', () => {
    const stage = new Stage().elapses()
    expect([stage.state, stage.heard]).toEqual(['failed', ['failed']])
    expect(stage.happens({ type: 'pushing', at: stage.now }).rejected).toEqual(['pushing'])
  })

  it('never is, once the shopper has cancelled', () => {
    expect(new Stage().happens({ type: 'abandoned' }).happens({ type: 'pushing', at: t0 }).rejected).toEqual([
      'pushing',
    ])
  })
})

describe('G7 Orphans go back', () => {
  it('voids what is paid although the shopper had cancelled', () => {
    const stage = pushed().happens({ type: 'abandoned' }).happens(paidEvent)
    expect([stage.state, stage.slot]).toEqual(['paid', null])
    expect(stage.said).toEqual([{ kind: 'spawn', record: expect.objectContaining({ kind: 'push-to-pay-void' }) }])
    expect(stage.happens({ type: 'refunded' }).state).toBe('refunded')
  })

  it('voids what is paid beside another paid attempt, and puts rivals out of the race otherwise', () => {
    const other = { ...fresh, id: 'qris_1', kind: 'qris', data: {} as Subject['data'] }
    const twice = pushed()
    twice.relatives = [{ ...other, state: 'paid' }]
    expect(twice.happens(paidEvent).heard).toEqual(['spawn'])
    const first = pushed()
    first.relatives = [
      { ...other, state: 'expired' },
      { ...other, id: 'qris_2', state: 'failed' },
    ]
    expect(first.happens(paidEvent).said).toEqual([
      { kind: 'notify', type: 'paid' },
      { kind: 'dispatch', id: 'qris_1', event: { type: 'superseded', by: 'push_1' } },
    ])
  })

  it('leaves to a person what can no longer be voided', () => {
    const stage = pushed().happens({ type: 'abandoned' })
    stage.now = t0 + 86_400_000
    expect(stage.happens(paidEvent).heard).toEqual(['attention:orphan-too-late'])
  })
})

describe('in any order of events', () => {
  const states = Object.keys(pushTable) as PushState[]
  const event: fc.Arbitrary<PushEvent> = fc.oneof(
    ...(
      [
        { type: 'pushing', at: t0 },
        { type: 'unsent', reason: 'x' },
        { type: 'unanswered', reason: 'x' },
        paidEvent,
        { type: 'paid', from: 'status', receipt },
        { type: 'declined', responseCode: '17' },
        { type: 'refused', reason: 'refused', responseCode: '26' },
        { type: 'used', responseCode: '40' },
        { type: 'mismatched', field: 'amount' },
        { type: 'mismatched', field: 'merchantInvoice' },
        { type: 'asking' },
        ...(['paid', 'not-found', 'reversed', 'failed', 'too-old'] as const).flatMap((word) => [
          { type: 'asked', word, responseCode: null } as const,
          { type: 'confirmed', word, responseCode: '26' } as const,
        ]),
        { type: 'closed', word: 'not-found', responseCode: null },
        { type: 'inconclusive', reason: 'x' },
        { type: 'used-paid' },
        { type: 'hinted' },
        { type: 'reversing' },
        { type: 'reopened' },
        { type: 'acknowledged' },
        { type: 'unacknowledged', reason: 'x' },
        { type: 'raised' },
        { type: 'overdue' },
        { type: 'accepted' },
        { type: 'written-off' },
        { type: 'abandoned' },
        { type: 'resumed' },
        { type: 'superseded', by: 'other' },
        { type: 'refunded' },
      ] satisfies PushEvent[]
    ).map((one) => fc.constant<PushEvent>(one)),
  )
  const story = fc.array(fc.record({ event, wait: fc.nat(90_000) }), { maxLength: 40 })

  function holdsItsRules({ state, data: after, createdAt }: PushSubject, slot: string | null): void {
    expect(states).toContain(state)
    const isOpen = ['created', 'pushed', 'unknown', 'reversing'].includes(state)
    const hasLost = after.givenUp === 'superseded' || after.isReopened === true
    const expected = state === 'paid' ? after.isOrphan !== true : isOpen && !hasLost
    expect(slot).toBe(expected ? 'payment:default:ORDER-1' : null)
    const step = nextPushStep({ state, data: after, createdAt })
    expect(step === null).toBe(!(isOpen || state === 'reversed') || after.isClosed === true)
    if (step === null) return
    const due = step.at - (after.pushedAt ?? 0)
    expect(Number.isFinite(due)).toBe(true)
    if (state === 'created') expect(step.action).toBe('give-up')
    if (state !== 'pushed' && state !== 'unknown') return
    expect(due).toBeGreaterThanOrEqual(pushTiming.statusFrom)
    if (after.heldBy === undefined) expect(due).toBeLessThanOrEqual(pushTiming.reversalAt)
    else expect(step.action).not.toBe('reverse')
  }

  it('never leaves the table, keeps its slot, and an unanswered push is always due by 65 s', () => {
    fc.assert(
      fc.property(story, (moments) => {
        const stage = new Stage()
        let hasReversed = false
        for (const { event: one, wait } of moments) {
          stage.now += wait
          const isDecision = one.type === 'accepted' || one.type === 'written-off'
          if (isDecision && !isForPerson(stage.subject)) continue
          stage.happens(one)
          holdsItsRules(stage.subject, stage.slot)
          expect(hasReversed && stage.state === 'paid').toBe(false)
          hasReversed ||= stage.state === 'reversing'
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('driven by its own steps, ends or is closed, whatever OVO answers', () => {
    const codes = fc.array(fc.constantFrom('00', '25', '17', '40', '54', '68', '73', 'ER', ''), {
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(codes, fc.constantFrom<PushData['onLateSuccess']>('accept', 'reverse'), (answers, onLateSuccess) => {
        const stage = unanswered({ onLateSuccess })
        for (let round = 0; stage.step !== null; round++) {
          expect(round).toBeLessThan(6_000)
          const code = answers[round % answers.length] ?? ''
          const [action] = stage.step
          if (action === 'ask') stage.does(action, code === '' ? silence : statusReply(code))
          else if (action === 'reverse') stage.does(action, code === '' ? silence : reversalReply(code))
          else stage.elapses()
        }
        const { state } = stage
        expect(['paid', 'reversed'].includes(state) || stage.subject.data.isClosed === true).toBe(true)
        expect(stage.heard.length).toBeGreaterThan(0)
        if (state === 'paid') expect(stage.subject.data.reversals).toBe(0)
        if (state === 'reversed') expect(stage.subject.data.acknowledgedAt).toBeDefined()
      }),
      { numRuns: 100 },
    )
  })
})
