import { createHash, createHmac, createPrivateKey, sign } from 'node:crypto'
import type { Simulator } from '../simulator-api.ts'

/** What came back; `status` is 0 when the connection was cut. */
export interface ShopAnswer {
  readonly status: number
  readonly code: string
  readonly body: Record<string, string>
  readonly raw: string
  readonly headers: Headers
}

interface CallChanges {
  readonly headers?: Record<string, string | undefined>
  readonly raw?: string
  readonly method?: string
}

let serial = Date.now()

/** A bare merchant for the tests: signs with its own few lines, and lets a test spoil any part of a request. */
export class Shop {
  token = ''
  readonly sim: Simulator
  readonly partner: ReturnType<Simulator['partner']>

  constructor(sim: Simulator, partner?: string) {
    this.sim = sim
    this.partner = sim.partner(partner)
  }

  timestamp(): string {
    return `${new Date(this.sim.clock.now() + 25_200_000).toISOString().slice(0, 19)}+07:00`
  }

  async login(changes: CallChanges = {}): Promise<ShopAnswer> {
    const timestamp = changes.headers?.['X-TIMESTAMP'] ?? this.timestamp()
    const { clientId, privateKey } = this.partner
    const signature = sign('sha256', Buffer.from(`${clientId}|${timestamp}`), createPrivateKey(privateKey))
    const headers = {
      'Content-Type': 'application/json',
      'X-TIMESTAMP': timestamp,
      'X-CLIENT-KEY': clientId,
      'X-SIGNATURE': signature.toString('base64'),
      ...changes.headers,
    }
    const raw = changes.raw ?? '{"grantType":"client_credentials"}'
    const answer = await this.post('/OVOSNAP/v1.0/access-token/b2b', headers, raw, changes.method)
    if (answer.body.accessToken !== undefined) this.token = answer.body.accessToken
    return answer
  }

  async call(api: 'generate' | 'query' | 'refund', body: object, changes: CallChanges = {}): Promise<ShopAnswer> {
    if (this.token === '') await this.login()
    const path = `/OVOSNAP/v1.0/qr/qr-mpm-${api}`
    const raw = changes.raw ?? JSON.stringify(body)
    const timestamp = changes.headers?.['X-TIMESTAMP'] ?? this.timestamp()
    const hash = createHash('sha256').update(raw).digest('hex')
    const signature = createHmac('sha512', this.partner.clientSecret)
      .update(`POST:${path}:${this.token}:${hash}:${timestamp}`)
      .digest('base64')
    const headers = {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${this.token}`,
      'X-TIMESTAMP': timestamp,
      'X-SIGNATURE': signature,
      'X-PARTNER-ID': this.partner.clientId,
      'X-EXTERNAL-ID': String(serial++),
      'CHANNEL-ID': this.partner.channelId,
      ...changes.headers,
    }
    return this.post(path, headers, raw, changes.method)
  }

  generate(amount: number, partnerReferenceNo: string = this.number()): Promise<ShopAnswer> {
    return this.call('generate', this.order(amount, partnerReferenceNo))
  }

  order(amount: number, partnerReferenceNo: string = this.number()): Record<string, unknown> {
    const { merchantId, terminalId } = this.partner
    return { partnerReferenceNo, amount: { value: `${amount}.00`, currency: 'IDR' }, merchantId, terminalId }
  }

  query(originalPartnerReferenceNo: string): Promise<ShopAnswer> {
    return this.call('query', { originalPartnerReferenceNo, serviceCode: '47' })
  }

  refund(originalPartnerReferenceNo: string, amount: number, partnerRefundNo: string): Promise<ShopAnswer> {
    const refundAmount = { value: `${amount}.00`, currency: 'IDR' }
    return this.call('refund', { originalPartnerReferenceNo, partnerRefundNo, refundAmount, reason: 'test' })
  }

  number(): string {
    return String(serial++).slice(-12).padStart(12, '0')
  }

  private async post(
    path: string,
    headers: Record<string, string | undefined>,
    body: string,
    method = 'POST',
  ): Promise<ShopAnswer> {
    const sent = Object.entries(headers).filter((pair): pair is [string, string] => pair[1] !== undefined)
    try {
      const init = { method, headers: sent, ...(method === 'GET' ? {} : { body }) }
      const answer = await fetch(this.sim.url + path, init)
      const raw = await answer.text()
      const parsed = parse(raw)
      return { status: answer.status, code: parsed.responseCode ?? '', body: parsed, raw, headers: answer.headers }
    } catch {
      return { status: 0, code: '', body: {}, raw: '', headers: new Headers() }
    }
  }
}

function parse(raw: string): Record<string, string> {
  try {
    return JSON.parse(raw) as Record<string, string>
  } catch {
    return {}
  }
}
