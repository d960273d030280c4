import type { IncomingMessage } from 'node:http'
import { fileURLToPath } from 'node:url'
import { formatRupiah, type Ovo, type Rupiah } from '@ovokit/core'
import { browserFiles } from '@ovokit/elements/files'
import { ovoRouter } from '@ovokit/express'
import { renderFile } from 'ejs'
import express, { type Express } from 'express'
import { adminRoutes } from './admin-routes.ts'
import { cashbackOf } from './cashback.ts'
import { followPayments } from './follow-payments.ts'
import type { Order, OrderBook } from './order-book.ts'
import { ownFormsOnly, requireAdmin, secureHeaders } from './security.ts'
import { createSessions } from './session.ts'
import { shopRoutes } from './shop-routes.ts'

export interface ShopOptions {
  readonly ovo: Ovo
  readonly orders: OrderBook
  /** Where browsers reach the shop, such as `https://shop.example`: OVO's pages lead back to it. */
  readonly publicUrl: string
  /** Signs the visitors' cookie. */
  readonly sessionSecret: string
  /** `null`: there is no back office. */
  readonly adminPassword: string | null
  /** Whether OVO has given the shop credentials for Push To Pay. */
  readonly hasPushToPay: boolean
  /** Whether OVO lets the shop link customers' accounts. */
  readonly hasLinkedAccounts: boolean
  /** Whether the shop has a deposit with OVO, to give cashback out of. */
  readonly hasTopUps: boolean
  /** How many proxies stand in front. @default 0 */
  readonly proxies?: number
}

/** The whole shop. What is OVO's: the router, the events that `followPayments` listens to, and the elements of the page. */
export function createShop(options: ShopOptions): Express {
  const { ovo, orders, sessionSecret, adminPassword, publicUrl, proxies = 0 } = options
  const { hasPushToPay, hasLinkedAccounts, hasTopUps } = options
  const app = express()
  const folder = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url))
  app.disable('x-powered-by').set('trust proxy', proxies)
  app.engine('ejs', renderFile).set('view engine', 'ejs').set('views', folder('views'))
  const rupiah = (amount: number): string => formatRupiah(amount as Rupiah)
  Object.assign(app.locals, { rupiah, time: formatTime, hasPushToPay, hasLinkedAccounts, hasTopUps })

  const sessions = createSessions(sessionSecret)
  followPayments(ovo, orders)

  /** Whose order it is and what it costs is for the shop to say; nothing that was sent counts. A refunded one is over. */
  const findOwn = (req: IncomingMessage, orderId: string): Order | null => {
    const order = orders.find(orderId)
    if (order === undefined || order.visitor !== sessions.read(req).visitor) return null
    return order.status === 'refunded' && req.method === 'POST' ? null : order
  }

  app.use(secureHeaders)
  app.use(express.static(folder('public'), { maxAge: '1h' }))
  app.use('/elements', express.static(browserFiles, { maxAge: '1h' }))
  app.use(
    '/ovo',
    ovoRouter(ovo, {
      checkout: {
        resolveOrder: (req, orderId) => {
          const order = findOwn(req, orderId)
          return order === null ? null : { reference: order.id, amount: order.total }
        },
      },
      ...(hasLinkedAccounts
        ? {
            links: {
              resolveCustomer: (req) => {
                const session = sessions.find(req)
                return session === null ? null : { customer: session.visitor }
              },
              publicUrl: `${publicUrl}/ovo`,
              pages: { account: '/account', order: (id) => `/orders/${id}` },
              showBalance: true,
            },
          }
        : {}),
      ...(hasTopUps
        ? {
            topUp: {
              // The order pays for its cashback, once it is paid itself: for one, in however many windows it is asked for.
              authorizeTopUp: (req, orderId) => {
                const order = findOwn(req, orderId)
                if (order === null) return null
                return {
                  reference: order.id,
                  amount: cashbackOf(order),
                  funding: order.status === 'paid' ? order.id : null,
                }
              },
            },
          }
        : {}),
    }),
  )
  app.use(ownFormsOnly, express.urlencoded({ extended: false, limit: '4kb' }))
  if (adminPassword !== null) app.use('/admin', requireAdmin(adminPassword), adminRoutes({ ovo, orders }))
  app.use(shopRoutes({ ovo, orders, sessions, now: () => ovo.now() }))
  app.use((_req, res) => res.status(404).render('message', { title: 'Not here', text: 'This page does not exist.' }))
  app.use(((error: unknown, _req, res, _next) => {
    console.error(error)
    if (res.headersSent) return void res.end()
    res.status(500).render('message', { title: 'Sorry', text: 'Something went wrong on our side. Please try again.' })
  }) satisfies express.ErrorRequestHandler)
  return app
}

const jakarta = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Asia/Jakarta' })
const formatTime = (at: Date | string): string => `${jakarta.format(new Date(at))} WIB`
