import type { Exchange, Ovo, Payment } from '@ovokit/core'

export interface TimelineEntry {
  readonly at: Date
  readonly title: string
  readonly detail: string
  /** The call behind it, secrets taken out. `null` for a change of the payment itself. */
  readonly exchange: Exchange | null
}

const titles: Readonly<Record<string, string>> = {
  started: 'Payment begun',
  shown: 'QR shown to the shopper',
  hinted: 'Taken as a hint to ask',
  abandoned: 'Cancelled by the shopper',
  resumed: 'The shopper came back',
  superseded: 'Another attempt was paid',
  lapsed: 'Expired',
  closed: 'OVO’s last word: not paid',
  paid: 'Paid',
  declined: 'The customer said no',
  refused: 'Refused by OVO',
  refunded: 'Money given back',
  pushing: 'Prompt let go',
  unsent: 'Never left the shop',
  unanswered: 'OVO said nothing',
  used: 'OVO knows these numbers already',
  mismatched: 'OVO’s answer does not fit',
  asking: 'About to ask',
  asked: 'OVO’s word is in',
  inconclusive: 'OVO was not clear',
  reversing: 'Taking it back',
  acknowledged: 'OVO has the reversal',
  unacknowledged: 'No word on the reversal',
  confirmed: 'Taken back for good',
  reopened: 'Paid after the reversal: once more',
  raised: 'A person was told',
  overdue: 'OVO no longer says',
  accepted: 'Taken as paid by a person',
  'written-off': 'Taken as not paid by a person',
  'undo started': 'Giving it back begun',
  'undo sending': 'Giving it back sent',
  'undo succeeded': 'Given back',
  'undo refused': 'OVO refused to give it back',
  'undo unclear': 'No clear word on giving it back',
  'pin-asked': 'OVO asks for the PIN',
  taken: 'OVO took it without a PIN',
  lost: 'OVO’s answer was lost',
  'refund-asked': 'A part is to go back',
  'partly-refunded': 'A part was given back',
  'qris.generate': 'Asked OVO for a QR',
  'qris.query': 'Asked OVO whether it is paid',
  'qris.refund': 'Asked OVO to refund',
  'qris.notify': 'OVO called back',
  'linked.pay': 'Asked OVO for the payment',
  'linked.status': 'Asked OVO whether it is paid',
  'linked.refund': 'Asked OVO to refund',
  'linked.notify': 'OVO called back',
  'push-to-pay.push': 'Asked the customer, through OVO',
  'push-to-pay.push-status': 'Asked OVO whether it is paid',
  'push-to-pay.reversal': 'Told OVO to take it back',
  'push-to-pay.void': 'Asked OVO to void',
  'push-to-pay.void-status': 'Asked OVO whether it is voided',
}

/** Everything that happened to a payment and its refunds, and every call to and from OVO, oldest first. */
export async function paymentTimeline(ovo: Ovo, { id }: Payment): Promise<readonly TimelineEntry[]> {
  const [history, exchanges] = await Promise.all([ovo.payments.history(id), ovo.log.list({ paymentId: id })])
  const changes = history.map(({ at, recordId, event, from, to, isRejected }) => {
    const name = recordId === id ? event : `undo ${event}`
    const detail = isRejected ? 'did not fit, nothing changed' : from === to ? '' : `${from} → ${to}`
    return { at, title: titles[name] ?? name, detail, exchange: null }
  })
  const calls = exchanges.map((exchange) => ({
    at: exchange.at,
    title: titles[exchange.operation] ?? exchange.operation,
    exchange,
    detail: answerOf(exchange),
  }))
  // Within a millisecond: what came in, then what followed from it.
  const incoming = calls.filter(({ exchange }) => exchange.direction === 'in')
  const outgoing = calls.filter(({ exchange }) => exchange.direction === 'out')
  return [...incoming, ...changes, ...outgoing].sort((a, b) => a.at.getTime() - b.at.getTime())
}

function answerOf({ response, durationMillis }: Exchange): string {
  if (response === null) return 'no answer on record'
  if (response.status === null) return response.outcome
  const code = /"responseCode":"(\w+)"/.exec(response.body)?.[1]
  return `HTTP ${response.status}${code === undefined ? '' : ` · ${code}`} · ${durationMillis} ms`
}
