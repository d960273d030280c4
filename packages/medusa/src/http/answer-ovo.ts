import { Readable } from 'node:stream'
import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http'
import { serviceOf } from './service-of.ts'

/**
 * Answers OVO. Only translates: `ovo.handle` decides everything, the status codes included. The body is the unread stream
 * (`api/middlewares.ts`), so that the bytes that OVO signed are the bytes that are verified.
 */
export async function answerOvo(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { ovo, options } = serviceOf(req)
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) headers.set(name, String(value))
  const body = Readable.toWeb(req) as ReadableStream
  const request = new Request(`http://ovo.invalid${req.path}`, { method: 'POST', headers, body, duplex: 'half' })
  const signedPath = options.signedPath?.(req.originalUrl) ?? req.originalUrl
  const reply = await ovo.handle(request, { signedPath })
  // What is left of a body that was too large is let through unseen, so that OVO gets to hear the answer.
  req.resume()
  res.status(reply.status)
  reply.headers.forEach((value, name) => {
    res.setHeader(name, value)
  })
  res.end(Buffer.from(await reply.arrayBuffer()))
}
