import { type EpochMillis, formatTimestamp } from '../values/jakarta-time.ts'

/** What OVO is told: SNAP's seven-digit code carries the HTTP status in its first three, and the service after it. */
export interface Reply {
  readonly responseCode: string
  readonly responseMessage: string
}

/** What a payment's notification is answered with. */
export interface Replies {
  readonly accepted: Reply
  readonly malformed: Reply
  readonly missingField: Reply
  readonly unauthorized: Reply
  readonly unknownOrder: Reply
  readonly ourFault: Reply
}

/** @see docs/protocol/snap.md#callbacks */
const repliesOf = (service: string): Replies => ({
  accepted: { responseCode: `200${service}00`, responseMessage: 'Request has been processed successfully' },
  malformed: { responseCode: `400${service}00`, responseMessage: 'Bad Request' },
  missingField: { responseCode: `400${service}02`, responseMessage: 'Invalid Mandatory Field originalReferenceNo' },
  unauthorized: { responseCode: `401${service}00`, responseMessage: 'Unauthorized. Signature' },
  unknownOrder: { responseCode: `404${service}01`, responseMessage: 'Transaction Not Found' },
  ourFault: { responseCode: `500${service}00`, responseMessage: 'General Error' },
})

export const replies: { readonly qris: Replies; readonly linked: Replies } = {
  qris: repliesOf('52'),
  linked: repliesOf('56'),
}

/** The same for our token endpoint. */
export const tokenReplies = {
  unauthorized: { responseCode: '4017300', responseMessage: 'Unauthorized. Signature' },
  malformed: { responseCode: '4007300', responseMessage: 'Bad Request' },
  ourFault: { responseCode: '5007300', responseMessage: 'General Error' },
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
