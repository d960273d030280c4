import { formatJakarta, parseJakarta } from '../wire/jakarta-time.ts'
import { Refusal } from '../wire/response-code.ts'
import { type LinkedPaymentRecord, type LinkedPaymentState, snapshotLinked } from '../world/linked-payment.ts'
import { type Call, customerOf, type Handled, moneyOf } from './handler.ts'

const DAY_MILLIS = 86_400_000
const RANGE_MILLIS = 31 * DAY_MILLIS
const AGE_MILLIS = 366 * DAY_MILLIS

const WORDS: Readonly<Record<LinkedPaymentState, string>> = {
  waiting: 'INIT',
  'in-flight': 'INIT',
  paid: 'SUCCESS',
  refunded: 'SUCCESS',
  cancelled: 'CANCELLED',
  failed: 'CLOSED',
  expired: 'CLOSED',
}

interface Line {
  readonly at: number
  readonly body: object
}

/** transaction-history-list: what the customer paid this merchant and got back, newest first. */
export function readHistory(call: Call): Handled {
  const { world, partner, fields } = call
  const { phone } = customerOf(call)
  const { from, to } = readRange(call)
  const size = Number(fields.pageSize ?? 10)
  const page = Number(fields.pageNumber ?? 0)
  const lines = world.linkedPayments
    .all()
    .filter((record) => record.partner === partner.name && record.phone === phone)
    .flatMap((record) => linesOf(record, { merchant: partner.merchantName, now: world.clock.now() }))
    .filter(({ at }) => at >= from && at <= to)
    .sort((a, b) => b.at - a.at)
  return { body: { detailData: lines.slice(page * size, (page + 1) * size).map(({ body }) => body) } }
}

/** At most a month, and not older than a year. Without a beginning, the last month. */
function readRange({ world, fields }: Call): { readonly from: number; readonly to: number } {
  const { fromDateTime, toDateTime } = fields
  const now = world.clock.now()
  const to = toDateTime === undefined ? now : parseJakarta(toDateTime)
  if (to === undefined) throw new Refusal('fieldFormat', 'toDateTime')
  const from = fromDateTime === undefined ? to - RANGE_MILLIS : parseJakarta(fromDateTime)
  const isAllowed = from !== undefined && from <= to && to - from <= RANGE_MILLIS && now - from <= AGE_MILLIS
  if (!isAllowed) throw new Refusal('fieldFormat', 'fromDateTime')
  // The end of the range is a whole second.
  return { from, to: to + 999 }
}

function linesOf(record: LinkedPaymentRecord, { merchant, now }: { merchant: string; now: number }): Line[] {
  const { state, madeAt, paidAt, payable, points, refunds } = snapshotLinked(record, now)
  const sources = [
    { source: 'POINTS', amount: points },
    { source: 'CASH', amount: payable - points },
  ].filter(({ amount }) => amount > 0)
  const payment = lineOf(paidAt ?? madeAt, {
    amount: moneyOf(payable),
    remark: merchant,
    status: WORDS[state],
    type: 'PAYMENT',
    sourceOfFunds: sources.map(({ source, amount }) => ({ source, amount: moneyOf(amount) })),
  })
  const back = refunds
    .filter(({ status }) => status !== '06')
    .map(({ at, amount, status, reason = merchant }) => {
      const word = status === '00' ? 'SUCCESS' : 'INIT'
      return lineOf(at, { amount: moneyOf(amount), remark: reason, status: word, type: 'REFUND' })
    })
  return [payment, ...back]
}

const lineOf = (at: number, body: object): Line => ({ at, body: { dateTime: formatJakarta(at), ...body } })
