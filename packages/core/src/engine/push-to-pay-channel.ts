import type { Sealer } from '../crypto/seal.ts'
import type { PushToPayCall } from '../push-to-pay/call.ts'
import { pushToPayOperations } from '../push-to-pay/operations.ts'
import { buildPushToPayRequest } from '../push-to-pay/request.ts'
import type { HttpResult } from '../values/http.ts'
import type { MerchantInvoice } from '../values/merchant-invoice.ts'
import { type PhoneNumber, phoneNumber } from '../values/phone-number.ts'
import type { ExchangeLog } from './exchange-log.ts'
import type { Merchants } from './merchants.ts'
import type { Ports } from './ports.ts'
import type { Channel } from './sender.ts'
import type { Store } from './store.ts'

/** Binds a sealed number to the one push that it belongs to; its void opens it by the same name. */
export const phoneContext = (merchant: string, invoice: MerchantInvoice): string => `phone:${merchant}:${invoice}`

/** Calls to `/pos`: no token, a key for all of them, and the customer's number opened only here. */
export function createPushToPayChannel(deps: {
  store: Store
  sealer: Sealer
  log: ExchangeLog
  ports: Ports
  merchants: Merchants
}): Channel<PushToPayCall, HttpResult> {
  const { store, sealer, log, ports } = deps

  function phoneOf({ fields, sealedPhone, operation }: PushToPayCall, merchant: string): PhoneNumber | undefined {
    if (fields.phone !== undefined || sealedPhone === undefined || fields.transaction === undefined) return fields.phone
    const context = phoneContext(merchant, fields.transaction.merchantInvoice)
    try {
      return phoneNumber(new TextDecoder().decode(sealer.open({ sealed: sealedPhone, context })))
    } catch (error) {
      // A reversal names its push by the numbers: it must go out even when the key to the phone is lost.
      if (pushToPayOperations[operation].phone === 'dialect') return undefined
      throw error
    }
  }

  return {
    prepare: async ({ call, merchant: name, recordId }) => {
      const { baseUrl, credentials, dialect } = deps.merchants.pushToPay(name)
      const { operation, answerBy } = call
      const phone = phoneOf(call, name)
      const fields = { ...call.fields, ...(phone === undefined ? {} : { phone }) }
      const request = buildPushToPayRequest({
        operation,
        credentials,
        baseUrl,
        fields,
        now: store.now(),
        // Without the number the other reading is worth more than no reversal at all.
        dialect: phone === undefined ? { ...dialect, reversalPhone: 'omitted' } : dialect,
      })
      const exchange = log.begin({
        direction: 'out',
        merchant: name,
        recordId,
        request,
        operation: `push-to-pay.${operation}`,
      })
      return {
        exchange,
        send: async () => {
          const { timeoutMillis: longest } = pushToPayOperations[operation]
          const left = (answerBy ?? 0) - store.now()
          const timeoutMillis = left > 0 ? Math.min(longest, left) : longest
          const result = await ports.transport(request, { timeoutMillis, waits: operation === 'push' })
          return { result, exchangeEnd: exchange.end(result) }
        },
      }
    },
  }
}
