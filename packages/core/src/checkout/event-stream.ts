const heartbeatMillis = 15_000
const retryMillis = 3_000

/** Headers of an answer that `eventStream` is the body of. */
export const eventStreamHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Not to be compressed on the way, where it would be held back; nor buffered by nginx.
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
}

/**
 * Yields server-sent events: each view, and a heartbeat every 15 seconds. Ends with a view that is final, when the signal
 * aborts, or when the loop is left; rejects as `views` does.
 */
export async function* eventStream<View extends { readonly isFinal: boolean }>(
  views: (signal: AbortSignal) => AsyncIterable<View>,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<string, void> {
  const left = new AbortController()
  const signals = signal === undefined ? [left.signal] : [left.signal, signal]
  const steps = views(AbortSignal.any(signals))[Symbol.asyncIterator]()
  const heartbeat = createHeartbeat()
  const ask = (): Promise<IteratorResult<View>> => {
    const next = steps.next()
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
      yield `data: ${JSON.stringify(step.value)}\n\n`
      if (step.value.isFinal) return
      next = ask()
    }
  } finally {
    heartbeat.stop()
    left.abort()
    // Not waited for: it may stand behind a look into the store.
    steps.return?.().catch(() => undefined)
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
