import type { IncomingMessage } from 'node:http'
import { MedusaError } from '@medusajs/framework/utils'

/** 32 MB: some 300,000 lines of CSV. A workbook is held whole while it is read. */
export const maxUploadBytes: number = 32 * 2 ** 20

/**
 * The bytes of a request's body as they come in. Who stops reading early lets the rest by before answering.
 *
 * @throws {MedusaError} `invalid_data` for a body above `maxUploadBytes`: at once when its length is declared
 */
export function readUpload(req: IncomingMessage): AsyncIterable<Uint8Array> {
  if (Number(req.headers['content-length'] ?? 0) > maxUploadBytes) throw tooLarge()
  return counted(req)
}

async function* counted(req: IncomingMessage): AsyncGenerator<Uint8Array> {
  let size = 0
  // The request's own iterator would close the connection where reading stops, and the answer with it.
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > maxUploadBytes) throw tooLarge()
    yield chunk
  }
}

/**
 * Takes what is left of a request's body and forgets it: a browser that is still sending hears no answer, only that the
 * connection was lost.
 */
export async function letBy(req: IncomingMessage): Promise<void> {
  if (req.readableEnded || req.destroyed) return
  await new Promise<void>((resolve) => req.once('end', resolve).once('close', resolve).resume())
}

const tooLarge = () =>
  new MedusaError(
    MedusaError.Types.INVALID_DATA,
    `The report is larger than ${maxUploadBytes / 2 ** 20} MB. Reconcile it with \`ovokit reconcile\` instead.`,
  )
