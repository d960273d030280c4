import type { IncomingMessage } from 'node:http'
import { OvoError } from '../errors/ovo-error.ts'
import { maxBodyBytes } from './max-body-bytes.ts'

/** A request as a framework hands it on: what a body parser kept, and Node's own request below it. */
export interface ParsedRequest {
  readonly rawBody?: unknown
  readonly body?: unknown
}

/**
 * Gets the bytes as OVO sent them: `rawBody`, a body that was kept as bytes or text, or the unread stream. One byte over
 * the limit is enough to be refused as too large, so no more is kept.
 *
 * A body that was parsed and thrown away cannot be had back: writing it again would give other bytes than those signed.
 *
 * @throws {OvoError} `raw-body-missing`, with the framework's mend
 */
export async function rawBody(
  { rawBody: raw, body }: ParsedRequest,
  { stream, mend }: { readonly stream: IncomingMessage; readonly mend: string },
): Promise<Uint8Array> {
  for (const kept of [raw, body]) {
    if (kept instanceof Uint8Array) return kept
    if (typeof kept === 'string') return Buffer.from(kept)
  }
  if (stream.readableDidRead)
    throw new OvoError('raw-body-missing', `a body parser read the callback and kept no bytes to verify. ${mend}`)
  return stream.readableEnded ? new Uint8Array() : readStream(stream)
}

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
