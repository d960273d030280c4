import { Get, Inject, Post, Req, type Type } from '@nestjs/common'
import type { ShopperView } from '@ovokit/core'
import { Order, View, visitOf } from './create-checkout-controller.ts'
import { Back, type BackTo, backTo } from './create-link-controller.ts'
import { OvoCheckout } from './ovo-checkout.ts'
import { OvoLinks } from './ovo-links.ts'
import type { HttpRequest, OvoControllerOptions } from './ovo-module-options.ts'
import { PageController } from './page-controller.ts'
import type { OrderParams } from './shopper.dto.ts'

/** Makes the controller of a checkout page whose customers pay out of what they have linked. */
export function createLinkedController(options: OvoControllerOptions): Type<object> {
  @PageController(options, '/orders/:orderId/linked')
  class OvoLinkedController {
    readonly #checkout: OvoCheckout['checkout']
    readonly #accounts: OvoLinks['accounts']

    constructor(@Inject(OvoCheckout) { checkout }: OvoCheckout, @Inject(OvoLinks) { accounts }: OvoLinks) {
      this.#checkout = checkout
      this.#accounts = accounts
    }

    @Post()
    @View('Starts the payment of an order out of the linked account: send the browser to `pinPage`')
    async start(@Order() { orderId }: OrderParams, @Req() request: HttpRequest): Promise<ShopperView> {
      await this.#accounts.checkSignedIn(visitOf(orderId, request))
      return this.#checkout.linked(visitOf(orderId, request))
    }

    @Get('return')
    @Back('The way back from OVO’s PIN page, to the order’s')
    async back(@Order() { orderId }: OrderParams, @Req() request: HttpRequest): Promise<BackTo> {
      await this.#checkout.backFromPin(visitOf(orderId, request))
      return backTo({ location: this.#accounts.orderPage(orderId) })
    }
  }
  return OvoLinkedController
}
