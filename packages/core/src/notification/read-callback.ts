import { asWord, readJsonObject } from '../values/json.ts'

/** The only things that a callback is believed about: which payment to ask about. */
export interface CallbackSubject {
  readonly partnerReferenceNo: string | null
  readonly referenceNo: string | null
}

/** Reads a verified callback from the very bytes that were verified. `null` when it is not a JSON object. */
export function readCallback(body: Uint8Array): CallbackSubject | null {
  const object = readJsonObject(body)
  if (object === null) return null
  return {
    partnerReferenceNo: asWord(object.originalPartnerReferenceNo),
    referenceNo: asWord(object.originalReferenceNo),
  }
}
