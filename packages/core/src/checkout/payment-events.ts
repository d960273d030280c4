import type { Payment } from '../payments/payment.ts'
import type { Payments } from '../payments/payments.ts'
import { shopperView } from '../payments/shopper-view.ts'

const heartbeatMillis = 15_000
const retryMillis = 3_000

/** Headers of an answer that `paymentEvents` is the body of. */
export const eventStreamHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Not to be compressed on the way, where it would be held back; nor buffered by nginx.
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
}

/**
 * Yields server-sent events: what a shopper may see of a payment, now and at each change, and a heartbeat every 15
 * seconds. Ends when the payment is final, the signal aborts, or the loop is left.
 *
 * @throws {NotFoundError} `payment-not-found`
 */
export async function* paymentEvents(
  ovo: { readonly payments: Pick<Payments, 'watch'>; now(): Date },
  id: string,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<string, void> {
  const left = new AbortController()
  const signals = signal === undefined ? [left.signal] : [left.signal, signal]
  const payments = ovo.payments.watch(id, { signal: AbortSignal.any(signals) })[Symbol.asyncIterator]()
  const heartbeat = createHeartbeat()
  const ask = (): Promise<IteratorResult<Payment>> => {
    const next = payments.next()
    // Whoever leaves does not wait for it any more.
    next.catch(() => undefined)
    return next
  }
  try {
    yield `retry: ${retryMillis}\n\n`
    let next = ask()
    for (;;) {
      const step = await Promise.race([next, heartbeat.next()])
      if (step === 'beat') {
        yield ': still here\n\n'
        continue
      }
      if (step.done === true) return
      const view = shopperView(step.value, ovo.now())
      yield `data: ${JSON.stringify(view)}\n\n`
      if (view.isFinal) return
      next = ask()
    }
  } finally {
    heartbeat.stop()
    left.abort()
    // Not waited for: it may stand behind a look into the store.
    payments.return?.().catch(() => undefined)
  }
}

function createHeartbeat(): { next(): Promise<'beat'>; stop(): void } {
  let beat = (): void => {}
  const timer = setInterval(() => beat(), heartbeatMillis)
  return {
    next: () =>
      new Promise((resolve) => {
        beat = () => resolve('beat')
      }),
    stop: () => clearInterval(timer),
  }
}
