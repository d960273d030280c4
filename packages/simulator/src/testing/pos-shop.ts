import { createHmac } from 'node:crypto'
import type { Simulator } from '../simulator-api.ts'
import type { PushToPayCredentials } from '../world/push-to-pay-credentials.ts'

/** What came back; `status` is 0 when the connection was cut. */
export interface PosAnswer {
  readonly status: number
  readonly code: string
  readonly body: Record<string, unknown>
  readonly raw: string
  readonly type: string
}

export interface PosOrder {
  readonly amount?: unknown
  readonly phone?: string | undefined
  readonly merchantInvoice?: string
  readonly batchNo?: string
  readonly referenceNumber?: unknown
  readonly date?: string
}

interface PosChanges {
  readonly headers?: Record<string, string | undefined>
  readonly raw?: string
  readonly method?: string
  readonly signal?: AbortSignal
}

const CODES = {
  inquiry: ['0100', '050000'],
  push: ['0200', '040000'],
  reversal: ['0400', '040000'],
  void: ['0200', '020040'],
  status: ['0100', '040000'],
  voidStatus: ['0100', '020040'],
} as const

/** A bare merchant of Push To Pay for the tests: signs by itself, and lets a test spoil any part of a request. */
export class PosShop {
  readonly sim: Simulator
  readonly credentials: PushToPayCredentials
  #serial = 0

  constructor(sim: Simulator, partner?: string) {
    this.sim = sim
    this.credentials = sim.partner(partner).pushToPay
  }

  /** A new order with the next numbers; what is given replaces what is made up. */
  order(input: PosOrder = {}): Required<PosOrder> {
    this.#serial++
    return {
      amount: 25_000,
      phone: '081200000001',
      merchantInvoice: `INV-${this.#serial}`,
      batchNo: '000001',
      referenceNumber: String(this.#serial).padStart(6, '0'),
      date: this.date(),
      ...input,
    } as Required<PosOrder>
  }

  date(): string {
    return new Date(this.sim.clock.now() + 25_200_000).toISOString().slice(0, 23).replace('T', ' ')
  }

  body(operation: keyof typeof CODES, order: Required<PosOrder>): Record<string, unknown> {
    const [type, processingCode] = CODES[operation]
    const { amount, referenceNumber, batchNo, phone, merchantInvoice } = order
    const isStatus = operation === 'status' || operation === 'voidStatus' || operation === 'push'
    const { merchantId, storeCode, terminalId: tid, mid } = this.credentials
    const about = { type, processingCode, date: isStatus ? order.date : this.date(), tid, mid, merchantId, storeCode }
    if (operation === 'inquiry') return { ...about, appSource: 'POS', transactionRequestData: { phone } }
    const transactionRequestData = { batchNo, phone, merchantInvoice }
    return { ...about, amount, referenceNumber, appSource: 'POS', transactionRequestData }
  }

  call(operation: keyof typeof CODES, order: Required<PosOrder>, changes: PosChanges = {}): Promise<PosAnswer> {
    return this.post(changes.raw ?? JSON.stringify(this.body(operation, order)), changes)
  }

  /** A push, sent and registered, with its answer still to come. */
  async begin(input: PosOrder = {}): Promise<{ order: Required<PosOrder>; answer: Promise<PosAnswer> }> {
    const order = this.order(input)
    const answer = this.call('push', order)
    await this.sim.nextPush({ merchantInvoice: order.merchantInvoice })
    return { order, answer }
  }

  async post(body: string, { headers = {}, method = 'POST', signal }: PosChanges = {}): Promise<PosAnswer> {
    const random = headers.random ?? String(Math.floor(this.sim.clock.now() / 1000))
    const { appId, appKey } = this.credentials
    const hmac = createHmac('sha256', appKey).update(`${appId}${random}`).digest('hex')
    const sent = { 'Content-Type': 'application/json', 'app-id': appId, random, hmac, ...headers }
    const pairs = Object.entries(sent).filter((pair): pair is [string, string] => pair[1] !== undefined)
    try {
      const init = { method, headers: pairs, ...(signal && { signal }), ...(method === 'GET' ? {} : { body }) }
      const answer = await fetch(`${this.sim.url}/pos`, init)
      const raw = await answer.text()
      const parsed = parse(raw)
      const type = answer.headers.get('content-type') ?? ''
      return { status: answer.status, code: String(parsed.responseCode ?? ''), body: parsed, raw, type }
    } catch {
      return { status: 0, code: '', body: {}, raw: '', type: '' }
    }
  }
}

function parse(raw: string): Record<string, unknown> {
  try {
    return JSON.parse(raw) as Record<string, unknown>
  } catch {
    return {}
  }
}
