import type { RequestHandler } from 'express'
import { type Options, rateLimit } from 'express-rate-limit'
import { sendProblem } from './shopper-error.ts'

/** Options of `express-rate-limit`, each over its default: another `limit`, a shared `store`, a `skip`. */
export interface LimitOptions {
  /** Starting and cancelling, per address. @default 60 a minute: mobile networks put many shoppers behind one */
  readonly address?: Partial<Options>
  /** Starting and cancelling, per order. @default 10 a minute */
  readonly order?: Partial<Options>
  /** Status, events and pictures, per address. @default 600 a minute */
  readonly status?: Partial<Options>
}

export interface Limits {
  readonly address: RequestHandler
  readonly order: RequestHandler
  readonly status: RequestHandler
}

const windowMs = 60_000

/** Makes the three limits. Addresses of one IPv6 network count as one. */
export function createLimits(options: LimitOptions | false = {}): Limits {
  if (options === false) return { address: pass, order: pass, status: pass }
  return {
    address: limit({ limit: 60, ...options.address }),
    order: limit({ limit: 10, keyGenerator: (req) => `order:${String(req.params.orderId)}`, ...options.order }),
    status: limit({ limit: 600, ...options.status }),
  }
}

const limit = (options: Partial<Options>): RequestHandler =>
  rateLimit({
    windowMs,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler: (_req, res) => sendProblem(res, 'too-many-requests'),
    ...options,
  })

const pass: RequestHandler = (_req, _res, next) => next()
