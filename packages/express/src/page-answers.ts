import { sendEvents, type Visitor } from '@ovokit/core/checkout'
import type { Request, RequestHandler, Response } from 'express'
import { asyncHandler } from './async-handler.ts'

/** Who asks, in core's words. */
export const visitorOf = (request: Request): Visitor<Request> => ({
  address: request.ip,
  headers: request.headers,
  request,
})

export const noStore = (res: Response): Response => res.setHeader('Cache-Control', 'no-store')

/** Answers a page with what it may see. */
export const answerJson = (ask: (req: Request) => Promise<object>): RequestHandler =>
  asyncHandler(async (req, res) => void noStore(res).json(await ask(req)))

/** Sends a browser that came back from OVO on to the shop's page. What it came with is for nobody else's log. */
export const answerBack = (take: (req: Request) => Promise<{ readonly location: string }>): RequestHandler =>
  asyncHandler(async (req, res) => {
    const { location } = await take(req)
    noStore(res).setHeader('Referrer-Policy', 'no-referrer').redirect(303, location)
  })

/** Answers a page with server-sent events. */
export const answerEvents = (
  open: (req: Request, options: { readonly signal: AbortSignal }) => Promise<AsyncIterable<string>>,
): RequestHandler => asyncHandler((req, res) => sendEvents(res, (signal) => open(req, { signal })))
