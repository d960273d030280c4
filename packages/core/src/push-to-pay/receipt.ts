import { asObject, asText, type JsonObject } from '../values/json.ts'

/**
 * What is kept of a paid answer: what books need, and nothing that says who paid. The customer's name, balances and full
 * OVO id are left where they are.
 */
export type PushReceipt = {
  /** OVO's approval code, usually six digits. */
  readonly approvalCode: string | null
  readonly traceNumber: string | null
  /** OVO's clock, as it writes it: `MMdd` and `HHmmss`. */
  readonly hostDate: string | null
  readonly hostTime: string | null
  /** Rupiah taken from the balance, and points. */
  readonly cashUsed: number | null
  readonly pointsUsed: number | null
  /** `****0400`: at most the last four digits of the customer's OVO id. */
  readonly maskedOvoId: string | null
}

/** Reads a receipt. What is missing or odd is `null`; nothing here decides anything. Never throws. */
export function readReceipt(body: JsonObject): PushReceipt {
  const details = asObject(body.transactionResponseData) ?? {}
  const ending = /(\d{1,4})$/.exec(asText(details.ovoid) ?? '')?.[1]
  return {
    approvalCode: shortWord(asText(body.approvalCode)),
    traceNumber: shortWord(asText(body.traceNumber)),
    hostDate: shortWord(asText(body.hostDate)),
    hostTime: shortWord(asText(body.hostTime)),
    cashUsed: count(asText(details.cashUsed)),
    pointsUsed: count(asText(details.ovoPointsUsed)),
    maskedOvoId: ending === undefined ? null : `****${ending}`,
  }
}

// Too short to be a phone number, so that none can slip through under another name.
const shortWord = (text: string | null): string | null =>
  text !== null && /^[A-Za-z0-9]{1,9}$/.test(text) ? text : null

const count = (text: string | null): number | null => (text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null)
