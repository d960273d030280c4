import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { ConfigurationError, type Ovo } from '@ovokit/core'
import { createWalletCheckout, type LinkOptions, type WalletCheckout } from '@ovokit/core/checkout'
import { MethodFinder } from './find-methods.ts'
import type { HttpRequest, OvoModuleOptions } from './ovo-module-options.ts'
import { resolvesCustomers } from './resolve-ovo-customer.decorator.ts'
import { getOvoOptionsToken, getOvoToken } from './tokens.ts'

type Resolve = LinkOptions<HttpRequest>['resolveCustomer']

/** Core's page for linked accounts over the application's `@ResolveOvoCustomer()`. */
@Injectable()
export class OvoLinks implements OnModuleInit {
  readonly accounts: WalletCheckout<HttpRequest>
  readonly #methods: MethodFinder
  #resolve: Resolve = () => null

  constructor(
    @Inject(getOvoToken()) ovo: Ovo,
    @Inject(getOvoOptionsToken()) { wallet, limits, streams }: OvoModuleOptions,
    @Inject(MethodFinder) methods: MethodFinder,
  ) {
    if (wallet === undefined)
      throw new ConfigurationError(['wallet: is missing; links need its publicUrl and pages, to bring browsers back'])
    this.#methods = methods
    this.accounts = createWalletCheckout<HttpRequest>(ovo, {
      ...wallet,
      resolveCustomer: (request) => this.#resolve(request),
      ...(limits === undefined ? {} : { limits }),
      ...(streams === undefined ? {} : { streams }),
    })
  }

  onModuleInit(): void {
    this.#resolve = this.#methods.one('@ResolveOvoCustomer', resolvesCustomers, {
      option: 'links',
      does: 'finds the customer who is signed in',
    }) as Resolve
  }
}
