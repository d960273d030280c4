import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * The very functions with which other Indonesian SDKs sign and verify. They are CommonJS without types of their own, so
 * what is used of them is written down here.
 */
interface Midtrans {
  readonly SnapBi: {
    getSymmetricSignatureHmacSh512(
      accessToken: string,
      body: object,
      method: string,
      path: string,
      clientSecret: string,
      timestamp: string,
    ): string
    getAsymmetricSignatureSha256WithRsa(clientId: string, timestamp: string, privateKey: string): string
    notification(): MidtransNotification
  }
  readonly SnapBiConfig: { snapBiPublicKey: string }
}

interface MidtransNotification {
  withNotificationPayload(payload: object): this
  withNotificationUrlPath(path: string): this
  withSignature(signature: string): this
  withTimeStamp(timestamp: string): this
  isWebhookNotificationVerified(): boolean
}

/** Not exported by the package: its own controllers load it from this file. */
interface DokuTokenService {
  generateSignature(privateKey: string, clientId: string, timestamp: string): string
  generateSymmetricSignature(
    method: string,
    path: string,
    accessToken: string,
    body: object,
    timestamp: string,
    clientSecret: string,
  ): string
  compareSignaturesSymmetric(given: string, expected: string): boolean
}

interface DanaRuntime {
  readonly DanaSignatureUtil: {
    generateSnapApplyTokenScenarioSignature(partnerId: string, privateKey: string, timestamp: string): string
  }
}

interface DanaWebhook {
  readonly WebhookParser: new (
    publicKey: string,
  ) => {
    parseWebhook(method: string, path: string, headers: Readonly<Record<string, string>>, body: string): unknown
  }
}

const require = createRequire(import.meta.url)
const doku = dirname(require.resolve('doku-nodejs-library'))

export const midtrans = require('midtrans-client') as Midtrans
export const dokuTokens = require(join(doku, '_services/tokenService.js')) as DokuTokenService
export const danaRuntime = require('dana-node/runtime') as DanaRuntime
export const danaWebhook = require('dana-node/webhook/v1') as DanaWebhook
