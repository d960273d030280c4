/** SNAP cases: HTTP status, the two digits of the case, the text. A responseCode is status + service code + case. */
const CASES = {
  success: [200, '00', 'Successful'],
  inProgress: [202, '00', 'Request In Progress'],
  badRequest: [400, '00', 'Bad Request'],
  fieldFormat: [400, '01', 'Invalid Field Format'],
  mandatoryField: [400, '02', 'Invalid Mandatory Field'],
  unauthorized: [401, '00', 'Unauthorized.'],
  invalidToken: [401, '01', 'Invalid Token (B2B)'],
  invalidCustomerToken: [401, '02', 'Invalid Customer Token'],
  tokenNotFound: [401, '03', 'Token Not Found (B2B)'],
  customerTokenNotFound: [401, '04', 'Customer Token Not Found'],
  expired: [403, '00', 'Transaction Expired'],
  overLimit: [403, '02', 'Exceeds Transaction Amount Limit'],
  accountInactive: [403, '05', 'Account or User Status is Inactive'],
  accountBlocked: [403, '07', 'User Blocked'],
  insufficientFunds: [403, '14', 'Insufficient Funds'],
  notPermitted: [403, '15', 'Transaction Not Permitted.'],
  accountNotFound: [403, '18', 'Customer Account Not Found'],
  merchantLimit: [403, '20', 'Merchant Limit Exceed'],
  notFound: [404, '01', 'Transaction Not Found'],
  invalidMerchant: [404, '08', 'Invalid Merchant'],
  invalidAmount: [404, '13', 'Invalid Amount'],
  invalidTerminal: [404, '17', 'Invalid Terminal'],
  inconsistent: [404, '18', 'Inconsistent Request'],
  unsupported: [405, '00', 'Requested Function Is Not Supported'],
  notAllowed: [405, '01', 'Requested Operation Is Not Allowed.'],
  externalIdConflict: [409, '00', 'Conflict'],
  duplicateReference: [409, '01', 'Duplicate partnerReferenceNo'],
  tooMany: [429, '00', 'Too Many Requests'],
  generalError: [500, '00', 'General Error'],
  timeout: [504, '00', 'Timeout'],
} as const

export type ResponseCase = keyof typeof CASES

/** What an API answers, before a fault touches it. */
export interface Reply {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** The answer of one service (`47`, `51` ...) for one case. `detail` is the field name or the reason. */
export function replyFor(
  service: string,
  responseCase: ResponseCase,
  { detail, body = {} }: { detail?: string | undefined; body?: Readonly<Record<string, unknown>> } = {},
): Reply {
  const [status, code, message] = CASES[responseCase]
  const responseMessage = detail === undefined ? message : `${message} ${detail}`
  return { status, body: { responseCode: `${status}${service}${code}`, responseMessage, ...body } }
}

/** Thrown by a check or a handler to answer with a case other than success. */
export class Refusal extends Error {
  readonly responseCase: ResponseCase
  readonly detail: string | undefined

  constructor(responseCase: ResponseCase, detail?: string) {
    super(detail === undefined ? responseCase : `${responseCase}: ${detail}`)
    this.name = 'Refusal'
    this.responseCase = responseCase
    this.detail = detail
  }
}
