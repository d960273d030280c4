import type { HttpResult, Transport } from '@ovokit/core'
import { canaryCustomer } from './canaries.ts'

const { phone, pin, name } = canaryCustomer

/** What OVO might put into an answer one day, documented or not: everything about the customer, in every place. */
export const personalData = {
  customerName: name,
  customerNumber: phone,
  customerId: phone,
  payerName: name,
  payerPhoneNumber: `+62${phone.slice(1)}`,
  issuerName: 'OVO',
  accountName: name,
  holderName: name,
  msisdn: Number(`62${phone.slice(1)}`),
  additionalInfo: {
    fullName: name,
    pin,
    customer: { name, phone: { value: phone, verified: true } },
    list: [{ customerName: name }, [{ mobileNumber: phone }], `call ${phone} or +62${phone.slice(1)}`],
    deep: { a: { b: { c: { d: { e: { f: { g: { h: { name, phone } } } } } } } } },
    number: Number(phone),
    note: `62${phone.slice(1)} has paid`,
    [phone]: 'a key',
  },
} as const

/** An OVO that tells far more than it was asked, in every answer, its message and its headers. */
export function talkative(transport: Transport): Transport {
  return async (request, options) => {
    const result = await transport(request, options)
    return result.kind === 'answered' ? embellish(result) : result
  }
}

function embellish(answer: HttpResult & { kind: 'answered' }): HttpResult {
  const body = JSON.parse(new TextDecoder().decode(answer.body)) as Record<string, unknown>
  const responseMessage = `${String(body.responseMessage)} for ${phone}`
  return {
    ...answer,
    headers: { ...answer.headers, 'set-cookie': `session=${name}-${phone}` },
    body: new TextEncoder().encode(JSON.stringify({ ...body, ...personalData, responseMessage })),
  }
}
