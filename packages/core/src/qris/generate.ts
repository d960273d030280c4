import type { Subject } from '../lifecycle/lifecycle.ts'
import type { SnapCall, SnapResult } from '../snap/call.ts'
import { asText, asWord, isLeftOut } from '../values/json.ts'
import { toSnapAmount } from '../values/rupiah.ts'
import { checkQris } from './payload.ts'
import type { QrisData } from './qris-data.ts'
import type { QrisEvent } from './qris-events.ts'

/**
 * Builds generate. `allowedSources` is passed through where the shop gave it: its values are part of the business deal.
 *
 * @see docs/protocol/qris.md#generate
 */
export function buildGenerate({ number, data }: { number: string; data: Omit<QrisData, 'sentAt'> }): SnapCall {
  const { amount, merchantId, terminalId, allowedSources } = data
  return {
    protocol: 'snap',
    operation: 'qris.generate',
    body: {
      partnerReferenceNo: number,
      amount: { ...toSnapAmount(amount) },
      merchantId,
      terminalId,
      ...(allowedSources === undefined ? {} : { additionalInfo: { allowedSources } }),
    },
  }
}

/**
 * Reads generate's answer. A QR is only `shown` when its payload is sound and asks for exactly this amount; an answer
 * that did not come, or is unclear, is `lost`: that QR was never shown, and the number is never used again.
 *
 * @see docs/protocol/qris.md#generate
 */
export function readGenerate(
  result: SnapResult,
  { number, data }: Pick<Subject<string, QrisData>, 'number' | 'data'>,
): QrisEvent {
  if (result.kind === 'no-answer') return { type: result.sent === 'no' ? 'unsent' : 'lost', reason: result.reason }
  const { body, responseCode } = result
  switch (result.class) {
    case 'succeeded': {
      const qrContent = asText(body.qrContent) ?? asText(body.qrStr)
      if (qrContent === null) return { type: 'lost', reason: 'no-payload' }
      const echoed = body.partnerReferenceNo
      if (!isLeftOut(echoed) && asText(echoed) !== number)
        return { type: 'payload-wrong', problem: 'reference-differs' }
      const check = checkQris(qrContent, { amount: data.amount })
      if (!check.ok) return { type: 'payload-wrong', problem: check.problem }
      return { type: 'shown', referenceNo: asWord(body.referenceNo) ?? asWord(body.refNo), qrContent }
    }
    case 'refused':
    case 'caller-fault':
    case 'renew-token':
    case 'busy':
      return { type: 'refused', reason: result.class, responseCode }
    case 'in-progress':
    case 'unknown':
      return { type: 'lost', reason: responseCode ?? 'unclear-answer' }
  }
}
