import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http'
import { nodeRequest } from '@ovokit/core'
import { serviceOf } from './service-of.ts'

const mend =
  'a body parser read OVO’s callback and kept no bytes to verify. Leave bodyParser: false on /ovo/* as @ovokit/medusa sets it'

/**
 * Answers OVO. Only translates: `ovo.handle` decides everything, the status codes included. No parser touches the body
 * first (`api/middlewares.ts`), so that the bytes that OVO signed are the bytes that are verified.
 */
export async function answerOvo(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { ovo, options, report } = serviceOf(req)
  const request = await nodeRequest({ stream: req, parsed: req, path: req.path, mend, onError: report })
  const signedPath = options.signedPath?.(req.originalUrl) ?? req.originalUrl
  const reply = await ovo.handle(request, { signedPath })
  res.status(reply.status)
  reply.headers.forEach((value, name) => {
    res.setHeader(name, value)
  })
  res.end(Buffer.from(await reply.arrayBuffer()))
}
