import type { SnapCall, SnapResult } from '../snap/call.ts'
import { asObject, asText, type Json } from '../values/json.ts'

/** What a customer has, in whole rupiah and points. `null`: OVO did not say. */
export interface Balance {
  readonly cash: number | null
  readonly points: number | null
}

const kinds: ReadonlyMap<string, keyof Balance> = new Map([
  ['CASH', 'cash'],
  ['OVO CASH', 'cash'],
  ['POINT', 'points'],
  ['POINTS', 'points'],
  ['OVO POINTS', 'points'],
  ['COINS', 'points'],
])

/** @see docs/protocol/linkage.md#balance */
export function buildBalance(input: { number: string; link: string; customer: string; deviceId: string }): SnapCall {
  const { number, link, customer, deviceId } = input
  return {
    protocol: 'snap',
    operation: 'link.balance',
    body: { partnerReferenceNo: number },
    bearer: { link },
    customer,
    deviceId,
  }
}

/**
 * Reads a balance. `null` when OVO did not answer with one; a kind that is missing, or not plainly written, is `null` and
 * never 0.
 *
 * @see docs/protocol/linkage.md#balance
 */
export function readBalance(result: SnapResult): Balance | null {
  if (result.kind === 'no-answer' || result.class !== 'succeeded') return null
  const infos = result.body.accountInfos
  if (!Array.isArray(infos)) return null
  const found: { cash: number | null; points: number | null } = { cash: null, points: null }
  for (const info of infos as readonly Json[]) {
    const row = asObject(info)
    const kind = kinds.get((asText(row?.balanceType) ?? '').toUpperCase())
    if (kind !== undefined) found[kind] ??= readSum(row?.availableBalance) ?? readSum(row?.amount)
  }
  return found
}

/** An amount that may be zero, unlike a payment's. */
function readSum(json: Json | undefined): number | null {
  const value = asObject(json)?.value
  const whole = typeof value === 'string' ? /^(\d{1,15})(?:\.0{1,2})?$/.exec(value)?.[1] : undefined
  return whole === undefined ? null : Number(whole)
}
