import type { Request, RequestHandler, Response } from 'express'

/** Hands a rejection to Express. Express 4 does not do that by itself: there the request would hang. */
export function asyncHandler<Locals extends Record<string, unknown> = Record<string, unknown>>(
  handle: (req: Request, res: Response<unknown, Locals>) => Promise<void>,
): RequestHandler {
  return (req, res, next) => {
    handle(req, res as Response<unknown, Locals>).catch(next)
  }
}
