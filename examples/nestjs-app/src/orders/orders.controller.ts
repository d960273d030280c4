import { Body, Controller, Get, NotFoundException, Param, Post, Req, ValidationPipe } from '@nestjs/common'
import { ApiCreatedResponse, ApiNotFoundResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import type { VisitorRequest } from '../visitor.ts'
import { CreateOrder, Order } from './order.ts'
import { OrdersService } from './orders.service.ts'

@ApiTags('Orders')
@Controller('orders')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Post()
  @ApiCreatedResponse({ type: Order })
  create(@Req() { visitor }: VisitorRequest, @Body(new ValidationPipe()) { item }: CreateOrder): Promise<Order> {
    return this.orders.create(visitor, item)
  }

  @Get(':id')
  @ApiOkResponse({ type: Order })
  @ApiNotFoundResponse()
  async find(@Req() { visitor }: VisitorRequest, @Param('id') id: string): Promise<Order> {
    const order = await this.orders.findOf(visitor, id)
    if (order === null) throw new NotFoundException('there is no such order of yours')
    return order
  }
}
