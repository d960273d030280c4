/**
 * What a caller can do about an answer.
 *
 * - `none`: it worked.
 * - `pending`: accepted and not finished; ask for the status.
 * - `final`: refused for good; a new attempt may do better.
 * - `later`: refused now because of the hour or a count; a new attempt later may do better.
 * - `caller`: the request was wrong; mend it.
 * - `user`: the customer must do something first.
 * - `token`: get a new token, then send once more.
 * - `slow-down`: not looked at; send again after a pause.
 * - `retry-reads`: nobody knows; reads are sent again, writes are asked about.
 * - `query`: nobody knows; ask for the status.
 */
export type SnapRemedy =
  | 'none'
  | 'pending'
  | 'final'
  | 'later'
  | 'caller'
  | 'user'
  | 'token'
  | 'slow-down'
  | 'retry-reads'
  | 'query'

/** One row of the standard's response code table. */
export interface SnapCase {
  /** HTTP status: the first three digits of responseCode. */
  readonly status: string
  /** The last two digits of responseCode. */
  readonly caseCode: string
  readonly category: 'success' | 'system' | 'message' | 'business'
  /** The standard's wording. OVO's texts differ, so nothing may depend on it. */
  readonly message: string
  /** Our reading, not the standard's. */
  readonly retry: SnapRemedy
}

type Row = readonly [
  code: `${number}/${string}`,
  category: SnapCase['category'],
  retry: SnapRemedy,
  message: SnapCase['message'],
]

const rows: readonly Row[] = [
  ['200/00', 'success', 'none', 'Successful'],
  ['202/00', 'success', 'pending', 'Request In Progress'],
  ['400/00', 'system', 'caller', 'Bad Request'],
  ['400/01', 'message', 'caller', 'Invalid Field Format'],
  ['400/02', 'message', 'caller', 'Invalid Mandatory Field'],
  ['401/00', 'system', 'caller', 'Unauthorized'],
  ['401/01', 'system', 'token', 'Invalid Token (B2B)'],
  ['401/02', 'system', 'token', 'Invalid Customer Token'],
  ['401/03', 'system', 'token', 'Token Not Found (B2B)'],
  ['401/04', 'system', 'token', 'Customer Token Not Found'],
  ['403/00', 'business', 'final', 'Transaction Expired'],
  ['403/01', 'system', 'final', 'Feature Not Allowed'],
  ['403/02', 'business', 'final', 'Exceeds Transaction Amount Limit'],
  ['403/03', 'business', 'final', 'Suspected Fraud'],
  ['403/04', 'business', 'later', 'Activity Count Limit Exceeded'],
  ['403/05', 'business', 'final', 'Do Not Honor'],
  ['403/06', 'system', 'later', 'Feature Not Allowed At This Time'],
  ['403/07', 'business', 'final', 'Card Blocked'],
  ['403/08', 'business', 'final', 'Card Expired'],
  ['403/09', 'business', 'final', 'Dormant Account'],
  ['403/10', 'business', 'final', 'Need To Set Token Limit'],
  ['403/11', 'system', 'final', 'OTP Blocked'],
  ['403/12', 'system', 'final', 'OTP Lifetime Expired'],
  ['403/13', 'system', 'user', 'OTP Sent To Cardholder'],
  ['403/14', 'business', 'final', 'Insufficient Funds'],
  ['403/15', 'business', 'final', 'Transaction Not Permitted'],
  // A suspended transaction may be taken up again, so it is asked about rather than given up.
  ['403/16', 'business', 'query', 'Suspend Transaction'],
  ['403/17', 'business', 'final', 'Token Limit Exceeded'],
  ['403/18', 'business', 'final', 'Inactive Card/Account/Customer'],
  ['403/19', 'business', 'final', 'Merchant Blacklisted'],
  ['403/20', 'business', 'final', 'Merchant Limit Exceed'],
  ['403/21', 'business', 'final', 'Set Limit Not Allowed'],
  ['403/22', 'business', 'final', 'Token Limit Invalid'],
  ['403/23', 'business', 'final', 'Account Limit Exceed'],
  ['404/00', 'business', 'query', 'Invalid Transaction Status'],
  ['404/01', 'business', 'final', 'Transaction Not Found'],
  ['404/02', 'system', 'final', 'Invalid Routing'],
  ['404/03', 'system', 'final', 'Bank Not Supported By Switch'],
  ['404/04', 'business', 'final', 'Transaction Cancelled'],
  ['404/05', 'business', 'final', 'Merchant Is Not Registered For Card Registration Services'],
  ['404/06', 'system', 'user', 'Need To Request OTP'],
  ['404/07', 'system', 'final', 'Journey Not Found'],
  ['404/08', 'business', 'final', 'Invalid Merchant'],
  ['404/09', 'business', 'final', 'No Issuer'],
  ['404/10', 'system', 'caller', 'Invalid API Transition'],
  ['404/11', 'business', 'final', 'Invalid Card/Account/Customer/Virtual Account'],
  ['404/12', 'business', 'final', 'Invalid Bill/Virtual Account'],
  ['404/13', 'business', 'final', 'Invalid Amount'],
  ['404/14', 'business', 'query', 'Paid Bill'],
  ['404/15', 'system', 'user', 'Invalid OTP'],
  ['404/16', 'business', 'caller', 'Partner Not Found'],
  ['404/17', 'business', 'caller', 'Invalid Terminal'],
  // Counts as success for some services and as failure for others. Asking is right for all of them.
  ['404/18', 'business', 'query', 'Inconsistent Request'],
  ['404/19', 'business', 'final', 'Invalid Bill/Virtual Account (expired)'],
  ['405/00', 'system', 'final', 'Requested Function Is Not Supported'],
  ['405/01', 'business', 'final', 'Requested Operation Is Not Allowed'],
  ['409/00', 'system', 'retry-reads', 'Conflict'],
  // The same number has succeeded before: the query tells whether it was this very request.
  ['409/01', 'system', 'query', 'Duplicate partnerReferenceNo'],
  ['429/00', 'system', 'slow-down', 'Too Many Requests'],
  ['500/00', 'system', 'retry-reads', 'General Error'],
  ['500/01', 'system', 'retry-reads', 'Internal Server Error'],
  ['500/02', 'system', 'retry-reads', 'External Server Error'],
  ['504/00', 'system', 'retry-reads', 'Timeout'],
]

/**
 * Every case of the standard. The published list ends at 403xx23.
 *
 * @see docs/protocol/snap.md#response-codes
 */
export const snapCases: readonly SnapCase[] = rows.map(([code, category, retry, message]) => ({
  status: code.slice(0, 3),
  caseCode: code.slice(4),
  category,
  message,
  retry,
}))
