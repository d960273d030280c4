import { type SnapRemedy, snapCases } from './response-cases.ts'

export { type SnapCase, type SnapRemedy, snapCases } from './response-cases.ts'

/** The three parts of a responseCode such as `4044701`. */
export interface SnapResponseCode {
  readonly httpStatus: number
  readonly serviceCode: string
  readonly caseCode: string
}

/**
 * What an answer means for us.
 *
 * - `succeeded`: the call worked, if the fields it must carry are there.
 * - `in-progress`: taken, not finished.
 * - `renew-token`: nothing was done; the token is no longer good.
 * - `refused`: nothing was done and nothing will be.
 * - `caller-fault`: nothing was done, because our request or our set-up is wrong.
 * - `busy`: nothing was done, or nothing could be; the same call may be sent again after a pause.
 * - `unknown`: it may have been done. Everything unclear lands here.
 */
export type SnapClass = 'succeeded' | 'in-progress' | 'renew-token' | 'refused' | 'caller-fault' | 'busy' | 'unknown'

/**
 * Takes a responseCode apart: exactly seven digits, as text or as a number. `null` for anything else. Never throws.
 *
 * @see docs/protocol/snap.md#response-codes
 */
export function readResponseCode(text: unknown): SnapResponseCode | null {
  if (typeof text !== 'string' && typeof text !== 'number') return null
  const parts = /^([2-5]\d{2})(\d{2})(\d{2})$/.exec(String(text))
  return parts === null ? null : { httpStatus: Number(parts[1]), serviceCode: parts[2] ?? '', caseCode: parts[3] ?? '' }
}

const remedies: ReadonlyMap<string, SnapRemedy> = new Map(
  snapCases.map((row) => [`${row.status}/${row.caseCode}`, row.retry]),
)

/**
 * Says what an answer means, from its HTTP status and responseCode alone.
 *
 * An answer only counts as refused when the table names its code, and the HTTP status says the same. The service code
 * in the middle is not compared with the call: OVO has been seen answering with a neighbour's.
 *
 * @param responseCode - as it stands in the body; `undefined`, `null` and `''` mean that there was none. A body without
 * one on HTTP 200 is `succeeded`, because the token answer may leave it out, and then the reader of the body must find
 * all that success consists of.
 * @see docs/protocol/snap.md#response-codes
 */
export function classifyAnswer({
  effect,
  httpStatus,
  responseCode,
}: {
  effect: 'read' | 'write'
  httpStatus: number
  responseCode: unknown
}): SnapClass {
  const absent = responseCode === undefined || responseCode === null || responseCode === ''
  if (absent && httpStatus === 200) return 'succeeded'

  const code = readResponseCode(responseCode)
  const remedy = code?.httpStatus === httpStatus ? remedies.get(`${httpStatus}/${code.caseCode}`) : undefined
  return remedy === undefined ? 'unknown' : classOf[effect][remedy]
}

const settled = {
  none: 'succeeded',
  pending: 'in-progress',
  final: 'refused',
  later: 'refused',
  caller: 'caller-fault',
  user: 'unknown',
  token: 'renew-token',
  'slow-down': 'busy',
  query: 'unknown',
} as const

const classOf: Readonly<Record<'read' | 'write', Readonly<Record<SnapRemedy, SnapClass>>>> = {
  read: { ...settled, 'retry-reads': 'busy' },
  write: { ...settled, 'retry-reads': 'unknown' },
}
