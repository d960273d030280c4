import { ConfigurationError } from '../errors/errors.ts'
import type { TimestampLayout } from '../values/jakarta-time.ts'
import { type SnapOperation, snapEndpoints } from './endpoints.ts'

/**
 * The points on which OVO's public pages, its samples and the national standard differ or are silent. Each has one
 * switch and a default that works as far as anybody can tell from outside; OVO's onboarding contact knows the truth.
 *
 * @see docs/protocol/open-questions.md
 */
export interface SnapDialect {
  /**
   * X-TIMESTAMP of QRIS calls. The ASPI SNAP developer site (Keamanan) and OVO's dynamic QRIS technical document write
   * seconds; the sample in the OVO dynamic QRIS FAQ is `compact-millis`; OVO's top-up document writes milliseconds.
   * @default 'seconds'
   */
  readonly timestampLayout: TimestampLayout

  /**
   * X-TIMESTAMP of the token call. ASPI's site writes seconds; OVO's customer top-up technical document, which shares
   * the token endpoint, writes milliseconds. Seconds, because the QRIS product and the standard agree on them.
   * @default 'seconds'
   */
  readonly tokenTimestampLayout: TimestampLayout

  /**
   * X-TIMESTAMP of linked-wallet calls. OVO's payment API technical document prints milliseconds and a date without
   * hyphens; ASPI's site writes seconds.
   * @default 'compact-millis'
   */
  readonly linkedTimestampLayout: TimestampLayout

  /**
   * How X-SIGNATURE is written. The standard names no encoding: ASPI's samples and OVO's top-up sample are hex, OVO's
   * dynamic QRIS sample is base64, like every other Indonesian provider. Both are accepted on the way in.
   * @default 'base64'
   */
  readonly signatureEncoding: 'base64' | 'hex'

  /**
   * X-TIMESTAMP of top-up calls. OVO's customer top-up technical document and the sample in its guidance have
   * milliseconds; ASPI's site writes seconds.
   * @default 'millis'
   */
  readonly topUpTimestampLayout: TimestampLayout

  /**
   * How X-SIGNATURE is written on top-up calls. The sample in OVO's top-up guidance is lower-case hex; the one for QRIS
   * is base64.
   * @default 'hex'
   */
  readonly topUpSignatureEncoding: 'base64' | 'hex'

  /**
   * What stands between path and body hash in the asymmetric string-to-sign. ASPI writes a colon; the OVO dynamic QRIS
   * FAQ prints the formula without one, most likely a slip.
   * @default ':'
   */
  readonly asymmetricSeparator: ':' | ''

  /**
   * Paths that differ from the endpoint table. OVO prints v1.0 for QRIS, v2.0 for other products, and full paths only
   * for token and refund; generate and query follow by analogy.
   * @default {}
   */
  readonly paths: Readonly<Partial<Record<SnapOperation, string>>>

  /**
   * How OVO signs a callback. OVO lists the callback under the symmetric signature; other providers sign with RSA.
   * @default 'symmetric'
   */
  readonly callbackSignature: 'symmetric' | 'asymmetric'

  /**
   * Which access token stands in a symmetric callback's string-to-sign; no public OVO page says.
   *
   * - `as-sent`: whatever the callback's Authorization header carries, without `Bearer`; empty when there is none.
   * - `issued`: the same, but it must be a token that our own token endpoint gave out.
   * - `b2b`: the B2B token that we hold from OVO.
   * - `empty`: nothing.
   *
   * @default 'as-sent'
   */
  readonly callbackToken: 'as-sent' | 'issued' | 'b2b' | 'empty'

  /**
   * What is signed as EndpointUrl. ASPI asks for the path with all parameters; some providers sign the bare path.
   * @default 'path-and-query'
   */
  readonly endpointUrl: 'path-and-query' | 'path'

  /**
   * What 404xx18 "Inconsistent Request" means on a refund. ASPI counts it as success: the same refund number was taken
   * before. We ask by default, because only a query tells whether it was the same refund.
   * @default 'unknown'
   */
  readonly refundInconsistent: 'succeeded' | 'unknown'

  /**
   * Where a customer's token travels. The header table of OVO's payment API technical document puts it in Authorization;
   * ASPI has Authorization-Customer for it, beside the B2B token in Authorization.
   * @default 'authorization'
   */
  readonly customerTokenHeader: 'authorization' | 'authorization-customer'

  /**
   * How `grantType` of a customer's token is spelled. ASPI's sample and a community summary of OVO's API have lower
   * case, ASPI's table upper case.
   * @default 'lower'
   */
  readonly grantTypeCase: 'lower' | 'upper'

  /**
   * How a phone number is written in lookup and binding: `08…`, as in OVO's other products, or `62…`, as in ASPI's
   * samples.
   * @default 'local'
   */
  readonly linkedPhoneForm: 'local' | 'international'

