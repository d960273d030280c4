import type { Partner } from './world/partners.ts'

export interface StartReport {
  readonly url: string
  readonly partner: Partner
  readonly ovoPublicKey: string
}

/** What the command line prints once it listens: where, the phone, and a ready set of credentials. */
export function writeReport(report: StartReport, { asJson }: { asJson: boolean }): string {
  const phone = `${report.url}/phone`
  const env = partnerEnv(report)
  if (asJson) return `${JSON.stringify({ url: report.url, phone, env })}\n`
  const lines = Object.entries(env).map(([name, value]) => `${name}="${value.replaceAll('\n', '\\n')}"`)
  return `OVO simulator  ${report.url}\nPhone          ${phone}\n\n${lines.join('\n')}\n\n`
}

/** The credentials as a shop's `.env` has them, by the names of `ovokit`. */
export function partnerEnv({ url, partner, ovoPublicKey }: StartReport): Record<string, string> {
  return {
    OVO_BASE_URL: url,
    OVO_CLIENT_ID: partner.clientId,
    OVO_CLIENT_SECRET: partner.clientSecret,
    OVO_MERCHANT_ID: partner.merchantId,
    OVO_TERMINAL_ID: partner.terminalId,
    OVO_CHANNEL_ID: partner.channelId,
    OVO_PRIVATE_KEY: partner.privateKey.trim(),
    OVO_PUBLIC_KEY: ovoPublicKey.trim(),
    OVO_PUSH_TO_PAY_BASE_URL: url,
    OVO_PUSH_TO_PAY_APP_ID: partner.pushToPay.appId,
    OVO_PUSH_TO_PAY_APP_KEY: partner.pushToPay.appKey,
    OVO_PUSH_TO_PAY_MERCHANT_ID: partner.pushToPay.merchantId,
    OVO_PUSH_TO_PAY_STORE_CODE: partner.pushToPay.storeCode,
    OVO_PUSH_TO_PAY_TERMINAL_ID: partner.pushToPay.terminalId,
    OVO_PUSH_TO_PAY_MID: partner.pushToPay.mid,
  }
}
