import { Module } from '@nestjs/common'
import { OrdersModule } from '../orders/orders.module.ts'
import { Cashback } from './cashback.ts'
import { Customers } from './customers.ts'
import { OrderPayments } from './order-payments.ts'

@Module({ imports: [OrdersModule], providers: [OrderPayments, Customers, Cashback] })
export class PaymentsModule {}
