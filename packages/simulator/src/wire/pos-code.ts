/** The responseCodes this OVO uses for Push To Pay. The same codes are in OVO's public tables, unless marked. */
export const POS_CODES = {
  '00': 'success',
  13: 'the amount is not above zero',
  14: 'no OVO account has this number',
  17: 'the customer said no',
  25: 'no such payment, or none that took money',
  26: 'the notification cannot be brought to the phone',
  30: 'a field is missing or malformed',
  40: 'the payment failed; one source: a number was used before',
  51: 'the balance is too small',
  54: 'older than 7 days',
  57: 'the payment cannot be given back',
  58: 'merchantId or storeCode is not the one of this app-id',
  63: 'the credentials do not fit',
  68: 'the wallet has not answered yet',
  73: 'the payment was given back',
  94: 'a number was used before',
  96: 'no operation has this type and processingCode',
  EB: 'tid or mid is not the one of this app-id',
  ER: 'a failure inside OVO',
} as const

export type PosCode = `${keyof typeof POS_CODES}`

/** Thrown by a check or a handler to answer with a code other than 00. `note` says why, for the request log. */
export class PosRefusal extends Error {
  readonly code: PosCode

  constructor(code: PosCode, note: string) {
    super(note)
    this.name = 'PosRefusal'
    this.code = code
  }
}
