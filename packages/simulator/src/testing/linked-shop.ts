import { createHash, createHmac, createPrivateKey, sign } from 'node:crypto'
import type { Simulator } from '../simulator-api.ts'
import { Shop } from './shop.ts'

interface Body extends Record<string, unknown> {
  readonly responseCode?: string
  readonly status?: string
  readonly accessToken?: string
  readonly refreshToken?: string
  readonly linkageToken?: string
  readonly redirectUrl?: string
  readonly webRedirectUrl?: string
  readonly referenceNo?: string
  readonly refundNo?: string
  readonly latestTransactionStatus?: string
  readonly refundHistory?: ReadonlyArray<Record<string, unknown>>
}

export interface LinkedAnswer {
  /** 0 when the connection was cut. */
  readonly status: number
  readonly code: string
  readonly body: Body
  readonly raw: string
}

interface Sent {
  /** None: GET. */
  readonly body?: object
  /** Symmetric under it; none: RSA, of the kind that the path wants. */
  readonly token?: string
  /** An empty one is left out. */
  readonly headers?: Readonly<Record<string, string>>
}

const ACCOUNT = '/OVOSNAP/v2.0/oauth/account/registration-account'
const TOKEN = '/OVOSNAP/v2.0/access-token/b2b2c'
let serial = Date.now()

export const money = (rupiah: number): { value: string; currency: string } => ({
  value: `${rupiah}.00`,
  currency: 'IDR',
})

/** A bare merchant of the linked wallet for the tests: signs with its own few lines, and walks OVO's pages by HTTP. */
export class LinkedShop {
  readonly sim: Simulator
  readonly phone: string
  readonly partner: ReturnType<Simulator['partner']>
  /** The customer's token, once linked. */
  token = ''
  refreshToken = ''
  readonly returnUrl = 'https://shop.example/back?linkState=S'

  constructor(sim: Simulator, { phone, partner }: { phone: string; partner?: string }) {
    this.sim = sim
    this.phone = phone
    this.partner = sim.partner(partner)
  }

  timestamp(): string {
    const local = new Date(this.sim.clock.now() + 25_200_000).toISOString()
    return `${local.slice(0, 10).replaceAll('-', '')}T${local.slice(11, 23)}+07:00`
  }

  async call(path: string, { body, token, headers }: Sent = {}): Promise<LinkedAnswer> {
    const { clientId, clientSecret, privateKey, channelId } = this.partner
    const timestamp = this.timestamp()
    const method = body === undefined ? 'GET' : 'POST'
    const raw = body === undefined ? '' : JSON.stringify(body)
    const hash = createHash('sha256').update(raw).digest('hex')
    const rsa = (text: string): string =>
      sign('sha256', Buffer.from(text), createPrivateKey(privateKey)).toString('base64')
    const isToken = path === TOKEN
    const signature =
      isToken || path.endsWith('-binding')
        ? rsa(isToken ? `${clientId}|${timestamp}` : `${method}:${path}:${hash}:${timestamp}`)
        : createHmac('sha512', clientSecret).update(`${method}:${path}:${token}:${hash}:${timestamp}`).digest('base64')
    const all = {
      'Content-Type': 'application/json',
      'X-TIMESTAMP': timestamp,
      'X-SIGNATURE': signature,
      'X-DEVICE-ID': 'device-1',
      [isToken ? 'X-CLIENT-KEY' : 'X-PARTNER-ID']: clientId,
      'X-EXTERNAL-ID': `L${serial++}`,
      'CHANNEL-ID': channelId,
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...headers,
    }
    const sent = Object.entries(all).filter(([, value]) => value !== '')
    try {
      const answer = await fetch(this.sim.url + path, {
        method,
        headers: sent,
        ...(body === undefined ? {} : { body: raw }),
      })
      const text = await answer.text()
      const parsed = parse(text)
      return { status: answer.status, code: parsed.responseCode ?? '', body: parsed, raw: text }
    } catch {
      return { status: 0, code: '', body: {}, raw: '' }
    }
  }

  async lookUp(phone: string = this.phone): Promise<string | undefined> {
    const shop = new Shop(this.sim, this.partner.name)
    await shop.login()
    return (await this.call(`/user/v2/account/lookup?phone=${phone}`, { token: shop.token })).body.status
  }

