import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common'
import { OvoModule } from '@ovokit/nestjs'
import { DatabaseModule } from './database/database.module.ts'
import { HealthModule } from './health/health.module.ts'
import { OrdersModule } from './orders/orders.module.ts'
import { PagesModule } from './pages/pages.module.ts'
import { OvoOptions } from './payments/ovo-options.ts'
import { PaymentsModule } from './payments/payments.module.ts'
import { visitor } from './visitor.ts'

@Module({
  imports: [
    DatabaseModule,
    OrdersModule,
    OvoModule.forRootAsync({ checkout: true, links: true, topUp: true, useClass: OvoOptions }),
    PaymentsModule,
    PagesModule,
    HealthModule,
  ],
})
export class AppModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(visitor).forRoutes('*path')
  }
}
