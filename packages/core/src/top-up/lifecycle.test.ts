import { describe, expect, it, test } from 'vitest'
import { checkTable } from '../lifecycle/check-table.ts'
import type { CallOperation, Consequence } from '../lifecycle/lifecycle.ts'
import { transition } from '../lifecycle/transition.ts'
import type { SnapCall, SnapResult } from '../snap/call.ts'
import { rupiah } from '../values/rupiah.ts'
import { topUpLifecycle } from './lifecycle.ts'
import { nextTopUpStep } from './schedule.ts'
import { inquiryLifeMillis, type TopUpData, type TopUpState, type TopUpSubject, topUpReference } from './top-up-data.ts'
import { type TopUpEvent, topUpTable } from './top-up-events.ts'

const t0 = 1_800_000_000_000
const number = '217000000001'
const fresh: TopUpSubject = {
  id: 'top_1',
  kind: 'top-up',
  merchant: 'default',
  reference: topUpReference('A'),
  number,
  parentId: null,
  state: 'inquired',
  data: {
    shopReference: 'A',
    amount: rupiah(10_000),
    terms: { preInquiryFlag: 'N', senderInstitutionID: '999' },
    sealedPhone: 'sealed',
    maskedPhone: '0812****7890',
    inquiredAt: t0,
    misses: 0,
    asked: 0,
  },
  createdAt: t0 - 40,
}

const answer = (responseCode: string, body = {}): SnapResult => ({
  kind: 'answered',
  class: 'succeeded',
  responseCode,
  message: null,
  ovoErrorCode: null,
  body: { responseCode, originalPartnerReferenceNo: number, ...body },
})
const status = (latestTransactionStatus: string): SnapResult => answer('2003900', { latestTransactionStatus })
const silence: SnapResult = { kind: 'no-answer', sent: 'maybe', reason: 'timeout' }
const unsent: SnapResult = { kind: 'no-answer', sent: 'no', reason: 'connection-refused' }

/** Plays one top-up as the engine would, with a clock that the test moves. */
class Stage {
  now = t0
  subject = fresh
  sent = 0
  readonly rejected: string[] = []
  readonly said: Consequence[] = []

  happens(event: TopUpEvent): this {
    const step = transition(topUpTable, this.subject.state, event.type)
    if (!step.accepted) {
      this.rejected.push(event.type)
      return this
    }
    const around = { now: this.now, relatives: [] }
    const before = this.subject
    const after = { ...before, state: step.to, data: topUpLifecycle.reduce(before, event, around) }
    this.said.push(...topUpLifecycle.consequences({ before, after, event, ...around }))
    this.subject = after
    return this
  }

  confirmed(): this {
    return this.happens({ type: 'confirmed', funding: 'PAY-1' })
  }

  get step(): readonly [string, number] | null {
    const step = nextTopUpStep(this.subject, this.now)
    return step === null ? null : [step.action, step.at - t0]
  }

  /** Does the next step when it is due; a call is answered like this. */
  next(result: SnapResult = silence): this {
    const step = nextTopUpStep(this.subject, this.now)
    this.now = Math.max(this.now, step?.at ?? 0)
    const operation = topUpLifecycle.operations[nextTopUpStep(this.subject, this.now)?.action ?? 'raise']
    if ('event' in operation) return this.happens(operation.event(this.subject, this.now))
    const call = operation as CallOperation<TopUpState, TopUpData, TopUpEvent, SnapCall, SnapResult>
    if (call.build(this.subject).operation === 'top-up.transfer') this.sent++
    if (call.intent !== undefined) this.happens(call.intent)
    return this.happens(call.read(result, this.subject, this.now))
  }

  get state(): TopUpState {
    return this.subject.state
  }

  get exclusive(): string | null {
    return topUpLifecycle.exclusive(this.subject)
  }

  get notices(): readonly string[] {
    return this.said.map((one) => (one.kind === 'notify' ? one.type : one.kind))
  }
}

