import {
  Body,
  Controller,
  Get,
  Inject,
  NotFoundException,
  Param,
  Post,
  Redirect,
  Render,
  Req,
  UseFilters,
  ValidationPipe,
} from '@nestjs/common'
import { ApiExcludeController } from '@nestjs/swagger'
import type { Ovo } from '@ovokit/core'
import { getOvoOptionsToken, InjectOvo, type OvoModuleOptions } from '@ovokit/nestjs'
import { CreateOrder, cashbackOf, menu, type Order } from '../orders/order.ts'
import { OrdersService } from '../orders/orders.service.ts'
import type { VisitorRequest } from '../visitor.ts'
import { NotHere } from './not-here.filter.ts'

const statuses: Readonly<Record<Order['status'], string>> = {
  open: 'belum dibayar',
  paid: 'lunas',
  refunded: 'dana dikembalikan',
}

/** What shoppers see. Whatever is OVO's on a page is one element, which asks the routes of `OvoModule` by itself. */
@ApiExcludeController()
@UseFilters(NotHere)
@Controller()
export class PagesController {
  constructor(
    private readonly orders: OrdersService,
    @InjectOvo() private readonly ovo: Ovo,
    @Inject(getOvoOptionsToken()) private readonly options: OvoModuleOptions,
  ) {}

  @Get()
  @Render('menu')
  menu() {
    return { menu }
  }

  @Post('checkout')
  @Redirect()
  async order(@Req() { visitor }: VisitorRequest, @Body(new ValidationPipe()) { item }: CreateOrder) {
    const { id } = await this.orders.create(visitor, item)
    return { url: `/checkout/${id}`, statusCode: 303 }
  }

  @Get('checkout/:id')
  @Render('checkout')
  async checkout(@Req() { visitor }: VisitorRequest, @Param('id') id: string) {
    const order = await this.find(visitor, id)
    const { snap, pushToPay } = this.options.merchants.default ?? {}
    const isLinked = (await this.ovo.links.find({ customer: visitor }))?.status === 'linked'
    const methods = [...(isLinked ? ['linked'] : []), 'qris', ...(pushToPay === undefined ? [] : ['push-to-pay'])]
    return { order, methods, cashback: snap?.topUp === undefined ? 0 : cashbackOf(order) }
  }

  @Get('cashback/:id')
  @Render('cashback')
  async cashback(@Req() { visitor }: VisitorRequest, @Param('id') id: string) {
    const order = await this.find(visitor, id)
    return { order, cashback: cashbackOf(order) }
  }

  @Get('account')
  @Render('account')
  async account(@Req() { visitor }: VisitorRequest) {
    return { orders: await this.orders.allOf(visitor), statuses }
  }

  private async find(visitor: string, id: string): Promise<Order> {
    const order = await this.orders.findOf(visitor, id)
    if (order === null) throw new NotFoundException()
    return order
  }
}
