import { Module } from '@nestjs/common'
import { OrdersModule } from '../orders/orders.module.ts'
import { OrderPayments } from './order-payments.ts'

@Module({ imports: [OrdersModule], providers: [OrderPayments] })
export class PaymentsModule {}