  /**
   * Which fields binding and payment have: ASPI's, or those that a community summary reports of OVO's v3.0. OVO's own
   * tables are not public.
   * @default 'standard'
   */
  readonly linkedBodies: 'standard' | 'ovo-v3'

  /**
   * Which `state` must come back from OVO's linking pages: the one in the return address that we gave, or OVO's own
   * `state`, which a community summary has in the answer and nowhere in the call.
   * @default 'return-address'
   */
  readonly linkStateFrom: 'return-address' | 'ovo'

  /**
   * Which token a linked refund carries. OVO's payment API technical document takes either; ours still works after the
   * customer has unlinked.
   * @default 'b2b'
   */
  readonly linkedRefundToken: 'b2b' | 'customer'

  /**
   * How far a callback's X-TIMESTAMP may be from our clock, either way, in milliseconds, from 1 s to 24 h. The standard
   * pins no tolerance.
   * @default 300_000
   */
  readonly callbackFreshnessMillis: number
}

/** The dialect that OvoKit speaks until it is told otherwise. */
export const defaultSnapDialect: SnapDialect = {
  timestampLayout: 'seconds',
  tokenTimestampLayout: 'seconds',
  linkedTimestampLayout: 'compact-millis',
  signatureEncoding: 'base64',
  topUpTimestampLayout: 'millis',
  topUpSignatureEncoding: 'hex',
  asymmetricSeparator: ':',
  paths: {},
  callbackSignature: 'symmetric',
  callbackToken: 'as-sent',
  endpointUrl: 'path-and-query',
  refundInconsistent: 'unknown',
  customerTokenHeader: 'authorization',
  grantTypeCase: 'lower',
  linkedPhoneForm: 'local',
  linkedBodies: 'standard',
  linkStateFrom: 'return-address',
  linkedRefundToken: 'b2b',
  callbackFreshnessMillis: 300_000,
}

/**
 * Fills what is not given with the defaults.
 *
 * @throws ConfigurationError `invalid-configuration` with every unknown field and every value out of place.
 */
export function resolveSnapDialect(partial: Partial<SnapDialect> = {}): SnapDialect {
  const given = Object.entries(partial).filter(([, value]) => value !== undefined)
  const problems = given.flatMap(([field, value]) => problemsOf(field, value))
  if (problems.length > 0) throw new ConfigurationError(problems)
  return { ...defaultSnapDialect, ...Object.fromEntries(given) }
}

const LAYOUTS = ['seconds', 'millis', 'compact-millis']

const choices: Readonly<Record<string, readonly string[]>> = {
  timestampLayout: LAYOUTS,
  tokenTimestampLayout: LAYOUTS,
  linkedTimestampLayout: LAYOUTS,
  signatureEncoding: ['base64', 'hex'],
  topUpTimestampLayout: LAYOUTS,
  topUpSignatureEncoding: ['base64', 'hex'],
  asymmetricSeparator: [':', ''],
  callbackSignature: ['symmetric', 'asymmetric'],
  callbackToken: ['as-sent', 'issued', 'b2b', 'empty'],
  endpointUrl: ['path-and-query', 'path'],
  refundInconsistent: ['succeeded', 'unknown'],
  customerTokenHeader: ['authorization', 'authorization-customer'],
  grantTypeCase: ['lower', 'upper'],
  linkedPhoneForm: ['local', 'international'],
  linkedBodies: ['standard', 'ovo-v3'],
  linkStateFrom: ['return-address', 'ovo'],
  linkedRefundToken: ['b2b', 'customer'],
}

function problemsOf(field: string, value: unknown): readonly string[] {
  if (field === 'paths') return pathProblems(value)
  if (field === 'callbackFreshnessMillis') {
    const right = Number.isSafeInteger(value) && (value as number) >= 1_000 && (value as number) <= 86_400_000
    return right ? [] : ['dialect.callbackFreshnessMillis: must be whole milliseconds from 1000 to 86400000']
  }
  const allowed = Object.hasOwn(choices, field) ? choices[field] : undefined
  if (allowed === undefined) return [`dialect.${field}: is not a field of the dialect`]
  if (allowed.includes(value as string)) return []
  return [`dialect.${field}: must be ${allowed.map((choice) => `'${choice}'`).join(' or ')}`]
}

function pathProblems(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return ['dialect.paths: must be an object from operation to path']
  return Object.entries(value).flatMap(([operation, path]) => {
    if (path === undefined) return []
    if (!Object.hasOwn(snapEndpoints, operation)) return [`dialect.paths: '${operation}' is not an operation`]
    const right = typeof path === 'string' && /^\/(?!\/)[\x21-\x7e]*$/.test(path) && !path.includes('#')
    return right ? [] : [`dialect.paths['${operation}']: must be a path that starts with one slash`]
  })
}
