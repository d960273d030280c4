import type { Ovo } from '@ovokit/core'
import { createWalletCheckout } from '@ovokit/core/checkout'
import { Router as createRouter } from 'express'
import { addCheckoutRoutes } from './checkout-routes.ts'
import { errorHandler } from './error-handler.ts'
import type { Router } from './express-types.ts'
import { addLinkRoutes } from './link-routes.ts'
import { noticeProxy } from './notice-proxy.ts'
import { addNotificationRoutes } from './notification-routes.ts'
import type { OvoRouterOptions, Report } from './options.ts'
import { addTopUpRoutes } from './top-up-routes.ts'

/**
 * Makes a router that answers OVO's callbacks and, with `checkout`, `links` and `topUp`, serves pages of the shop's.
 *
 * It works on Express 4.18+ and 5, and answers its own errors: nothing of it reaches the app's error handler, hangs or
 * ends the process. Mount it before body parsers, or have them keep the raw bytes (see the README).
 */
export function ovoRouter(ovo: Ovo, options: OvoRouterOptions = {}): Router {
  return addOvoRoutes(createRouter({ mergeParams: true }), ovo, options)
}

/** The same on a router that is there already, whichever Express it comes from. */
export function addOvoRoutes(router: Router, ovo: Ovo, options: OvoRouterOptions): Router {
  const report = reporter(options.onError ?? ((error) => console.error('ovokit:', error)))
  addNotificationRoutes(router, ovo, { signedPath: options.signedPath ?? ((req) => req.originalUrl), report })
  router.use(['/orders', '/link', '/links', '/top-ups'], noticeProxy(report))
  const { checkout, links, topUp } = options
  const wallet = links === undefined ? undefined : createWalletCheckout(ovo, links)
  if (checkout !== undefined) addCheckoutRoutes(router, ovo, { ...checkout, wallet })
  if (wallet !== undefined) addLinkRoutes(router, wallet)
  if (topUp !== undefined) addTopUpRoutes(router, ovo, topUp)
  router.use(errorHandler(report, () => ovo.now()))
  return router
}

/** A hook that fails must not take the answer with it. */
function reporter(onError: NonNullable<OvoRouterOptions['onError']>): Report {
  return (error, req) => void (async () => onError(error, req))().catch(() => undefined)
}
