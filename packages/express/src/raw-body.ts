import type { IncomingMessage } from 'node:http'
import { maxBodyBytes, OvoError } from '@ovokit/core'

/**
 * Gets the bytes as OVO sent them: `req.rawBody`, a body that was kept as bytes or text, or the unread stream. One byte
 * over the limit is enough to be refused as too large, so no more is kept.
 *
 * A body that was parsed and thrown away cannot be had back: writing it again would give other bytes than those signed.
 *
 * @throws {OvoError} `raw-body-missing`
 */
export async function rawBody(req: IncomingMessage & { body?: unknown; rawBody?: unknown }): Promise<Uint8Array> {
  for (const kept of [req.rawBody, req.body]) {
    if (kept instanceof Uint8Array) return kept
    if (typeof kept === 'string') return Buffer.from(kept)
  }
  if (req.readableDidRead) throw new OvoError('raw-body-missing', mend)
  return req.readableEnded ? new Uint8Array() : readStream(req)
}

const mend =
  'a body parser read the callback before ovoRouter and kept no bytes to verify. Mount ovoRouter before express.json(), ' +
  'or keep them: express.json({ verify: (req, _res, buf) => { req.rawBody = buf } })'

function readStream(req: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    let size = 0
    const keep = (chunk: Uint8Array): void => {
      chunks.push(chunk)
      size += chunk.byteLength
      if (size > maxBodyBytes) end()
    }
    const end = (): void => {
      req.off('data', keep).off('end', end).off('error', fail).off('close', fail)
      // The rest, if any, is let through unseen, so that the sender gets to hear the answer.
      req.resume()
      resolve(Buffer.concat(chunks).subarray(0, maxBodyBytes + 1))
    }
    const fail = (): void => reject(new Error('the sender left before the body was complete'))
    if (req.destroyed) return fail()
    req.on('data', keep).on('end', end).on('error', fail).on('close', fail)
  })
}
