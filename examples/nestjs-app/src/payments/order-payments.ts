import { Injectable } from '@nestjs/common'
import type { OvoEvent } from '@ovokit/core'
import { OnOvoPayment, ResolveOvoOrder } from '@ovokit/nestjs'
import { OrdersService } from '../orders/orders.service.ts'
import type { VisitorRequest } from '../visitor.ts'

/** Everything that joins orders and payments. */
@Injectable()
export class OrderPayments {
  constructor(private readonly orders: OrdersService) {}

  @ResolveOvoOrder()
  async find({ visitor, method }: VisitorRequest, orderId: string) {
    const order = await this.orders.findOf(visitor, orderId)
    // A refunded order is over: do not let it be paid again.
    if (order === null || (order.status === 'refunded' && method === 'POST')) return null
    return { reference: order.id, amount: order.total }
  }

  @OnOvoPayment('paid')
  async paid({ id, reference }: OvoEvent): Promise<void> {
    await this.orders.settle(id, reference, { status: 'paid' })
  }

  @OnOvoPayment('refunded')
  @OnOvoPayment('voided')
  async refunded({ id, reference, payment }: OvoEvent): Promise<void> {
    // Money that came twice and went back once leaves the order paid.
    if (!payment.isOrphan) await this.orders.settle(id, reference, { status: 'refunded' })
  }

  /** What no rule may decide: a person must see it. */
  @OnOvoPayment('attention')
  @OnOvoPayment('refund-failed')
  @OnOvoPayment('void-failed')
  async seen({ id, reference, type, attention }: OvoEvent): Promise<void> {
    await this.orders.settle(id, reference, { note: attention?.message ?? type })
  }
}
