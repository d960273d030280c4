export type { ShopperText } from '../errors/shopper-text.ts'
export { maskPhone, type PhoneNumber, phoneNumber } from '../values/phone-number.ts'
export { defaultPushToPayDialect, type PushToPayDialect, pushToPayHosts, resolvePushToPayDialect } from './dialect.ts'
export { pushToPayHmac } from './hmac.ts'
export { type PushToPayOperation, type PushToPayRow, pushToPayOperations } from './operations.ts'
export {
  noAnswerText,
  type PushToPayClass,
  type PushToPayCode,
  pushToPayCodes,
  readPushToPayCode,
} from './response-codes.ts'
export { pushToPayStringToSign } from './string-to-sign.ts'
