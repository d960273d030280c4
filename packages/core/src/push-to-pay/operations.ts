/** What Push To Pay can be asked: one path, told apart by `type` and `processingCode`. */
export type PushToPayOperation = 'inquiry' | 'push' | 'reversal' | 'void' | 'push-status' | 'void-status'

/** What the protocol fixes about one operation. */
export interface PushToPayRow {
  readonly type: string
  readonly processingCode: string
  /** The `type` of its answer. */
  readonly responseType: string
  /** A read may be asked again freely. A write whose answer is lost may have happened. */
  readonly effect: 'read' | 'write'
  /** Whether the customer's number goes along; `dialect`: sources disagree, see `reversalPhone`. */
  readonly phone: 'sent' | 'dialect'
  /** Whether amount, referenceNumber, batchNo and merchantInvoice go along; if so, always the push's own. */
  readonly carriesTransaction: boolean
  /** `date`: the push's own, the moment of sending, or as `statusDate` says. */
  readonly date: 'transaction' | 'now' | 'dialect'
  /** How long an answer is waited for, at most, in milliseconds. */
  readonly timeoutMillis: number
  readonly timing: string
  readonly sources: string
}

const technical = 'OVO Push To Pay Technical Documentation v1.7.1'
const faq = 'OVO Push To Pay FAQ'

/**
 * Everything the protocol fixes about each operation, in one place. All are a POST of JSON to the one path.
 *
 * @see docs/protocol/push-to-pay.md#operations
 */
export const pushToPayOperations: Readonly<Record<PushToPayOperation, PushToPayRow>> = {
  inquiry: {
    type: '0100',
    processingCode: '050000',
    responseType: '0110',
    effect: 'read',
    phone: 'sent',
    carriesTransaction: false,
    date: 'now',
    timeoutMillis: 10_000,
    timing: 'before a push; optional',
    sources: technical,
  },
  push: {
    type: '0200',
    processingCode: '040000',
    responseType: '0210',
    effect: 'write',
    phone: 'sent',
    carriesTransaction: true,
    date: 'transaction',
    // Longer than OVO's session of 60 s; over before the reversal begins at 65 s.
    timeoutMillis: 64_000,
    timing: 'answered when the customer decides, within 55 s and 5 s of buffer; not at all when the customer does not',
    sources: `${technical}; ${faq}`,
  },
  reversal: {
    type: '0400',
    processingCode: '040000',
    responseType: '0410',
    effect: 'write',
    phone: 'dialect',
    carriesTransaction: true,
    date: 'now',
    timeoutMillis: 10_000,
    timing: '65 s after a push without an answer; always answers 00',
    sources: `${technical}; ${faq}`,
  },
  void: {
    type: '0200',
    processingCode: '020040',
    responseType: '0210',
    effect: 'write',
    phone: 'sent',
    carriesTransaction: true,
    date: 'now',
    timeoutMillis: 10_000,
    timing: 'after an answered, successful push, until 23:59:59 of the same day in Jakarta; the whole amount',
    sources: `${technical}; ${faq}`,
  },
  'push-status': {
    type: '0100',
    processingCode: '040000',
    responseType: '0110',
    effect: 'read',
    phone: 'sent',
    carriesTransaction: true,
    date: 'dialect',
    // Asked at 60 s, and over before the reversal begins at 65 s.
    timeoutMillis: 4_000,
    timing: 'from 60 s after the push, for 7 days',
    sources: `${technical}; ${faq}`,
  },
  'void-status': {
    type: '0100',
    processingCode: '020040',
    responseType: '0110',
    effect: 'read',
    phone: 'sent',
    carriesTransaction: true,
    date: 'dialect',
    timeoutMillis: 10_000,
    timing: 'after a void, for 7 days',
    sources: `${technical}; ${faq}`,
  },
}
