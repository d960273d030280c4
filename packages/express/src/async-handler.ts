import type { Request, RequestHandler, Response } from 'express'

/** Hands a rejection to Express. Express 4 does not do that by itself: there the request would hang. */
export function asyncHandler(handle: (req: Request, res: Response) => Promise<void>): RequestHandler {
  return (req, res, next) => {
    handle(req, res).catch(next)
  }
}
