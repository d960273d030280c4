import { Refusal } from '../wire/response-code.ts'
import type { Customer } from '../world/customers.ts'
import { TOP_UP_TERMS } from '../world/top-ups.ts'
import { type Call, type Handled, moneyOf } from './handler.ts'

/** account-inquiry: whom a top-up would reach, what it costs, what is allowed. */
export function inquireTopUp(call: Call): Handled {
  const { world, partner, fields } = call
  const { partnerReferenceNo = '' } = fields
  const customer = reachable(call)
  const amount = Number(fields['amount.value'])
  const { sessionId } = world.topUps.inquire({
    partner: partner.name,
    partnerReferenceNo,
    phone: customer.phone,
    amount,
  })
  const { min, max, monthly, fee } = TOP_UP_TERMS
  return {
    body: {
      referenceNo: sessionId,
      partnerReferenceNo,
      sessionId,
      customerNumber: maskNumber(customer.phone),
      customerName: maskName(customer.name),
      [world.dialect.topUpMonthlyLimit]: String(monthly),
      minAmount: moneyOf(min),
      maxAmount: moneyOf(max),
      amount: moneyOf(amount),
      feeAmount: moneyOf(fee),
      feeType: 'Admin fee',
      additionalInfo: {
        preInquiryFlag: fields['additionalInfo.preInquiryFlag'],
        senderInstitutionID: fields['additionalInfo.senderInstitutionID'],
      },
    },
  }
}

/** The customer behind a number, if money can reach her. */
export function reachable({ world, fields }: Call): Customer {
  const customer = world.customers.find(fields.customerNumber ?? '')
  if (customer === undefined) throw new Refusal('accountNotFound')
  if (customer.status === 'inactive') throw new Refusal('accountInactive')
  return customer
}

/** `081200000001` becomes `XXXXXXXX0001`. */
export const maskNumber = (phone: string): string => phone.slice(0, -4).replaceAll(/\d/g, 'X') + phone.slice(-4)

/** `Customer Name` becomes `C**tomer N**e`. */
const maskName = (name: string): string =>
  name
    .split(' ')
    .map((word) => `${word.slice(0, 1)}**${word.slice(3)}`)
    .join(' ')
