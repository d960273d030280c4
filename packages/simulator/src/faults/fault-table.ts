/** What a fault can be attached to: one of the APIs, or the notification OVO sends after a payment. */
export const OPERATIONS = ['token.b2b', 'qris.generate', 'qris.query', 'qris.refund', 'callback'] as const
export type Operation = (typeof OPERATIONS)[number]
export type ApiOperation = Exclude<Operation, 'callback'>

interface FaultRow {
  /** Operations, or the part before the dot for all of its operations. */
  readonly on: readonly string[]
  readonly about: string
}

/** Every misbehaviour the simulator knows, where it fits and what it does. */
export const FAULTS = {
  'refuse-before': { on: ['token', 'qris'], about: 'the connection is cut before anything is done' },
  'http-500': { on: ['token', 'qris'], about: '500xx00, nothing is done' },
  'too-many': { on: ['token', 'qris'], about: '429xx00, nothing is done' },
  'in-progress': { on: ['token', 'qris'], about: '202xx00, nothing is done yet' },
  'empty-404': { on: ['token', 'qris'], about: 'HTTP 404 with no body, nothing is done' },
  'token-expired': { on: ['qris'], about: 'every token dies early: 401xx01, nothing is done' },
  'lose-response': { on: ['token', 'qris'], about: 'the request is carried out, then the connection is cut' },
  'act-then-500': { on: ['token', 'qris'], about: 'the request is carried out, the answer is 500xx00' },
  'http-504': { on: ['token', 'qris'], about: 'the request is carried out, the answer is 504xx00' },
  'malformed-json': {
    on: ['token', 'qris'],
    about: 'the request is carried out, the JSON of the answer is cut in half',
  },
  'missing-response-code': { on: ['token', 'qris'], about: 'the answer has no responseCode' },
  'numeric-expires-in': { on: ['token'], about: 'expiresIn is a number, not a text' },
  'wrong-amount': { on: ['qris.generate', 'qris.query'], about: 'the payload, or the answer, carries another amount' },
  'wrong-crc': { on: ['qris.generate'], about: 'the check of the payload is wrong' },
  'wrong-reference': { on: ['qris.query'], about: 'the answer is about another partnerReferenceNo' },
  'pay-late': { on: ['qris.generate'], about: 'the QR can still be paid after its 75 seconds' },
  'settle-late': {
    on: ['qris.generate'],
    about: 'the payment stays pending for delayMillis of the clock, 90 s if not said',
  },
  delay: {
    on: ['token', 'qris', 'callback'],
    about: 'late by delayMillis: real time for an API, the clock for a callback',
  },
  drop: { on: ['callback'], about: 'the callback is never sent' },
  duplicate: { on: ['callback'], about: 'the same bytes are sent twice' },
  'twice-new-id': { on: ['callback'], about: 'sent twice, each with its own X-EXTERNAL-ID and signature' },
  forge: { on: ['callback'], about: 'the signature is made with a wrong key' },
  stale: { on: ['callback'], about: 'the timestamp is 10 minutes old, the signature fits it' },
  tampered: { on: ['callback'], about: 'the amount is changed after signing' },
} as const

export type FaultName = keyof typeof FAULTS

/** True when a fault makes sense for an operation. */
export function fits(fault: FaultName, operation: Operation): boolean {
  const row: FaultRow = FAULTS[fault]
  return row.on.some((part) => operation === part || operation.startsWith(`${part}.`))
}

/** The names of the faults that make sense for an operation. */
export function faultsOn(operation: Operation): readonly FaultName[] {
  return (Object.keys(FAULTS) as FaultName[]).filter((fault) => fits(fault, operation))
}
