import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'

export interface Order {
  readonly id: string
  readonly total: number
  readonly visitor: string
  status: 'open' | 'paid' | 'refunded'
}

/** Orders in memory; put your own in their place. */
@Injectable()
export class Orders {
  readonly #orders = new Map<string, Order>()

  create(visitor: string): Order {
    const order: Order = { id: `ORDER-${randomUUID().slice(0, 8)}`, total: 25_000, visitor, status: 'open' }
    this.#orders.set(order.id, order)
    return order
  }

  /** `null`: not this visitor's. */
  findOf(id: string, visitor: string | undefined): Order | null {
    const order = this.#orders.get(id)
    return order !== undefined && order.visitor === visitor ? order : null
  }

  mark(id: string, status: Order['status']): void {
    const order = this.#orders.get(id)
    if (order !== undefined) order.status = status
    console.log(`${id} is ${status}`)
  }
}

interface Asking {
  readonly headers: { readonly cookie?: string | undefined }
}

export const visitorOf = ({ headers }: Asking): string | undefined =>
  /(?:^|; )visitor=([0-9a-f-]{36})/.exec(headers.cookie ?? '')?.[1]
