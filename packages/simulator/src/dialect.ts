/** How this OVO spells the things its documents disagree about. Each field has one documented default. */
export interface SimulatorDialect {
  /**
   * Layout of X-TIMESTAMP, in both directions. The OVO dynamic QRIS technical document and the ASPI SNAP developer site
   * print whole seconds; the OVO top-up document prints milliseconds; the sample in the OVO dynamic QRIS FAQ has
   * milliseconds and a date without dashes.
   * @default 'seconds'
   */
  readonly timestamp: 'seconds' | 'millis' | 'compact-millis'
  /**
   * Encoding of X-SIGNATURE, in both directions. The sample in the OVO dynamic QRIS FAQ is base64; the samples in the
   * OVO top-up guidance and on the ASPI SNAP developer site are lower-case hex.
   * @default 'base64'
   */
  readonly signatureEncoding: 'base64' | 'hex'
  /**
   * Name of the field with the QR payload in the answer to qr-mpm-generate. The ASPI SNAP developer site says
   * `qrContent`; the OVO dynamic QRIS FAQ says `qrStr`.
   * @default 'qrContent'
   */
  readonly qrField: 'qrContent' | 'qrStr'
  /**
   * Which access token a callback carries in Authorization and in its string-to-sign. The OVO dynamic QRIS FAQ says
   * only that the callback is signed symmetrically; no OVO document says with which token.
   * `b2b`: the partner's current B2B token. `issued`: a token fetched from the merchant's own token endpoint.
   * `empty`: no Authorization header and an empty segment.
   * @default 'b2b'
   */
  readonly callbackToken: 'b2b' | 'issued' | 'empty'
  /**
   * How a callback is signed. OVO lists it under symmetric signatures; other SNAP providers, and the second form on the
   * ASPI SNAP developer site, sign callbacks with RSA over `METHOD:path:hash:timestamp`.
   * @default 'symmetric'
   */
  readonly callbackSignature: 'symmetric' | 'asymmetric'
}

const CHOICES: { readonly [K in keyof SimulatorDialect]: readonly SimulatorDialect[K][] } = {
  timestamp: ['seconds', 'millis', 'compact-millis'],
  signatureEncoding: ['base64', 'hex'],
  qrField: ['qrContent', 'qrStr'],
  callbackToken: ['b2b', 'issued', 'empty'],
  callbackSignature: ['symmetric', 'asymmetric'],
}

/** Fills in the defaults (the first choice of each field) and refuses a value that is not one of the choices. */
export function resolveDialect(input: Partial<SimulatorDialect> = {}): SimulatorDialect {
  for (const [field, value] of Object.entries(input)) {
    const choices: readonly string[] | undefined = CHOICES[field as keyof SimulatorDialect]
    if (choices === undefined) {
      throw new TypeError(`dialect.${field} does not exist; the fields are ${Object.keys(CHOICES).join(', ')}`)
    }
    if (value !== undefined && !choices.includes(value)) {
      throw new TypeError(`dialect.${field} must be one of ${choices.join(', ')}`)
    }
  }
  return {
    timestamp: input.timestamp ?? 'seconds',
    signatureEncoding: input.signatureEncoding ?? 'base64',
    qrField: input.qrField ?? 'qrContent',
    callbackToken: input.callbackToken ?? 'b2b',
    callbackSignature: input.callbackSignature ?? 'symmetric',
  }
}
