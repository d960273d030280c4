import { type Reply, replyFor } from '../wire/response-code.ts'
import type { World } from '../world/world.ts'
import type { Fault } from './fault-queue.ts'
import type { FaultName } from './fault-table.ts'

/** What goes down the socket: a status with some text, or nothing at all. */
export type Answer =
  | { readonly status: number; readonly text: string /** @default 'application/json' */; readonly type?: string }
  | 'hang-up'

export interface FaultyApi {
  readonly service: string
  readonly bearer?: 'customer' | 'either'
}

/** A page instead of JSON, as a gateway sends it. */
export const GARBAGE: Answer = {
  status: 200,
  text: '<!doctype html><html><head><title>Service</title></head><body>OK</body></html>',
  type: 'text/html',
}

/** Faults that answer instead of the API, which then does nothing. */
const BEFORE: Readonly<Partial<Record<FaultName, (service: string, about: FaultyApi, world: World) => Answer>>> = {
  'refuse-before': () => 'hang-up',
  'http-500': (service) => answerOf(replyFor(service, 'generalError')),
  'too-many': (service) => answerOf(replyFor(service, 'tooMany')),
  'in-progress': (service) => answerOf(replyFor(service, 'inProgress')),
  'empty-404': () => ({ status: 404, text: '' }),
  'token-expired': (service, { bearer }, { links, tokens }) => {
    const kind = bearer === 'customer' ? links : tokens
    kind.expireAll()
    return answerOf(replyFor(service, bearer === 'customer' ? 'invalidCustomerToken' : 'invalidToken'))
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
    withField(reply, AMOUNT_FIELDS[service], () => ({ value: '1.00', currency: 'IDR' })),
  'inquiry-code': (reply) => withField(reply, 'responseCode', (code) => String(code).replace(/^20038/, '20037')),
  'wrong-reference': (reply, service) =>
    withField(reply, NUMBER_FIELDS[service] ?? 'originalPartnerReferenceNo', () => '999999999999'),
  garbage: () => GARBAGE,
}

/** Where the answer of a service has its amount. */
const AMOUNT_FIELDS: Readonly<Partial<Record<string, string>>> = {
  '51': 'amount',
  '37': 'amount',
  '38': 'amount',
  '39': 'amount',
  '55': 'transAmount',
  '58': 'refundAmount',
}

/** Where the answer of a service has the merchant's number, when it is not that of an original. */
const NUMBER_FIELDS: Readonly<Partial<Record<string, string>>> = {
  '37': 'partnerReferenceNo',
  '38': 'partnerReferenceNo',
  '54': 'partnerReferenceNo',
  '58': 'partnerRefundNo',
}

/** The answer of a fault that keeps the API from acting; `undefined` when the API is to act. */
export function answerBefore(fault: Fault | undefined, api: FaultyApi, world: World): Answer | undefined {
  return fault === undefined ? undefined : BEFORE[fault.name]?.(api.service, api, world)
}

/** The answer after the API acted, as the fault leaves it. */
export function answerAfter(fault: FaultName | undefined, reply: Reply, service: string): Answer {
  return (fault === undefined ? undefined : AFTER[fault]?.(reply, service)) ?? answerOf(reply)
}

function answerOf({ status, body }: Reply): Answer {
  return { status, text: JSON.stringify(body) }
}

function withField({ status, body }: Reply, field: string | undefined, change: (value: unknown) => unknown): Answer {
  const isThere = field !== undefined && field in body
  return answerOf({ status, body: isThere ? { ...body, [field]: change(body[field]) } : body })
}
