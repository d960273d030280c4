import { createHash, type KeyObject } from 'node:crypto'
import { keyPairOf, privatePem, readPublicKey } from './key-pairs.ts'
import { makePushToPayCredentials, type PushToPayCredentials } from './push-to-pay-credentials.ts'

/** A merchant to register. Whatever is left out gets a made-up, stable value. */
export interface PartnerInput {
  /** @default 'default' */
  readonly name?: string
  readonly clientId?: string
  readonly clientSecret?: string
  readonly merchantId?: string
  readonly terminalId?: string
  /** At most five characters. */
  readonly channelId?: string
  /** PEM of the merchant's signing key, or `'generate'` to have the simulator make the pair. @default 'generate' */
  readonly publicKey?: string | 'generate'
  readonly callbackUrl?: string
  /** Where notifications of linked payments go that name no PAY_NOTIFY address of their own. */
  readonly linkedCallbackUrl?: string
  readonly tokenUrl?: string
  /** OVO lets this merchant take linked payments without a PIN; it asks for one all the same when told MANUAL. */
  readonly pinless?: boolean
  /** How much of linked payments may go back on one Jakarta day, in whole rupiah. @default no limit */
  readonly dailyRefundLimit?: number
  /** Printed in the QR, at most 25 characters. */
  readonly merchantName?: string
  readonly pushToPay?: Partial<PushToPayCredentials>
}

/** A registered merchant: the credentials OVO would hand over. */
export interface Partner {
  readonly name: string
  readonly clientId: string
  readonly clientSecret: string
  readonly merchantId: string
  readonly terminalId: string
  readonly channelId: string
  readonly merchantName: string
  readonly pushToPay: PushToPayCredentials
  /** PKCS#8 PEM when the simulator made the pair; empty when the merchant registered a public key of its own. */
  readonly privateKey: string
  readonly pinless: boolean
  readonly dailyRefundLimit: number | undefined
  readonly callbackUrl: string | undefined
  readonly linkedCallbackUrl: string | undefined
  readonly tokenUrl: string | undefined
  setCallbackUrl(url?: string): void
  setLinkedCallbackUrl(url?: string): void
  setTokenUrl(url?: string): void
}

/** A partner together with the key its token requests are verified with. */
export class PartnerRecord implements Partner {
  readonly name: string
  readonly clientId: string
  readonly clientSecret: string
  readonly merchantId: string
  readonly terminalId: string
  readonly channelId: string
  readonly merchantName: string
  readonly pushToPay: PushToPayCredentials
  readonly pinless: boolean
  readonly dailyRefundLimit: number | undefined
  privateKey = ''
  callbackUrl: string | undefined
  linkedCallbackUrl: string | undefined
  tokenUrl: string | undefined
  #publicKey: KeyObject

  constructor(input: PartnerInput, ordinal: number) {
    const suffix = ordinal === 1 ? '' : String(ordinal)
    this.name = text('name', input.name ?? 'default', 64)
    this.clientId = text('clientId', input.clientId ?? `tokosimulasi${suffix}`, 36)
    this.clientSecret = text('clientSecret', input.clientSecret ?? madeUpSecret(this.clientId), 512)
    this.merchantId = text('merchantId', input.merchantId ?? `SIM${String(ordinal).padStart(7, '0')}`, 64)
    this.terminalId = text('terminalId', input.terminalId ?? `T${String(ordinal).padStart(7, '0')}`, 16)
    this.channelId = text('channelId', input.channelId ?? '95221', 5)
    this.merchantName = text('merchantName', input.merchantName ?? 'TOKO SIMULASI', 25)
    this.pushToPay = makePushToPayCredentials(input.pushToPay ?? {}, ordinal)
    this.#publicKey = this.setPublicKey(input.publicKey ?? 'generate')
    this.pinless = input.pinless ?? false
    this.dailyRefundLimit = input.dailyRefundLimit
    const isLimit = this.dailyRefundLimit === undefined || Number.isSafeInteger(this.dailyRefundLimit)
    if (!isLimit) throw new TypeError('partner dailyRefundLimit must be whole rupiah')
    this.setCallbackUrl(input.callbackUrl)
    this.setLinkedCallbackUrl(input.linkedCallbackUrl)
    this.setTokenUrl(input.tokenUrl)
  }

  get publicKey(): KeyObject {
    return this.#publicKey
  }

  setPublicKey(publicKey: string): KeyObject {
    if (publicKey === 'generate') {
      const pair = keyPairOf(`partner ${this.name}`)
      this.privateKey = privatePem(pair.privateKey)
      this.#publicKey = pair.publicKey
    } else {
      this.#publicKey = readPublicKey(publicKey)
      this.privateKey = ''
    }
    return this.#publicKey
  }

  setCallbackUrl(url?: string): void {
    this.callbackUrl = httpUrl('callbackUrl', url)
  }

  setLinkedCallbackUrl(url?: string): void {
    this.linkedCallbackUrl = httpUrl('linkedCallbackUrl', url)
  }

  setTokenUrl(url?: string): void {
    this.tokenUrl = httpUrl('tokenUrl', url)
  }
}

/** The merchants this OVO knows. */
export class Partners {
  readonly #byName = new Map<string, PartnerRecord>()

  add(input: PartnerInput): PartnerRecord {
    const partner = new PartnerRecord(input, this.#byName.size + 1)
    if (this.#byName.has(partner.name)) {
      throw new TypeError(`a partner named ${partner.name} exists already; give the new one another name`)
    }
    if (this.byClientId(partner.clientId) !== undefined) {
      throw new TypeError(`clientId ${partner.clientId} belongs to another partner; give the new one another clientId`)
    }
    const { appId } = partner.pushToPay
    if (this.byAppId(appId) !== undefined) {
      throw new TypeError(`pushToPay.appId ${appId} belongs to another partner; give the new one another appId`)
    }
    this.#byName.set(partner.name, partner)
    return partner
  }

  /** The partner of a name; the first one registered when no name is given. */
  get(name?: string): PartnerRecord {
    const [first] = this.#byName.values()
    const partner = name === undefined ? (this.#byName.get('default') ?? first) : this.#byName.get(name)
    if (partner === undefined) {
      throw new TypeError(`no partner named ${name}; the names are ${[...this.#byName.keys()].join(', ')}`)
    }
    return partner
  }

  has(name: string): boolean {
    return this.#byName.has(name)
  }

  byClientId(clientId: string): PartnerRecord | undefined {
    return this.all().find((partner) => partner.clientId === clientId)
  }

  byAppId(appId: string): PartnerRecord | undefined {
    return this.all().find((partner) => partner.pushToPay.appId === appId)
  }

  all(): readonly PartnerRecord[] {
    return [...this.#byName.values()]
  }
}

function madeUpSecret(clientId: string): string {
  return createHash('sha256').update(`a secret of the simulator for ${clientId}`).digest('hex')
}

function text(field: string, value: string, maxLength: number): string {
  if (typeof value !== 'string' || value.length < 1 || value.length > maxLength) {
    throw new TypeError(`partner ${field} must be text of 1 to ${maxLength} characters`)
  }
  return value
}

function httpUrl(field: string, url: string | undefined): string | undefined {
  if (url === undefined || url === '') return undefined
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new TypeError(`${field} must be a full http or https address, for example http://127.0.0.1:3000/ovo/notify`)
  }
  return url
}
