// What OVO has handed over, read by the names that `ovokit doctor` reads too. Nothing secret stands in this file.
import { readFileSync } from 'node:fs'

/** A setting, or what is in the file that NAME_FILE names. */
const read = (name) => {
  const file = process.env[`${name}_FILE`]
  return process.env[name] || (file ? readFileSync(file, 'utf8') : '')
}

const [snapUrl, pushUrl] = [read('OVO_BASE_URL'), read('OVO_PUSH_TO_PAY_BASE_URL')]
const isProduction = read('OVO_ENVIRONMENT') === 'production'

/** @type {Omit<import('@ovokit/core').OvoConfig, 'store'>} */
export const ovoConfig = {
  // The simulator's address; without one, OVO itself.
  environment: snapUrl || pushUrl ? { snap: snapUrl, pushToPay: pushUrl } : isProduction ? 'production' : 'staging',
  encryptionKey: read('OVO_ENCRYPTION_KEY'),
  merchants: {
    default: {
      snap: {
        clientId: read('OVO_CLIENT_ID'),
        clientSecret: read('OVO_CLIENT_SECRET'),
        privateKey: read('OVO_PRIVATE_KEY'),
        merchantId: read('OVO_MERCHANT_ID'),
        terminalId: read('OVO_TERMINAL_ID'),
        channelId: read('OVO_CHANNEL_ID'),
      },
      ...(read('OVO_PUSH_TO_PAY_APP_ID') && {
        pushToPay: {
          appId: read('OVO_PUSH_TO_PAY_APP_ID'),
          appKey: read('OVO_PUSH_TO_PAY_APP_KEY'),
          merchantId: read('OVO_PUSH_TO_PAY_MERCHANT_ID'),
          storeCode: read('OVO_PUSH_TO_PAY_STORE_CODE'),
          terminalId: read('OVO_PUSH_TO_PAY_TERMINAL_ID'),
          mid: read('OVO_PUSH_TO_PAY_MID'),
        },
      }),
    },
  },
}
