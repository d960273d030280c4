import type { RawRequest } from '../api/authenticate.ts'
import { PosRefusal } from '../wire/pos-code.ts'
import { isPosSignature, posStringToSign } from '../wire/pos-signature.ts'
import type { PartnerRecord } from '../world/partners.ts'
import type { World } from '../world/world.ts'

const SKEW_MILLIS = 5 * 60 * 1000

/** Checks the headers of a Push To Pay request and says which partner sent it. Whatever does not fit is a 63. */
export function authenticatePos({ clock, dialect, partners }: World, request: RawRequest): PartnerRecord {
  const header = (name: string): string => String(request.headers[name] ?? '')
  if (!/^application\/json\s*(;.*)?$/i.test(header('content-type'))) {
    throw new PosRefusal('30', 'Content-Type must be application/json')
  }
  const [appId, random, hmac] = [header('app-id'), header('random'), header('hmac')]
  const partner = partners.byAppId(appId)
  if (partner === undefined) throw new PosRefusal('63', 'app-id is unknown')
  if (!/^\d{10}$/.test(random)) throw new PosRefusal('63', 'random must be Unix seconds, 10 digits')
  if (Math.abs(Number(random) * 1000 - clock.now()) > SKEW_MILLIS) {
    throw new PosRefusal('63', 'random is more than 5 minutes from the clock')
  }
  const stringToSign = posStringToSign({ appId, random, body: request.body }, dialect.pushSignedContent)
  if (!isPosSignature(hmac, { stringToSign, appKey: partner.pushToPay.appKey })) {
    throw new PosRefusal('63', 'hmac does not fit')
  }
  return partner
}
