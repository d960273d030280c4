import { Injectable } from '@nestjs/common'
import type { TopUpNotice } from '@ovokit/core'
import { AuthorizeOvoTopUp, OnOvoTopUp } from '@ovokit/nestjs'
import { cashbackOf } from '../orders/order.ts'
import { OrdersService } from '../orders/orders.service.ts'
import type { VisitorRequest } from '../visitor.ts'

/** What customers get out of the shop's deposit with OVO. */
@Injectable()
export class Cashback {
  constructor(private readonly orders: OrdersService) {}

  @AuthorizeOvoTopUp()
  async allow({ visitor }: VisitorRequest, orderId: string) {
    const order = await this.orders.findOf(visitor, orderId)
    const amount = order === null ? 0 : cashbackOf(order)
    if (order === null || amount === 0) return null
    // The order pays for its cashback, once it is paid itself: for one, in however many windows it is asked for.
    return { reference: order.id, amount, funding: order.status === 'paid' ? order.id : null }
  }

  /** The deposit is used up, OVO refused, or it does not say what became of one. */
  @OnOvoTopUp('top-up-failed')
  @OnOvoTopUp('top-up-attention')
  async seen({ id, reference, type, attention }: TopUpNotice): Promise<void> {
    await this.orders.settle(id, reference, { note: attention?.message ?? type })
  }
}
