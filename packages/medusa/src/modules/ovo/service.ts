import { container } from '@medusajs/framework'
import type { MedusaRequest } from '@medusajs/framework/http'
import type { Logger as MedusaLogger } from '@medusajs/framework/types'
import { createOvo, NotFoundError, type Ovo, OvoError, type ShopperView } from '@ovokit/core'
import { type Checkout, createCheckout, createLinkCheckout, type LinkCheckout, type Visit } from '@ovokit/core/checkout'
import { type Knex, knexPool, postgresStore } from '@ovokit/core/postgres'
import { type Cases, createCases } from '../../cases/cases.ts'
import { clearStray } from '../../follow/clear-stray.ts'
import { type Follower, followPayments } from '../../follow/follow-payments.ts'
import { settlePaid } from '../../follow/settle-paid.ts'
import { sweepPaid } from '../../follow/sweep-paid.ts'
import { sweepStrays } from '../../follow/sweep-strays.ts'
import { syncSessions } from '../../follow/sync-sessions.ts'
import { customerOf } from '../../http/customer-of.ts'
import type { OvoPluginOptions } from '../../options.ts'
import { type CartOrder, resolveCart } from '../../purchases/resolve-cart.ts'
import { toCoreLogger } from './core-logger.ts'

export const defaultSchema = 'ovokit'
const retryMillis = 5_000

interface Cradle {
  readonly logger: MedusaLogger
  readonly __pg_connection__: Knex
}

/**
 * OvoKit in this Medusa process: one for all providers and routes, on the Medusa database. Resolve it as `ovo` from the
 * container.
 */
export class OvoModuleService {
  readonly ovo: Ovo
  readonly checkout: Checkout<MedusaRequest>
  /** The signed-in customer's own OVO account. */
  readonly account: LinkCheckout<MedusaRequest>
  /** What needs a person. */
  readonly cases: Cases
  readonly options: OvoPluginOptions
  readonly #logger: MedusaLogger
  readonly #follower: Follower
  #isClosed = false
  #sweeps: readonly (() => void)[] = []

  /** @throws {ConfigurationError} `invalid-configuration`, listing every problem with the plugin's options */
  constructor(cradle: Cradle, options: OvoPluginOptions) {
    const { logger, __pg_connection__: knex } = cradle
    const { schema = defaultSchema, linked, limits, streams, inquireFirst, signedPath, timeOffset, ...config } = options
    this.options = options
    this.#logger = logger
    const store = postgresStore(knexPool(knex), { schema, ...(timeOffset === undefined ? {} : { timeOffset }) })
    this.ovo = createOvo({ ...pickConfig(config), store, logger: toCoreLogger(logger) })
    this.cases = createCases({ knex, schema, now: () => this.ovo.now() })
    this.checkout = syncing(
      createCheckout<MedusaRequest>(this.ovo, {
        resolveOrder: this.orderOf,
        ...(inquireFirst === undefined ? {} : { inquireFirst }),
        ...(limits === undefined ? {} : { limits }),
        ...(streams === undefined ? {} : { streams }),
      }),
      async ({ reference }) => syncSessions({ ovo: this.ovo, container }, reference),
    )
    this.account = createLinkCheckout<MedusaRequest>(this.ovo, {
      resolveCustomer: (req) => {
        const customer = customerOf(req)
        if (customer === null) return null
        if (linked === undefined)
          throw new NotFoundError('not-configured', 'set linked.linkReturnUrl in the options of @ovokit/medusa')
        return { customer, returnUrl: linked.linkReturnUrl }
      },
      showBalance: linked?.showBalance ?? false,
      ...(limits === undefined ? {} : { limits }),
    })
    this.#follower = { ovo: this.ovo, cases: this.cases, container, logger }
    followPayments(this.#follower)
  }

  /** What a cart's shopper is to pay with OVO, for whoever is asking. */
  readonly orderOf = (req: MedusaRequest, cartId: string): Promise<CartOrder | null> =>
    resolveCart(container, {
      cartId,
      customer: customerOf(req),
      paymentReturnUrl: this.options.linked?.paymentReturnUrl,
    })

  /** Says an error that the shop must mend. Its message may hold what a shopper typed, so only OvoKit's own is said. */
  readonly report = (error: unknown): void => {
    const what = OvoError.is(error) ? `${error.code}: ${error.message}` : said(error)
    this.#logger.error(`ovokit: a request could not be served: ${what}`)
  }

  /** Called by Medusa. What throws in here is swallowed there, so it is said here and tried again. */
  readonly __hooks = {
    onApplicationStart: async (): Promise<void> => this.#start(),
    onApplicationShutdown: async (): Promise<void> => {
      this.#isClosed = true
      for (const stop of this.#sweeps) stop()
      await this.ovo.close()
    },
  }

  async #start(): Promise<void> {
    if (this.#isClosed) return
    try {
      await this.cases.migrate()
      await this.ovo.start()
      this.#sweeps = [
        sweepPaid(this.#follower, (id) => settlePaid(this.#follower, id)),
        sweepStrays(this.#follower, (stray) => clearStray(this.#follower, stray)),
      ]
    } catch (error) {
      this.#logger.error(`OvoKit cannot start, and tries again in ${retryMillis / 1000} s: ${said(error)}`)
      setTimeout(() => void this.#start(), retryMillis).unref()
    }
  }
}

/** A checkout that tells Medusa's session of each new attempt and each one given up. */
function syncing<Request>(checkout: Checkout<Request>, tell: (view: ShopperView) => Promise<void>): Checkout<Request> {
  const told = (ask: (visit: Visit<Request>) => Promise<ShopperView>) => async (visit: Visit<Request>) => {
    const view = await ask(visit)
    await tell(view)
    return view
  }
  const push: typeof checkout.push = (visit, shopper) => told((each) => checkout.push(each, shopper))(visit)
  const { start, linked, cancel } = checkout
  return { ...checkout, push, start: told(start), linked: told(linked), cancel: told(cancel) }
}

/** Medusa adds keys of its own to a module's options, such as `database`. */
function pickConfig(options: Omit<OvoPluginOptions, 'schema'>): Omit<OvoPluginOptions, 'schema'> {
  const { environment, encryptionKey, merchants, tls, transport } = options
  return {
    environment,
    encryptionKey,
    merchants,
    ...(tls === undefined ? {} : { tls }),
    ...(transport === undefined ? {} : { transport }),
  }
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error))
