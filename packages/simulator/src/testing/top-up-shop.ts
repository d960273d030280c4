import { createHash, createHmac } from 'node:crypto'
import type { Simulator } from '../simulator-api.ts'
import { Shop } from './shop.ts'

const APIS = {
  inquiry: ['POST', '/OVOSNAP/v2.0/emoney/account-inquiry'],
  transfer: ['POST', '/OVOSNAP/v2.0/emoney/topup'],
  status: ['POST', '/OVOSNAP/v2.0/emoney/topup-status'],
  balance: ['GET', '/cashin/snap/v2.0/merchant/account/balance'],
} as const

export interface TopUpOrder {
  readonly partnerReferenceNo: string
  readonly customerNumber: string
  readonly amount: number
  readonly sessionId?: string
}

/** What came back; `status` is 0 when the connection was cut. */
export interface TopUpAnswer {
  readonly status: number
  readonly code: string
  readonly body: Record<string, unknown>
}

let serial = 900_000_000_000

/** A bare partner that tops customers up, with its own few lines of signing: milliseconds and hex. */
export class TopUpShop {
  readonly #sim: Simulator
  readonly #shop: Shop

  constructor(sim: Simulator) {
    this.#sim = sim
    this.#shop = new Shop(sim)
  }

  order(amount: number, customerNumber = '081200000001'): TopUpOrder {
    return { partnerReferenceNo: String(serial++), customerNumber, amount }
  }

  inquire(order: TopUpOrder, changes: object = {}): Promise<TopUpAnswer> {
    return this.call('inquiry', { ...wire(order), ...changes })
  }

  transfer(order: TopUpOrder, changes: object = {}): Promise<TopUpAnswer> {
    const { sessionId } = order
    return this.call('transfer', { ...wire(order), feeAmount: idr(1_000), sessionId, ...changes })
  }

  /** An inquiry, and the transfer of what it was about. */
  async topUp(order: TopUpOrder): Promise<TopUpAnswer> {
    const { body } = await this.inquire(order)
    return this.transfer({ ...order, sessionId: String(body.sessionId) })
  }

  status({ partnerReferenceNo }: TopUpOrder): Promise<TopUpAnswer> {
    return this.call('status', { originalPartnerReferenceNo: partnerReferenceNo, serviceCode: '38' })
  }

  async call(api: keyof typeof APIS, fields?: object, headers: Record<string, string> = {}): Promise<TopUpAnswer> {
    if (this.#shop.token === '') await this.#shop.login()
    const { partner, token } = this.#shop
    const [method, path] = APIS[api]
    const raw = fields === undefined ? '' : JSON.stringify(fields)
    const timestamp = `${new Date(this.#sim.clock.now() + 25_200_000).toISOString().slice(0, 23)}+07:00`
    const hash = createHash('sha256').update(raw).digest('hex')
    const signature = createHmac('sha512', partner.clientSecret)
      .update(`${method}:${path}:${token}:${hash}:${timestamp}`)
      .digest('hex')
    const sent = {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${token}`,
      'X-TIMESTAMP': timestamp,
      'X-SIGNATURE': signature,
      'X-PARTNER-ID': partner.clientId,
      'X-EXTERNAL-ID': `topup${serial++}`,
      'X-SCOPE-ID': 'customer_topup',
      ...headers,
    }
    try {
      const answer = await fetch(this.#sim.url + path, {
        method,
        headers: sent,
        ...(method === 'GET' ? {} : { body: raw }),
      })
      const text = await answer.text()
      const body = parse(text)
      return { status: answer.status, code: String(body.responseCode ?? ''), body }
    } catch {
      return { status: 0, code: '', body: {} }
    }
  }
}

const idr = (amount: number) => ({ value: `${amount}.00`, currency: 'IDR' })

const wire = ({ partnerReferenceNo, customerNumber, amount }: TopUpOrder) => ({
  partnerReferenceNo,
  customerNumber,
  amount: idr(amount),
  transactionDate: '2026-03-02T10:00:00+07:00',
  additionalInfo: { preInquiryFlag: 'N', senderInstitutionID: '999' },
})

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}
