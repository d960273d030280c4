import type { ServerResponse } from 'node:http'
import { eventStreamHeaders } from './event-stream.ts'

/**
 * Answers with server-sent events on Node's own response, and ends it with them. `open` gets a signal that aborts when
 * the shopper leaves. Rejects as `open` does, with nothing answered yet; or as the events do, with the answer ended.
 */
export async function sendEvents(
  // `flush` comes from the `compression` middleware.
  res: ServerResponse & { flush?: () => void },
  open: (signal: AbortSignal) => Promise<AsyncIterable<string>>,
): Promise<void> {
  const left = new AbortController()
  const leave = (): void => left.abort()
  res.once('close', leave)
  if (res.destroyed) leave()
  try {
    const events = await open(left.signal)
    res.writeHead(200, eventStreamHeaders)
    try {
      // Asked for headers only: there is no stream to wait for the end of.
      if (res.req.method === 'HEAD') return
      for await (const text of events) {
        if (res.destroyed || res.writableEnded) break
        res.write(text)
        res.flush?.()
      }
    } finally {
      res.end()
    }
  } finally {
    res.off('close', leave)
    leave()
  }
}
