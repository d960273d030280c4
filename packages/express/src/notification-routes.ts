import { inboundPaths, nodeRequest, type Ovo } from '@ovokit/core'
import type { Response as ExpressResponse, Router } from 'express'
import { asyncHandler } from './async-handler.ts'
import type { OvoRouterOptions, Report } from './options.ts'

const mend =
  'Mount ovoRouter before express.json(), or keep them: express.json({ verify: (req, _res, buf) => { req.rawBody = buf } })'

/** Adds what OVO calls. Only translates: `ovo.handle` decides everything, the status codes included. */
export function addNotificationRoutes(
  router: Router,
  ovo: Ovo,
  { signedPath, report }: { signedPath: NonNullable<OvoRouterOptions['signedPath']>; report: Report },
): void {
  const receive = asyncHandler(async (req, res) => {
    const onError = (error: unknown): void => report(error, req)
    const request = await nodeRequest({ stream: req, parsed: req, path: req.baseUrl + req.path, mend, onError })
    await send(await ovo.handle(request, { signedPath: signedPath(req) }), res)
  })
  for (const path of inboundPaths) router.all(path, receive).all(`/merchants/:name${path}`, receive)
}

async function send(reply: Response, res: ExpressResponse): Promise<void> {
  res.status(reply.status)
  reply.headers.forEach((value, name) => {
    res.setHeader(name, value)
  })
  res.end(Buffer.from(await reply.arrayBuffer()))
}
