import { Inject, Injectable } from '@nestjs/common'
import type { OvoEvent } from '@ovokit/core'
import { OnOvoPayment, ResolveOvoOrder } from '@ovokit/nestjs'
import { Orders, visitorOf } from './orders.js'

@Injectable()
export class OrderPayments {
  constructor(@Inject(Orders) private readonly orders: Orders) {}

  // Your order, your price, your visitor: nothing that the browser sends decides what is paid.
  @ResolveOvoOrder()
  find(request: { headers: { cookie?: string } }, orderId: string) {
    const order = this.orders.findOf(orderId, visitorOf(request))
    return order === null ? null : { reference: order.id, amount: order.total }
  }

  // At least once, until it succeeds: a paid order has to stay paid when it comes again.
  @OnOvoPayment('paid')
  paid({ reference }: OvoEvent) {
    this.orders.mark(reference, 'paid')
  }

  @OnOvoPayment('refunded')
  @OnOvoPayment('voided')
  refunded({ reference }: OvoEvent) {
    this.orders.mark(reference, 'refunded')
  }

  @OnOvoPayment('attention')
  attention({ reference, attention }: OvoEvent) {
    console.error(`look at ${reference}: ${attention?.message}`)
  }
}
