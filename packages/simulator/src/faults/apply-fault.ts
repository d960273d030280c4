import { type Reply, replyFor } from '../wire/response-code.ts'
import type { World } from '../world/world.ts'
import type { Fault } from './fault-queue.ts'
import type { FaultName } from './fault-table.ts'

/** What goes down the socket: a status with some text, or nothing at all. */
export type Answer =
  | { readonly status: number; readonly text: string /** @default 'application/json' */; readonly type?: string }
  | 'hang-up'

/** Faults that answer instead of the API, which then does nothing. */
const BEFORE: Readonly<Partial<Record<FaultName, (service: string, world: World) => Answer>>> = {
  'refuse-before': () => 'hang-up',
  'http-500': (service) => answerOf(replyFor(service, 'generalError')),
  'too-many': (service) => answerOf(replyFor(service, 'tooMany')),
  'in-progress': (service) => answerOf(replyFor(service, 'inProgress')),
  'empty-404': () => ({ status: 404, text: '' }),
  'token-expired': (service, { tokens }) => {
    tokens.expireAll()
    return answerOf(replyFor(service, 'invalidToken'))
  },
}

/** Faults that change, or lose, the answer of an API that did its work. */
const AFTER: Readonly<Partial<Record<FaultName, (reply: Reply, service: string) => Answer>>> = {
  'lose-response': () => 'hang-up',
  'act-then-500': (_, service) => answerOf(replyFor(service, 'generalError')),
  'http-504': (_, service) => answerOf(replyFor(service, 'timeout')),
  'malformed-json': ({ status, body }) => ({ status, text: JSON.stringify(body).slice(0, -20) }),
  'missing-response-code': ({ status, body: { responseCode: _, ...body } }) => answerOf({ status, body }),
  'numeric-expires-in': (reply) => withField(reply, 'expiresIn', (seconds) => Number(seconds)),
  'wrong-amount': (reply, service) =>
    ['51', '37', '38', '39'].includes(service)
      ? withField(reply, 'amount', () => ({ value: '1.00', currency: 'IDR' }))
      : answerOf(reply),
  'inquiry-code': (reply) => withField(reply, 'responseCode', (code) => String(code).replace(/^20038/, '20037')),
  'wrong-reference': (reply, service) => {
    const field = ['37', '38'].includes(service) ? 'partnerReferenceNo' : 'originalPartnerReferenceNo'
    return withField(reply, field, () => '999999999999')
  },
}

/** The answer of a fault that keeps the API from acting; `undefined` when the API is to act. */
export function answerBefore(fault: Fault | undefined, service: string, world: World): Answer | undefined {
  return fault === undefined ? undefined : BEFORE[fault.name]?.(service, world)
}

/** The answer after the API acted, as the fault leaves it. */
export function answerAfter(fault: FaultName | undefined, reply: Reply, service: string): Answer {
  return (fault === undefined ? undefined : AFTER[fault]?.(reply, service)) ?? answerOf(reply)
}

function answerOf({ status, body }: Reply): Answer {
  return { status, text: JSON.stringify(body) }
}

function withField({ status, body }: Reply, field: string, change: (value: unknown) => unknown): Answer {
  return answerOf({ status, body: field in body ? { ...body, [field]: change(body[field]) } : body })
}
