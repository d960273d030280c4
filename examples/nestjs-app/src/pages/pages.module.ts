import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common'
import { OrdersModule } from '../orders/orders.module.ts'
import { PagesController } from './pages.controller.ts'
import { strictPages } from './strict-pages.ts'

@Module({ imports: [OrdersModule], controllers: [PagesController] })
export class PagesModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(strictPages).forRoutes(PagesController)
  }
}
