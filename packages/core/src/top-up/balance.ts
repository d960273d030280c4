import type { SnapCall, SnapResult } from '../snap/call.ts'
import { asObject, type Json, type JsonObject } from '../values/json.ts'
import { type Rupiah, readSnapSum } from '../values/rupiah.ts'

export type BalanceOutcome =
  /** What is left of the deposit, whole rupiah. */
  | { readonly type: 'known'; readonly available: Rupiah | 0 }
  | { readonly type: 'refused'; readonly responseCode: string | null }
  | { readonly type: 'strange' }
  | { readonly type: 'unclear'; readonly reason: string }

/** A GET: its empty body is what is signed. @see docs/protocol/top-up.md#deposit-balance */
export const buildBalance = (): SnapCall => ({ protocol: 'snap', operation: 'top-up.balance', body: {} })

/** @see docs/protocol/top-up.md#deposit-balance */
export function readBalance(result: SnapResult): BalanceOutcome {
  if (result.kind === 'no-answer') return { type: 'unclear', reason: result.reason }
  const { body, responseCode } = result
  switch (result.class) {
    case 'succeeded': {
      const available = findSum(body) ?? findSum(asObject(body.additionalInfo))
      return available === null ? { type: 'strange' } : { type: 'known', available }
    }
    case 'refused':
    case 'caller-fault':
    case 'renew-token':
      return { type: 'refused', responseCode }
    case 'busy':
    case 'in-progress':
    case 'unknown':
      return { type: 'unclear', reason: responseCode ?? 'unclear-answer' }
  }
}

function findSum(at: JsonObject | null): Rupiah | 0 | null {
  if (at === null) return null
  const [account] = Array.isArray(at.accountInfos) ? (at.accountInfos as readonly Json[]) : []
  for (const place of [asObject(account)?.availableBalance, at.availableBalance, at.balance, at.amount]) {
    const sum = readSnapSum(place)
    if (sum !== null) return sum
  }
  return null
}
