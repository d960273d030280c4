// A first shop: one thing to buy, paid with OVO.
import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import { Controller, Get, Inject, Module, NotFoundException, Param, Post, Req, Res } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { embeddedStore } from '@ovokit/core/embedded'
import { browserFiles } from '@ovokit/elements/files'
import { OvoModule } from '@ovokit/nestjs'
import express, { type Request, type Response } from 'express'
import { OrderPayments } from './order-payments.js'
import { Orders, visitorOf } from './orders.js'
import { ovoConfig } from './ovo-config.js'
import { orderPage, shelfPage } from './pages.js'

@Controller()
class ShopController {
  constructor(@Inject(Orders) private readonly orders: Orders) {}

  @Get()
  shelf(): string {
    return shelfPage()
  }

  @Post('orders')
  create(@Req() request: Request, @Res() response: Response): void {
    const visitor = visitorOf(request) ?? randomUUID()
    const { id } = this.orders.create(visitor)
    response.cookie('visitor', visitor, { httpOnly: true, sameSite: 'lax' }).redirect(303, `/orders/${id}`)
  }

  @Get('orders/:id')
  order(@Param('id') id: string, @Req() request: Request): string {
    const order = this.orders.findOf(id, visitorOf(request))
    if (order === null) throw new NotFoundException('There is no such order.')
    return orderPage(order)
  }
}

@Module({
  imports: [
    OvoModule.forRoot({ ...ovoConfig, store: embeddedStore(process.env.OVO_DATA || './ovo-data'), checkout: true }),
  ],
  controllers: [ShopController],
  providers: [Orders, OrderPayments],
})
class ShopModule {}

const app = await NestFactory.create(ShopModule, { rawBody: true, logger: ['warn', 'error'] }) // OVO signs the bytes
app.enableShutdownHooks()
app.use('/elements', express.static(browserFiles))
await app.listen(Number(process.env.PORT || __PORT__), '127.0.0.1')
console.log(`the shop is at ${await app.getUrl()}`)
