/** How this OVO spells the things its documents disagree about. Each field has one documented default. */
export interface SimulatorDialect {
  /**
   * Layout of X-TIMESTAMP in the calls of the linked wallet. OVO's payment API technical document prints milliseconds
   * and a date without dashes; ASPI prints seconds.
   * @default 'compact-millis'
   */
  readonly linkedTimestamp: 'compact-millis' | 'seconds' | 'millis'
  /**
   * Which fields binding and payment have: ASPI's, or those that a community summary reports of OVO's v3.0. OVO's own
   * tables are not public.
   * @default 'standard'
   */
  readonly linkedBodies: 'standard' | 'ovo-v3'
  /**
   * How a phone number is written in lookup and binding. OVO's other products and the community summary's lookup write
   * `08…`, the samples on the ASPI SNAP developer site `62…`.
   * @default 'local'
   */
  readonly linkedPhone: 'local' | 'international'
  /**
   * Where a customer's token travels. OVO's payment API technical document: Authorization. ASPI: Authorization-Customer,
   * beside the B2B token in Authorization, which is the one that is signed.
   * @default 'authorization'
   */
  readonly customerTokenHeader: 'authorization' | 'authorization-customer'
  /**
   * How the end of a customer's token is said: ASPI's date and time, or the community summary's seconds.
   * @default 'accessTokenExpiryTime'
   */
  readonly customerTokenEnd: 'accessTokenExpiryTime' | 'tokenExpiresIn'
  /**
   * What stands between path and hash in the asymmetric string-to-sign, in both directions. ASPI writes a colon; the OVO
   * dynamic QRIS FAQ prints the formula without one.
   * @default 'colon'
   */
  readonly asymmetricSeparator: 'colon' | 'nothing'
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
   * Layout of X-TIMESTAMP on top-up calls. The OVO top-up technical document and its guidance's sample have milliseconds.
   * @default 'millis'
   */
  readonly topUpTimestamp: 'millis' | 'seconds' | 'compact-millis'
  /**
   * Encoding of X-SIGNATURE on top-up calls. The sample in the OVO top-up guidance is lower-case hex.
   * @default 'hex'
   */
  readonly topUpSignatureEncoding: 'hex' | 'base64'
  /**
   * Name of the field with the customer's monthly limit in the answer to account-inquiry. The ASPI SNAP developer site
   * says `customerMonthlyInLimit`; the sample in the OVO top-up guidance spells it `cusgtomerMonthlyLimit`.
   * @default 'customerMonthlyInLimit'
   */
  readonly topUpMonthlyLimit: 'customerMonthlyInLimit' | 'cusgtomerMonthlyLimit'
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
  /**
   * What the `hmac` of Push To Pay covers. The text of OVO's technical document 1.7.1 adds the request body; the vector
   * published in the same document, and all public code, is app-id and random alone.
   * @default 'app-id-random'
   */
  readonly pushSignedContent: 'app-id-random' | 'app-id-random-body'
  /**
   * Layout of referenceNumber in a Push To Pay request. OVO's FAQ writes `000001`; public code sends that, a text
   * without the zeros, or a number.
   * @default 'padded'
   */
  readonly pushReferenceNumber: 'padded' | 'plain' | 'number'
  /**
   * What comes when a customer lets a push run out. OVO's FAQ: no response code. Public code has met an empty 404.
   * `silence`: the connection is closed 60 seconds after the push.
   * @default 'silence'
   */
  readonly pushExpiry: 'silence' | 'empty-404'
  /**
   * The responseCode of a merchantInvoice or referenceNumber that was used before. Two pieces of public code disagree.
   * @default '94'
   */
  readonly pushDuplicate: '94' | '40'
  /**
   * What a status request gets whose `date` is not the one of the push. OVO's FAQ: the date of the original is used; no
   * source says what happens otherwise, and public code sends the current time.
   * @default 'format-error', responseCode 30
   */
  readonly pushStatusDate: 'format-error' | 'not-found' | 'any'
  /**
   * What a reversal means for a push that arrives after it. No source says. `forgotten`: nothing, the push can still
   * take money. `remembered`: the push is answered 73 and takes none.
   * @default 'forgotten'
   */
  readonly pushEarlyReversal: 'forgotten' | 'remembered'
}

const CHOICES: { readonly [K in keyof SimulatorDialect]: readonly SimulatorDialect[K][] } = {
  timestamp: ['seconds', 'millis', 'compact-millis'],
  signatureEncoding: ['base64', 'hex'],
  linkedTimestamp: ['compact-millis', 'seconds', 'millis'],
  linkedBodies: ['standard', 'ovo-v3'],
  linkedPhone: ['local', 'international'],
  customerTokenHeader: ['authorization', 'authorization-customer'],
  customerTokenEnd: ['accessTokenExpiryTime', 'tokenExpiresIn'],
  asymmetricSeparator: ['colon', 'nothing'],
  topUpTimestamp: ['millis', 'seconds', 'compact-millis'],
  topUpSignatureEncoding: ['hex', 'base64'],
  topUpMonthlyLimit: ['customerMonthlyInLimit', 'cusgtomerMonthlyLimit'],
  qrField: ['qrContent', 'qrStr'],
  callbackToken: ['b2b', 'issued', 'empty'],
  callbackSignature: ['symmetric', 'asymmetric'],
  pushSignedContent: ['app-id-random', 'app-id-random-body'],
  pushReferenceNumber: ['padded', 'plain', 'number'],
  pushExpiry: ['silence', 'empty-404'],
  pushDuplicate: ['94', '40'],
  pushStatusDate: ['format-error', 'not-found', 'any'],
  pushEarlyReversal: ['forgotten', 'remembered'],
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
    linkedTimestamp: input.linkedTimestamp ?? 'compact-millis',
    linkedBodies: input.linkedBodies ?? 'standard',
    linkedPhone: input.linkedPhone ?? 'local',
    customerTokenHeader: input.customerTokenHeader ?? 'authorization',
    customerTokenEnd: input.customerTokenEnd ?? 'accessTokenExpiryTime',
    asymmetricSeparator: input.asymmetricSeparator ?? 'colon',
    topUpTimestamp: input.topUpTimestamp ?? 'millis',
    topUpSignatureEncoding: input.topUpSignatureEncoding ?? 'hex',
    topUpMonthlyLimit: input.topUpMonthlyLimit ?? 'customerMonthlyInLimit',
    qrField: input.qrField ?? 'qrContent',
    callbackToken: input.callbackToken ?? 'b2b',
    callbackSignature: input.callbackSignature ?? 'symmetric',
    pushSignedContent: input.pushSignedContent ?? 'app-id-random',
    pushReferenceNumber: input.pushReferenceNumber ?? 'padded',
    pushExpiry: input.pushExpiry ?? 'silence',
    pushDuplicate: input.pushDuplicate ?? '94',
    pushStatusDate: input.pushStatusDate ?? 'format-error',
    pushEarlyReversal: input.pushEarlyReversal ?? 'forgotten',
  }
}
