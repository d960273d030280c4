import { constantTimeEqual } from '../crypto/constant-time-equal.ts'
import { sha256Hex } from '../crypto/digest.ts'
import type { SnapDialect } from '../snap/dialect.ts'
import { asText, readJsonObject } from '../values/json.ts'
import type { LinkSubject } from './link-data.ts'
import { bearerText } from './token-text.ts'

const parameter = 'linkState'

/**
 * What a browser brought back from OVO's pages. `forged` says that this is not the return of this attempt, or not the
 * first one: nothing may change.
 */
export type LinkReturn =
  | { readonly type: 'returned'; readonly authCode: string }
  | { readonly type: 'declined'; readonly code: string }
  | { readonly type: 'forged' }

/** What is kept of a `state`, so that the store cannot be used to forge one. */
export const hashState = (state: string): string => sha256Hex(`ovokit link state\n${state}`)

/** The address that OVO is to send the browser back to. */
export function returnAddress({ url, state }: { readonly url: string; readonly state: string }): string {
  const address = new URL(url)
  address.searchParams.set(parameter, state)
  return address.href
}

/** Finds the `state` that a return must have, to find its attempt by. Nothing is known to be true yet. */
export function stateOf(query: URLSearchParams, from: SnapDialect['linkStateFrom']): string | null {
  const all = query.getAll(from === 'ovo' ? 'state' : parameter)
  if (all.length > 0) return all.length === 1 ? (all[0] ?? null) : null
  return from === 'ovo' ? asText(errorOf(query)?.state) : null
}

/**
 * Judges a return from OVO's pages. The `state` must be the attempt's, compared in constant time; the attempt must still
 * be waiting for it; and there must be exactly one code, or an error. Everything else is `forged`, an error included:
 * nobody can end somebody else's attempt.
 *
 * @see docs/protocol/linkage.md#the-way-back
 */
export function readLinkReturn(
  query: URLSearchParams,
  { state, data }: Pick<LinkSubject, 'state' | 'data'>,
  from: SnapDialect['linkStateFrom'],
): LinkReturn {
  const given = stateOf(query, from)
  const isOurs =
    given !== null && constantTimeEqual(Buffer.from(hashState(given)), Buffer.from(data.stateHash.toLowerCase()))
  if (!isOurs || state !== 'started' || data.sealedPage === undefined) return { type: 'forged' }
  const error = query.has('errorResponse')
  const codes = query.getAll('authCode')
  if (error) return { type: 'declined', code: errorCode(query) }
  const authCode = codes.length === 1 ? bearerText(codes[0]) : null
  return authCode === null ? { type: 'forged' } : { type: 'returned', authCode }
}

const errorOf = (query: URLSearchParams) => readJsonObject(query.get('errorResponse') ?? '')

function errorCode(query: URLSearchParams): string {
  const code = asText(errorOf(query)?.code)
  return code !== null && /^[A-Za-z0-9_-]{1,32}$/.test(code) ? code : 'unclear'
}
