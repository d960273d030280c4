import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import type { Ovo } from '@ovokit/core'
import { createTopUpCheckout, type TopUpCheckout, type TopUpCheckoutOptions } from '@ovokit/core/checkout'
import { authorizesTopUps } from './authorize-ovo-top-up.decorator.ts'
import { MethodFinder } from './find-methods.ts'
import type { HttpRequest, OvoModuleOptions } from './ovo-module-options.ts'
import { getOvoOptionsToken, getOvoToken } from './tokens.ts'

type Authorize = TopUpCheckoutOptions<HttpRequest>['authorizeTopUp']

/** Core's page for top-ups over the application's `@AuthorizeOvoTopUp()`. Its limits and places are counted once per application. */
@Injectable()
export class OvoTopUps implements OnModuleInit {
  readonly topUps: TopUpCheckout<HttpRequest>
  readonly #methods: MethodFinder
  #authorize: Authorize = () => null

  constructor(
    @Inject(getOvoToken()) ovo: Ovo,
    @Inject(getOvoOptionsToken()) { limits, streams }: OvoModuleOptions,
    @Inject(MethodFinder) methods: MethodFinder,
  ) {
    this.#methods = methods
    this.topUps = createTopUpCheckout<HttpRequest>(ovo, {
      authorizeTopUp: (request, topUpId) => this.#authorize(request, topUpId),
      ...(limits === undefined ? {} : { limits }),
      ...(streams === undefined ? {} : { streams }),
    })
  }

  onModuleInit(): void {
    this.#authorize = this.#methods.one('@AuthorizeOvoTopUp', authorizesTopUps, {
      option: 'topUp',
      does: 'says who may top up what, out of the deposit',
    }) as Authorize
  }
}
