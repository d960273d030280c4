import { crc16 } from './crc16.ts'
import { decodeTlv, encodeTlv } from './tlv.ts'

/** OVO's national numbering-system prefix: the first eight digits of a merchant PAN acquired by OVO. */
const OVO_NNS = '93600912'

export interface QrisDetails {
  readonly merchantId: string
  readonly terminalId: string
  readonly merchantName: string
  readonly referenceNo: string
  /** Whole rupiah. */
  readonly amount: number
}

/** A dynamic QRIS payload, EMVCo merchant-presented mode, with its check. */
export function buildQrisPayload(details: QrisDetails): string {
  const digits = details.merchantId.replaceAll(/\D/g, '')
  const merchantNumber = digits.slice(-10).padStart(10, '0')
  const unchecked = `${encodeTlv([
    ['00', '01'],
    ['01', '12'],
    [
      '26',
      encodeTlv([
        ['00', 'ID.OVOKIT.SIMULATOR'],
        ['01', OVO_NNS + merchantNumber],
        ['02', details.merchantId.slice(0, 15)],
        ['03', 'UMI'],
      ]),
    ],
    [
      '51',
      encodeTlv([
        ['00', 'ID.CO.QRIS.WWW'],
        ['02', `ID${digits.slice(-13).padStart(13, '0')}`],
        ['03', 'UMI'],
      ]),
    ],
    ['52', '5814'],
    ['53', '360'],
    ['54', `${details.amount}.00`],
    ['58', 'ID'],
    ['59', details.merchantName.slice(0, 25)],
    ['60', 'JAKARTA'],
    ['61', '12190'],
    [
      '62',
      encodeTlv([
        ['05', details.referenceNo],
        ['07', details.terminalId],
      ]),
    ],
  ])}6304`
  return unchecked + crc16(unchecked)
}

/** What a phone reads from a payload: `undefined` when the check is wrong or the payload is not a QRIS of this OVO. */
export function readQrisPayload(
  payload: string,
): { readonly referenceNo: string; readonly amount: number } | undefined {
  if (crc16(payload.slice(0, -4)) !== payload.slice(-4)) return undefined
  const objects = decodeTlv(payload)
  const referenceNo = decodeTlv(objects?.get('62') ?? '')?.get('05')
  const amount = Number(objects?.get('54'))
  if (objects?.get('53') !== '360' || referenceNo === undefined || !Number.isInteger(amount)) return undefined
  return { referenceNo, amount }
}

/** The same payload with a check that no longer fits. */
export function breakCrc(payload: string): string {
  return payload.slice(0, -1) + (payload.endsWith('0') ? '1' : '0')
}
