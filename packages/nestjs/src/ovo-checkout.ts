import { Inject, Injectable, type OnModuleInit, Optional } from '@nestjs/common'
import type { Ovo } from '@ovokit/core'
import { type Checkout, type CheckoutOptions, createCheckout } from '@ovokit/core/checkout'
import { MethodFinder } from './find-methods.ts'
import { OvoLinks } from './ovo-links.ts'
import type { HttpRequest, OvoModuleOptions } from './ovo-module-options.ts'
import { resolvesOrders } from './resolve-ovo-order.decorator.ts'
import { getOvoOptionsToken, getOvoToken } from './tokens.ts'

type Resolve = CheckoutOptions<HttpRequest>['resolveOrder']

/** Core's checkout over the application's `@ResolveOvoOrder()`. Its limits and places are counted once per application. */
@Injectable()
export class OvoCheckout implements OnModuleInit {
  readonly checkout: Checkout<HttpRequest>
  readonly #methods: MethodFinder
  #resolve: Resolve = () => null

  constructor(
    @Inject(getOvoToken()) ovo: Ovo,
    @Inject(getOvoOptionsToken()) { inquireFirst, limits, streams }: OvoModuleOptions,
    @Inject(MethodFinder) methods: MethodFinder,
    @Optional() @Inject(OvoLinks) links?: OvoLinks,
  ) {
    this.#methods = methods
    const resolve: Resolve = (request, orderId) => this.#resolve(request, orderId)
    this.checkout = createCheckout<HttpRequest>(ovo, {
      resolveOrder: links?.accounts.payingFor(resolve) ?? resolve,
      ...(inquireFirst === undefined ? {} : { inquireFirst }),
      ...(limits === undefined ? {} : { limits }),
      ...(streams === undefined ? {} : { streams }),
    })
  }

  onModuleInit(): void {
    this.#resolve = this.#methods.one('@ResolveOvoOrder', resolvesOrders, {
      option: 'checkout',
      does: 'finds what an order costs',
    }) as Resolve
  }
}
