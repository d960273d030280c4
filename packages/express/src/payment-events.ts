import { type Ovo, type Payment, shopperView } from '@ovokit/core'
import type { Response } from 'express'
import { sendProblem } from './shopper-error.ts'

const heartbeatMillis = 15_000
const retryMillis = 3_000
/** A shopper has a few tabs open, not more. */
const maxStreams = 10

/**
 * Makes a handler that sends a payment's view now and at each change, as server-sent events. The stream ends when the
 * payment is final, and everything behind it when the shopper leaves.
 */
export function createPaymentEvents(ovo: Ovo): (payment: Payment, res: Response) => Promise<void> {
  const streams = new Map<string, number>()

  return async ({ id }, res) => {
    // Asked for headers only: there is no stream to wait for the end of.
    if (res.req.method === 'HEAD') return void res.writeHead(200, headers).end()
    const count = streams.get(id) ?? 0
    if (count >= maxStreams) return sendProblem(res, 'too-many-requests')
    streams.set(id, count + 1)
    const left = new AbortController()
    res.once('close', () => left.abort())
    const send = writer(res)
    const heartbeat = setInterval(() => send(': still here\n\n'), heartbeatMillis)
    try {
      res.writeHead(200, headers)
      send(`retry: ${retryMillis}\n\n`)
      for await (const payment of ovo.payments.watch(id, { signal: left.signal })) {
        const view = shopperView(payment, ovo.now())
        send(`data: ${JSON.stringify(view)}\n\n`)
        if (view.isFinal) break
      }
      res.end()
    } finally {
      clearInterval(heartbeat)
      const others = (streams.get(id) ?? 1) - 1
      if (others === 0) streams.delete(id)
      else streams.set(id, others)
    }
  }
}

const headers = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // Not to be compressed on the way, where it would be held back; nor buffered by nginx.
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
} as const

/** Writes and pushes it out at once. `flush` comes from the `compression` middleware. */
function writer(res: Response & { flush?: () => void }): (text: string) => void {
  return (text) => {
    if (res.destroyed || res.writableEnded) return
    res.write(text)
    res.flush?.()
  }
}