test('the table is sound', () => expect(checkTable(topUpLifecycle)).toEqual([]))

test('only the proof that it never left leads back to sending', () => {
  for (const [from, row] of Object.entries(topUpTable)) {
    const back = Object.entries(row).flatMap(([event, to]) => (to === 'confirmed' ? [event] : []))
    expect(back).toEqual({ inquired: ['confirmed'], confirmed: ['missed'], sent: ['missed'] }[from] ?? [])
  }
})

test('every pair of state and event is in the table, or rejected and moves nothing', () => {
  const events: readonly TopUpEvent[] = [
    { type: 'confirmed', funding: 'PAY-2' },
    { type: 'lapsed' },
    { type: 'sending' },
    { type: 'missed', reason: 'r' },
    { type: 'gave-up' },
    { type: 'succeeded', referenceNo: 'R' },
    { type: 'refused', reason: 'refused', responseCode: '4033815' },
    { type: 'unclear', reason: 'r' },
    { type: 'denied', reason: 'status-06' },
    { type: 'never-happened' },
    { type: 'raised' },
    { type: 'watched', until: t0 + 12_000 },
    { type: 'hinted' },
  ]
  for (const state of Object.keys(topUpTable) as TopUpState[]) {
    for (const event of events) {
      const stage = new Stage()
      stage.subject = { ...fresh, state }
      stage.happens(event)
      const to = topUpTable[state][event.type]
      expect(stage.state).toBe(to ?? state)
      expect(stage.rejected).toEqual(to === undefined ? [event.type] : [])
    }
  }
})

