import { applyDecorators, Body, Get, Inject, Param, Post, Req, Res, StreamableFile, type Type } from '@nestjs/common'
import { CheckoutError, InputError, type ShopperView } from '@ovokit/core'
import type { Visit } from '@ovokit/core/checkout'
import { openApi } from './open-api.ts'
import { OvoCheckout } from './ovo-checkout.ts'
import { OvoLifecycle } from './ovo-lifecycle.ts'
import type { HttpRequest, OvoControllerOptions } from './ovo-module-options.ts'
import { answerEvents, checked, type HttpResponse, noStore, visitorOf } from './page-answers.ts'
import { PageAnswer, PageController } from './page-controller.ts'
import { OrderParams, PushBody, ShopperErrorDto, ShopperViewDto } from './shopper.dto.ts'

/** Makes the controller that a checkout page calls. */
export function createCheckoutController(options: OvoControllerOptions): Type<object> {
  @PageController(options, '/orders/:orderId')
  class OvoCheckoutController {
    readonly #checkout: OvoCheckout['checkout']
    readonly #lifecycle: OvoLifecycle

    constructor(@Inject(OvoCheckout) { checkout }: OvoCheckout, @Inject(OvoLifecycle) lifecycle: OvoLifecycle) {
      this.#checkout = checkout
      this.#lifecycle = lifecycle
    }

    @Post('qris')
    @View('Starts the payment of an order with a QR, or gives the one that is being paid')
    start(@Order() { orderId }: OrderParams, @Req() request: HttpRequest): Promise<ShopperView> {
      return this.#checkout.start(visitOf(orderId, request))
    }

    @Post('push-to-pay')
    @View('Starts the payment of an order with a prompt on the phone, or gives the one that is out')
    push(
      @Order() { orderId }: OrderParams,
      @Push() { phone }: PushBody,
      @Req() request: HttpRequest,
    ): Promise<ShopperView> {
      return this.#checkout.push(visitOf(orderId, request), { phone })
    }

    @Post('cancel')
    @View('Gives the payment of an order up')
    cancel(@Order() { orderId }: OrderParams, @Req() request: HttpRequest): Promise<ShopperView> {
      return this.#checkout.cancel(visitOf(orderId, request))
    }

    @Get('payment')
    @View('The payment of an order')
    status(@Order() { orderId }: OrderParams, @Req() request: HttpRequest): Promise<ShopperView> {
      return this.#checkout.status(visitOf(orderId, request))
    }

    @Get('payment/events')
    @openApi.operation('The payment of an order now and at each change, as server-sent events')
    async events(
      @Order() { orderId }: OrderParams,
      @Req() request: HttpRequest,
      @Res() response: HttpResponse,
    ): Promise<void> {
      await answerEvents(this.#lifecycle, response, (signal) =>
        this.#checkout.events(visitOf(orderId, request), signal),
      )
    }

    @Get('qr.svg')
    @Picture('image/svg+xml')
    svg(@Order() { orderId }: OrderParams, @Req() request: HttpRequest): Promise<StreamableFile> {
      return this.#picture(visitOf(orderId, request), 'svg')
    }

    @Get('qr.png')
    @Picture('image/png')
    png(@Order() { orderId }: OrderParams, @Req() request: HttpRequest): Promise<StreamableFile> {
      return this.#picture(visitOf(orderId, request), 'png')
    }

    async #picture(visit: Visit<HttpRequest>, format: 'svg' | 'png'): Promise<StreamableFile> {
      const { type, body } = await this.#checkout.qr(visit, format)
      return new StreamableFile(Buffer.from(body), { type })
    }
  }
  return OvoCheckoutController
}

const orderPipe = checked(OrderParams, () => new CheckoutError('order-not-found', 'no order has such an id'))
const pushPipe = checked(PushBody, () => new InputError('phone', 'is missing, or no text of at most 32 characters'))
export const Order = (): ParameterDecorator => Param(orderPipe)
const Push = (): ParameterDecorator => Body(pushPipe)

export const View = (summary: string): MethodDecorator =>
  PageAnswer(summary, ShopperViewDto, {
    404: 'No such order of this visitor, or no payment yet',
    409: 'Not now: `retryAt` says when, where that is known',
  })

const Picture = (type: string): MethodDecorator =>
  applyDecorators(
    noStore,
    openApi.operation('The picture of the QR that can be paid now'),
    openApi.picture(type),
    openApi.error(410, ShopperErrorDto, 'It can no longer be paid'),
  )

export const visitOf = (orderId: string, request: HttpRequest): Visit<HttpRequest> => ({
  ...visitorOf(request),
  orderId,
})
