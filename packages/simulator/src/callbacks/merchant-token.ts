import type { SimulatorDialect } from '../dialect.ts'
import { formatJakarta } from '../wire/jakarta-time.ts'
import { signAsymmetric, tokenStringToSign } from '../wire/signature.ts'
import { keyPairOf } from '../world/key-pairs.ts'
import type { PartnerRecord } from '../world/partners.ts'
import { post } from './post.ts'

/** Asks the merchant's own token endpoint for a token, signing with OVO's private key. Throws when there is none. */
export async function fetchMerchantToken({
  partner,
  now,
  dialect,
}: {
  partner: PartnerRecord
  now: number
  dialect: SimulatorDialect
}): Promise<string> {
  const url = partner.tokenUrl
  if (url === undefined) {
    throw new Error(`dialect.callbackToken is 'issued' but partner ${partner.name} has no tokenUrl; set one`)
  }
  const timestamp = formatJakarta(now, dialect.timestamp)
  const stringToSign = tokenStringToSign({ clientId: partner.clientId, timestamp })
  const answer = await post({
    url,
    headers: {
      'Content-Type': 'application/json',
      'X-TIMESTAMP': timestamp,
      'X-CLIENT-KEY': partner.clientId,
      'X-SIGNATURE': signAsymmetric(stringToSign, keyPairOf('OVO').privateKey, dialect.signatureEncoding),
    },
    body: JSON.stringify({ grantType: 'client_credentials' }),
  })
  const token = accessToken(answer.body)
  if (answer.status !== 200 || token === undefined) {
    throw new Error(`the merchant's token endpoint answered HTTP ${answer.status} without an accessToken`)
  }
  return token
}

function accessToken(body: string): string | undefined {
  try {
    const { accessToken: token } = JSON.parse(body) as { accessToken?: unknown }
    return typeof token === 'string' && token !== '' ? token : undefined
  } catch {
    return undefined
  }
}
