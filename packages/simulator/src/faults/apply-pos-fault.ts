import { type Answer, GARBAGE } from './apply-fault.ts'
import type { FaultName } from './fault-table.ts'

/** The body of a Push To Pay answer. */
export type PosBody = Readonly<Record<string, unknown>>

/** Faults that answer instead of the API, which then does nothing. `about` is what the answer would start with. */
const BEFORE: Readonly<Partial<Record<FaultName, (about: PosBody) => Answer>>> = {
  'refuse-before': () => 'hang-up',
  'http-500': (about) => json(500, { ...about, responseCode: 'ER' }),
  'too-many': () => ({ status: 429, text: '' }),
  'in-progress': (about) => json(200, { ...about, responseCode: '68' }),
  'empty-404': () => ({ status: 404, text: '' }),
}

/** Faults that change, or lose, the answer of an API that did its work. */
const AFTER: Readonly<Partial<Record<FaultName, (body: PosBody) => Answer>>> = {
  'lose-response': () => 'hang-up',
  'act-then-500': ({ type, processingCode }) => json(500, { type, processingCode, responseCode: 'ER' }),
  'http-504': () => ({ status: 504, text: '' }),
  'act-then-400': (body) => json(400, body),
  'malformed-json': (body) => ({ status: 200, text: JSON.stringify(body).slice(0, -20) }),
  'missing-response-code': ({ responseCode: _, ...body }) => json(200, body),
  'wrong-amount': (body) => json(200, 'amount' in body ? { ...body, amount: 1 } : body),
  'wrong-reference': (body) => json(200, withOtherInvoice(body)),
  garbage: () => GARBAGE,
}

/** The answer of a fault that keeps Push To Pay from acting; `undefined` when it is to act. */
export function answerPosBefore(fault: FaultName | undefined, about: PosBody): Answer | undefined {
  return fault === undefined ? undefined : BEFORE[fault]?.(about)
}

/** The answer after Push To Pay acted, as the fault leaves it. */
export function answerPosAfter(fault: FaultName | undefined, body: PosBody): Answer {
  return (fault === undefined ? undefined : AFTER[fault]?.(body)) ?? json(200, body)
}

function json(status: number, body: PosBody): Answer {
  return { status, text: JSON.stringify(body) }
}

function withOtherInvoice(body: PosBody): PosBody {
  const { transactionRequestData } = body
  if (typeof transactionRequestData !== 'object') return body
  return { ...body, transactionRequestData: { ...transactionRequestData, merchantInvoice: 'ANOTHER-INVOICE' } }
}
