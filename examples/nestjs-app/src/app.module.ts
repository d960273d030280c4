import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common'
import { OvoModule } from '@ovokit/nestjs'
import { DatabaseModule } from './database/database.module.ts'
import { HealthModule } from './health/health.module.ts'
import { OrdersModule } from './orders/orders.module.ts'
import { ovoOptions } from './payments/ovo-options.ts'
import { PaymentsModule } from './payments/payments.module.ts'
import { visitor } from './visitor.ts'

@Module({
  imports: [
    DatabaseModule,
    OrdersModule,
    OvoModule.forRootAsync({ checkout: true, useFactory: ovoOptions }),
    PaymentsModule,
    HealthModule,
  ],
})
export class AppModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(visitor).forRoutes('*path')
  }
}
