import { type EpochMillis, formatTimestamp } from '../values/jakarta-time.ts'

/** What OVO is told: SNAP's seven-digit code carries the HTTP status in its first three. */
export interface Reply {
  readonly responseCode: string
  readonly responseMessage: string
}

/** @see docs/protocol/snap.md#callbacks */
export const replies = {
  accepted: { responseCode: '2005200', responseMessage: 'Request has been processed successfully' },
  malformed: { responseCode: '4005200', responseMessage: 'Bad Request' },
  missingField: { responseCode: '4005202', responseMessage: 'Invalid Mandatory Field originalReferenceNo' },
  unauthorized: { responseCode: '4015200', responseMessage: 'Unauthorized. Signature' },
  unknownOrder: { responseCode: '4045201', responseMessage: 'Transaction Not Found' },
  ourFault: { responseCode: '5005200', responseMessage: 'General Error' },
  tokenUnauthorized: { responseCode: '4017300', responseMessage: 'Unauthorized. Signature' },
  tokenMalformed: { responseCode: '4007300', responseMessage: 'Bad Request' },
  tokenFault: { responseCode: '5007300', responseMessage: 'General Error' },
} as const

/** Writes a reply as OVO expects it: JSON, X-TIMESTAMP, and the status that the code itself names. */
export function toResponse(reply: Reply, now: EpochMillis | null): Response {
  return new Response(JSON.stringify(reply), {
    status: Number(reply.responseCode.slice(0, 3)),
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...(now === null ? {} : { 'x-timestamp': formatTimestamp(now, 'seconds') }),
    },
  })
}