describe('a top-up', () => {
  it('is confirmed, sent and done', () => {
    const stage = new Stage()
    stage.now = t0 + 60_000
    stage.confirmed()
    expect(stage.step).toEqual(['send', 60_000])
    stage.next(answer('2003800', { referenceNo: 'R1' }))
    expect(stage.state).toBe('succeeded')
    expect(stage.subject.data).toMatchObject({ ovoReference: 'R1', doneAt: t0 + 60_000, funding: 'PAY-1' })
    expect(stage.notices).toEqual(['topped-up'])
    expect(stage.step).toBeNull()
  })

  it('that nobody confirms lapses after its ten minutes, and nobody is told', () => {
    const stage = new Stage()
    expect(stage.step).toEqual(['lapse', inquiryLifeMillis + 1])
    stage.next()
    expect([stage.state, stage.subject.data.reason, stage.notices]).toEqual(['failed', 'inquiry-expired', []])
    stage.confirmed()
    expect(stage.rejected).toEqual(['confirmed'])
  })

  it('is confirmed once', () => {
    const stage = new Stage().confirmed().happens({ type: 'confirmed', funding: 'PAY-2' })
    expect(stage.rejected).toEqual(['confirmed'])
    expect(stage.subject.data.funding).toBe('PAY-1')
  })

  it('holds what pays for it from its confirmation on, unless it is known to have failed', () => {
    const stage = new Stage()
    expect(stage.exclusive).toBeNull()
    expect(stage.confirmed().exclusive).toBe('top-up-funding:default:PAY-1')
    stage.next(silence)
    expect([stage.state, stage.exclusive]).toEqual(['unknown', 'top-up-funding:default:PAY-1'])
    expect(stage.next(status('00')).exclusive).toBe('top-up-funding:default:PAY-1')
    const failed = new Stage().confirmed().next(silence).next(status('06'))
    expect([failed.state, failed.exclusive, failed.notices]).toEqual(['failed', null, ['top-up-failed']])
  })

  it('without an answer is asked about with growing patience, told to a person once, and never sent again (G2)', () => {
    const stage = new Stage().confirmed().next(silence)
    const asked: (readonly [string, number] | null)[] = []
    while (stage.now < t0 + 3 * 3_600_000) {
      asked.push(stage.step)
      stage.next(silence)
    }
    expect(asked.slice(0, 8)).toEqual([
      ['ask', 2_000],
      ['ask', 7_000],
      ['ask', 17_000],
      ['ask', 47_000],
      ['ask', 107_000],
      ['raise', 300_000],
      ['ask', 407_000],
      ['ask', 1_307_000],
    ])
    expect(stage.state).toBe('unknown')
    expect(stage.sent).toBe(1)
    expect(stage.notices).toEqual(['top-up-attention'])
    expect(stage.next(status('00')).notices).toEqual(['top-up-attention', 'topped-up'])
  })

  it('that somebody waits for is asked about every five seconds, and at once when told to', () => {
    const stage = new Stage().confirmed().next(silence)
    for (let count = 0; count < 5; count++) stage.next(silence)
    expect(stage.step?.[1]).toBeGreaterThan(stage.now - t0 + 20_000)
    stage.happens({ type: 'watched', until: stage.now + 12_000 })
    expect(stage.step).toEqual(['ask', stage.now - t0 + 5_000])
    stage.now += 1_000
    stage.happens({ type: 'hinted' })
    expect(stage.step).toEqual(['ask', stage.now - t0])
    stage.next(silence)
    expect(stage.step).toEqual(['ask', stage.now - t0 + 5_000])
  })

  it('that OVO does not know is failed an hour later, not before', () => {
    const stage = new Stage().confirmed().next(silence)
    while (stage.state === 'unknown') stage.next(status('07'))
    expect([stage.state, stage.subject.data.reason]).toEqual(['failed', 'never-happened'])
    expect(stage.now).toBeGreaterThanOrEqual(t0 + 3_600_000)
    expect(stage.sent).toBe(1)
  })

  it('whose process died while sending is asked about 30 s later', () => {
    const stage = new Stage().confirmed().happens({ type: 'sending' })
    expect(stage.step).toEqual(['ask', 30_000])
    expect(stage.next(status('00')).state).toBe('succeeded')
    expect(stage.sent).toBe(0)
  })

  it('takes the answer of a process that was thought dead', () => {
    const thoughtDead = () => new Stage().confirmed().happens({ type: 'sending' }).next(status('03'))
    expect(thoughtDead().happens({ type: 'succeeded', referenceNo: null }).state).toBe('succeeded')
    expect(thoughtDead().happens({ type: 'refused', reason: 'refused', responseCode: null }).state).toBe('failed')
  })

  it('that never left is sent again while its inquiry lives, and given up after it', () => {
    const stage = new Stage().confirmed().next(unsent)
    expect([stage.state, stage.step]).toEqual(['confirmed', ['send', 2_000]])
    while (stage.state === 'confirmed') stage.next(unsent)
    expect([stage.state, stage.subject.data.reason, stage.notices]).toEqual(['failed', 'not-sent', ['top-up-failed']])
    expect(stage.now).toBeLessThanOrEqual(t0 + inquiryLifeMillis + 1)
    const back = new Stage().confirmed().next(unsent).next(answer('2003800'))
    expect([back.state, back.sent]).toEqual(['succeeded', 2])
  })

  it('confirmed at the last moment still leaves', () => {
    const stage = new Stage()
    stage.now = t0 + inquiryLifeMillis
    stage.confirmed()
    stage.now += 5_000
    expect(stage.next(answer('2003800')).state).toBe('succeeded')
  })

  it('confirmed before everybody died is not sent a day later', () => {
    const stage = new Stage().confirmed()
    stage.now = t0 + 86_400_000
    stage.next()
    expect([stage.state, stage.sent, stage.notices]).toEqual(['failed', 0, ['top-up-failed']])
  })

  it('that finds the deposit used up tells a person too', () => {
    const refused: TopUpEvent = { type: 'refused', reason: 'deposit-too-low', responseCode: '4033814' }
    const stage = new Stage().confirmed().happens({ type: 'sending' }).happens(refused)
    expect(stage.notices).toEqual(['top-up-failed', 'top-up-attention'])
    expect(stage.subject.data).toMatchObject({ reason: 'deposit-too-low', responseCode: '4033814' })
  })
})
