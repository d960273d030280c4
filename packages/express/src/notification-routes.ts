import type { Ovo } from '@ovokit/core'
import type { Request as ExpressRequest, Response as ExpressResponse, Router } from 'express'
import { asyncHandler } from './async-handler.ts'
import type { OvoRouterOptions, Report } from './options.ts'
import { rawBody } from './raw-body.ts'

const paths = ['/v1.0/qr/qr-mpm-notify', '/v1.0/access-token/b2b'] as const

/** Adds what OVO calls. Only translates: `ovo.handle` decides everything, the status codes included. */
export function addNotificationRoutes(
  router: Router,
  ovo: Ovo,
  { signedPath, report }: { signedPath: NonNullable<OvoRouterOptions['signedPath']>; report: Report },
): void {
  const receive = asyncHandler(async (req, res) => {
    const request = await toRequest(req, report)
    await send(await ovo.handle(request, { signedPath: signedPath(req) }), res)
  })
  for (const path of paths) router.all(path, receive).all(`/merchants/:name${path}`, receive)
}

async function toRequest(req: ExpressRequest, report: Report): Promise<Request> {
  const url = `http://ovo.invalid${req.baseUrl}${req.path}`
  // Any other method is refused alike, and a `Request` cannot carry them all.
  if (req.method !== 'POST') return new Request(url)
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) headers.set(name, String(value))
  const body = await rawBody(req).catch((error: unknown) => {
    report(error, req)
    return unreadable(error)
  })
  return new Request(url, { method: 'POST', headers, body, duplex: 'half' })
}

/** A body that cannot be had is one that fails when it is read: the core answers as for any fault of ours. */
const unreadable = (error: unknown): ReadableStream =>
  new ReadableStream({ start: (controller) => controller.error(error) })

async function send(reply: Response, res: ExpressResponse): Promise<void> {
  res.status(reply.status)
  reply.headers.forEach((value, name) => {
    res.setHeader(name, value)
  })
  res.end(Buffer.from(await reply.arrayBuffer()))
}
