import { describe, expect, it } from 'vitest'
import type { CallOperation } from '../lifecycle/lifecycle.ts'
import type { UndoEvent, UndoState } from '../lifecycle/undo.ts'
import type { HttpResult } from '../values/http.ts'
import { rupiah } from '../values/rupiah.ts'
import type { PushToPayCall } from './call.ts'
import { draftPushVoid, type PushVoidData, pushVoidLifecycle } from './void-undo.ts'

const pushedAt = Date.parse('2027-01-15T22:00:00+07:00')
const midnight = Date.parse('2027-01-16T00:00:00+07:00')
const draft = draftPushVoid({
  payment: {
    id: 'push_1',
    kind: 'push-to-pay',
    merchant: 'default',
    reference: 'ORDER-1',
    number: 'INV-1',
    parentId: null,
    state: 'paid',
    createdAt: pushedAt - 40,
    data: {
      amount: rupiah(25_000),
      terminalId: 'T',
      mid: 'M',
      batchNo: 4,
      referenceNumber: 3,
      pushedAt,
      sealedPhone: 'sealed',
      maskedPhone: '0812****7890',
      onLateSuccess: 'accept',
      asked: 0,
      reversals: 0,
    },
  },
  earlier: 1,
  isAutomatic: true,
})
const subject = (sends: number) => ({ ...draft, id: 'void_1', createdAt: pushedAt, data: { ...draft.data, sends } })

type Call = CallOperation<UndoState, PushVoidData, UndoEvent, PushToPayCall, HttpResult>
const { send, ask } = pushVoidLifecycle.operations as { readonly send: Call; readonly ask: Call }
const reply = (type: string, responseCode: string): HttpResult => ({
  kind: 'answered',
  status: 200,
  headers: {},
  body: new TextEncoder().encode(
    JSON.stringify({ type, processingCode: '020040', responseCode, referenceNumber: 3, approvalCode: '77' }),
  ),
})
const read = (operation: Call, result: HttpResult, { now = pushedAt + 60_000, sends = 1 } = {}) =>
  operation.read(result, subject(sends), now)

describe('a void', () => {
  it('is drafted from its push, for the same day', () => {
    expect(draft).toMatchObject({ number: 'INV-1-V2', parentId: 'push_1', state: 'created' })
    expect(draft.data).toMatchObject({ amount: 25_000, cutoffAt: midnight - 1, isAutomatic: true })
    expect(send.build(subject(0))).toMatchObject({
      operation: 'void',
      fields: { transaction: { merchantInvoice: 'INV-1' } },
    })
    expect(ask.build(subject(0)).operation).toBe('void-status')
  })

  it.each([
    [reply('0210', '00'), { type: 'succeeded', ovoReference: '77', doneAt: null }],
    [reply('0210', '57'), { type: 'refused', reason: 'refused', responseCode: '57' }],
    [reply('0210', '68'), { type: 'unclear', reason: 'code-68' }],
    [{ kind: 'no-answer', sent: 'no', reason: 'refused' } as const, { type: 'missed', reason: 'refused' }],
    [{ kind: 'no-answer', sent: 'maybe', reason: 'timeout' } as const, { type: 'unclear', reason: 'timeout' }],
  ])('becomes %#', (result, event) => expect(read(send, result)).toEqual(event))

  it('is not settled by a refusal of its second sending: the first may stand in its way', () => {
    expect(read(send, reply('0210', '57'), { sends: 2 }).type).toBe('unclear')
  })

  it('is asked about: happened, not yet, never', () => {
    expect(read(ask, reply('0110', '00')).type).toBe('succeeded')
    expect(read(ask, reply('0110', '25')).type).toBe('not-happened')
    expect(read(ask, reply('0110', '25'), { now: midnight + 1 }).type).toBe('unclear')
    expect(read(ask, reply('0110', '25'), { now: midnight + 3_700_000 }).type).toBe('never-happened')
    expect(read(ask, reply('0110', '68')).type).toBe('unclear')
  })
})