  bind(phoneNo: string = this.phone, headers: Sent['headers'] = {}): Promise<LinkedAnswer> {
    const { merchantId } = this.partner
    const body = { merchantId, phoneNo, redirectUrl: this.returnUrl, additionalInfo: { state: 'S' } }
    return this.call(`${ACCOUNT}-binding`, { body, headers })
  }

  unbind(token: string = this.token): Promise<LinkedAnswer> {
    return this.call(`${ACCOUNT}-unbinding`, { body: { merchantId: this.partner.merchantId }, token })
  }

  exchange(authCode: string, token: string): Promise<LinkedAnswer> {
    return this.call(TOKEN, { body: { grantType: 'authorization_code', authCode }, token })
  }

  refresh(refreshToken: string = this.refreshToken, grantType = 'refresh_token'): Promise<LinkedAnswer> {
    return this.call(TOKEN, { body: { grantType, refreshToken } })
  }

  balance(token: string = this.token): Promise<LinkedAnswer> {
    return this.call('/OVOSNAP/v2.0/balance-inquiry', { body: {}, token })
  }

  /** Binds, walks the pages, and exchanges the code. */
  async link(): Promise<this> {
    const { body } = await this.bind()
    const result = await this.sim.approveLink({ page: body.redirectUrl ?? '' })
    const back = new URL(result.ok ? result.returnUrl : 'https://nowhere.example')
    const issued = await this.exchange(back.searchParams.get('authCode') ?? '', body.linkageToken ?? '')
    if (issued.code !== '2007400') throw new Error(`the account was not linked: ${issued.raw}`)
    this.token = issued.body.accessToken ?? ''
    this.refreshToken = issued.body.refreshToken ?? ''
    return this
  }

  order(amount: number, changes: object = {}): Record<string, unknown> {
    return {
      partnerReferenceNo: `LP${serial++}`,
      merchantId: this.partner.merchantId,
      amount: money(amount),
      urlParams: [{ url: 'https://shop.example/paid', type: 'PAY_RETURN', isDeeplink: 'N' }],
      payOptionDetails: [{ payMethod: 'CASH', payOption: 'OVO', transAmount: money(amount) }],
      ...changes,
    }
  }

  pay(order: object, { token = this.token, headers = {} }: Partial<Sent> = {}): Promise<LinkedAnswer> {
    return this.call('/OVOSNAP/v2.0/debit/payment-host-to-host', { body: order, token, headers })
  }

  /** Pays, PIN included, and says under which number. */
  async paid(amount: number, changes: object = {}): Promise<string> {
    const order = this.order(amount, changes)
    const { body } = await this.pay(order)
    if (body.webRedirectUrl !== undefined) await this.sim.approveLinked({ page: body.webRedirectUrl })
    return String(order.partnerReferenceNo)
  }

  query(originalPartnerReferenceNo: string, token: string = this.token): Promise<LinkedAnswer> {
    const body = { originalPartnerReferenceNo, serviceCode: '54', merchantId: this.partner.merchantId }
    return this.call('/OVOSNAP/v2.0/debit/status', { body, token })
  }

  refund(
    originalPartnerReferenceNo: string,
    { amount, number, token = this.token }: { amount?: number; number: string; token?: string },
  ): Promise<LinkedAnswer> {
    const refundAmount = amount === undefined ? {} : { refundAmount: money(amount) }
    const body = { originalPartnerReferenceNo, partnerRefundNo: number, reason: 'returned', ...refundAmount }
    return this.call('/OVOSNAP/v2.0/debit/refund', { body, token })
  }

  history(range: object = {}, token: string = this.token): Promise<LinkedAnswer> {
    return this.call('/OVOSNAP/v2.0/transaction-history-list', { body: range, token })
  }
}

/** A page of OVO's, as a browser without scripts would use it. */
export const browse = async (url: string): Promise<string> => (await fetch(url)).text()
export const submit = async (url: string, form: Record<string, string>): Promise<string> =>
  (await fetch(url, { method: 'POST', body: new URLSearchParams(form) })).text()
/** Where the link of an ended page leads. */
export function wayBackOf(html: string): URL {
  const href = /href="(https?:[^"]+)"/.exec(html)?.[1] ?? ''
  return new URL(href.replaceAll('&amp;', '&').replaceAll('&quot;', '"'))
}

function parse(raw: string): Body {
  try {
    return JSON.parse(raw) as Body
  } catch {
    return {}
  }
}
