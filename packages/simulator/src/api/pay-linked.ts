import { faultOf } from '../faults/fault-queue.ts'
import { fits } from '../faults/fault-table.ts'
import { MAGIC_AMOUNTS } from '../faults/magic-amounts.ts'
import { parseJakarta } from '../wire/jakarta-time.ts'
import { Refusal } from '../wire/response-code.ts'
import type { Fields } from './fields.ts'
import { type Call, checkMerchant, customerOf, type Handled } from './handler.ts'

/** How long a PIN page waits when validUpTo does not say. No source says. */
const PAGE_MILLIS = 10 * 60_000

/** payment-host-to-host: a page on which the customer types the PIN, or the money at once where OVO asks for none. */
export function payLinked(call: Call): Handled {
  const { world, partner, fields, origin } = call
  const { clock, linkedPayments, links } = world
  const { partnerReferenceNo = '', subTransactionType, validUpTo } = fields
  checkMerchant(call)
  if (world.dialect.linkedBodies === 'ovo-v3') {
    const missing = ['chargeToken', 'subTransactionType'].find((name) => fields[name] === undefined)
    if (missing !== undefined) throw new Refusal('mandatoryField', missing)
  }
  const { phone, status } = customerOf(call)
  const { amount, pointsUpTo } = readAmounts(fields)
  const before = linkedPayments.find(partner.name, partnerReferenceNo)
  if (before !== undefined) {
    const isSame = before.phone === phone && before.amount === amount && before.pointsUpTo === pointsUpTo
    throw new Refusal(isSame ? 'duplicateReference' : 'inconsistent')
  }
  if (status === 'inactive') throw new Refusal('accountInactive')
  if (links.isBlocked(phone)) throw new Refusal('accountBlocked')
  if (subTransactionType === 'AUTO' && !partner.pinless) throw new Refusal('notPermitted', 'A PIN is needed')
  const validUntil = validUpTo === undefined ? clock.now() + PAGE_MILLIS : parseJakarta(validUpTo)
  if (validUntil === undefined) throw new Refusal('fieldFormat', 'validUpTo')
  if (validUntil <= clock.now()) throw new Refusal('expired')
  const returnUrl = urlOf(fields, 'PAY_RETURN')
  const isAsking = !partner.pinless || subTransactionType === 'MANUAL'
  if (isAsking && returnUrl === undefined) throw new Refusal('mandatoryField', 'urlParams')

  const magic = MAGIC_AMOUNTS[amount]
  if (magic?.refuse !== undefined) throw new Refusal(magic.refuse)
  const asked = magic?.generate !== undefined && fits(magic.generate, 'linked.pay') ? magic.generate : undefined
  const fault = call.fault ?? (asked === undefined ? undefined : faultOf(asked))
  const payable = fault?.name === 'wrong-amount' ? amount + 1_000 : amount
  if (!linkedPayments.canPay({ phone, payable, pointsUpTo })) throw new Refusal('insufficientFunds')
  const record = linkedPayments.begin({
    partner: partner.name,
    partnerReferenceNo,
    phone,
    amount,
    payable,
    pointsUpTo,
    validUntil,
    fault,
    returnUrl: isAsking ? returnUrl : undefined,
    notifyUrl: urlOf(fields, 'PAY_NOTIFY'),
  })
  const { referenceNo, page } = record
  const further = page === undefined ? {} : { webRedirectUrl: `${origin}/paying/${page}` }
  return { body: { referenceNo, partnerReferenceNo, ...further }, fault: asked }
}

/** What is to be paid, and how much of it may come out of points. The parts have to make up the whole. */
function readAmounts(fields: Fields): { readonly amount: number; readonly pointsUpTo: number } {
  const parts = { CASH: 0, POINTS: 0 }
  const options = itemsOf(fields, 'payOptionDetails', 'payMethod')
  for (const { at, value } of options) parts[value as keyof typeof parts] += Number(fields[`${at}.transAmount.value`])
  const whole = fields['amount.value']
  if (whole === undefined && options.length === 0) throw new Refusal('mandatoryField', 'amount')
  const amount = whole === undefined ? parts.CASH + parts.POINTS : Number(whole)
  const isWhole = options.length === 0 || parts.CASH + parts.POINTS === amount
  if (amount === 0 || !isWhole) throw new Refusal('invalidAmount')
  return { amount, pointsUpTo: parts.POINTS }
}

function urlOf(fields: Fields, type: 'PAY_RETURN' | 'PAY_NOTIFY'): string | undefined {
  const found = itemsOf(fields, 'urlParams', 'type').find(({ value }) => value === type)
  const url = found && fields[`${found.at}.url`]
  if (url !== undefined && !URL.canParse(url)) throw new Refusal('fieldFormat', 'urlParams')
  return url
}

/** The items of a list that was sent, by one field of theirs. */
function itemsOf(fields: Fields, list: string, field: string): Array<{ readonly at: string; readonly value: string }> {
  const found: Array<{ at: string; value: string }> = []
  for (let index = 0; ; index++) {
    const at = `${list}.${index}`
    const value = fields[`${at}.${field}`]
    if (value === undefined) return found
    found.push({ at, value })
  }
}
