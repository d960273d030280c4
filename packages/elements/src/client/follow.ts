/** What is followed: something of the shop's that changes until it is final. */
export interface Followed<View> {
  look(): Promise<View>
  listen(signal: AbortSignal): AsyncIterable<View>
}

export interface Follower {
  /** Asks at once, and listens anew: for a page that comes back. */
  refresh(): void
  stop(): void
}

const pollMillis = 3_000
/** The first event comes at once; where it does not, somebody between holds the stream back. */
const firstEventMillis = 5_000
/** Listening is tried again after so many polls at most. */
const mostPolls = 8

/**
 * Follows something until it is stopped: listens, and asks every three seconds where listening does not work, also while it
 * tries to listen again. Asks nothing while nobody looks at the page.
 */
export function follow<View>(
  source: Followed<View>,
  {
    onView,
    onMiss,
  }: {
    readonly onView: (view: View) => void
    /** A question brought no view. */
    readonly onMiss: (error: unknown) => void
  },
): Follower {
  const left = new AbortController()
  let round = new AbortController()
  let asking: ReturnType<typeof setInterval> | undefined
  let wake = (): void => {}

  function hear(view: View): void {
    if (!left.signal.aborted) onView(view)
  }

  /** True when it said something. */
  async function listen(): Promise<boolean> {
    const line = new AbortController()
    const hangUp = (): void => line.abort()
    round.signal.addEventListener('abort', hangUp)
    const firstEvent = setTimeout(hangUp, firstEventMillis)
    let isHeard = false
    try {
      for await (const view of source.listen(line.signal)) {
        isHeard = true
        clearTimeout(firstEvent)
        clearInterval(asking)
        hear(view)
      }
    } catch {
      // A line that breaks is no news by itself: what it is worth, the question that follows says.
    }
    clearTimeout(firstEvent)
    hangUp()
    return isHeard
  }

  async function ask(): Promise<void> {
    try {
      hear(await source.look())
    } catch (error) {
      if (!left.signal.aborted) onMiss(error)
    }
  }

  /** Until a line says something, it is no better than none. */
  function keepAsking(): void {
    clearInterval(asking)
    if (!left.signal.aborted) asking = setInterval(() => !document.hidden && ask(), pollMillis)
  }

  const pause = (millis: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => !document.hidden && resolve(), millis)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  async function run(): Promise<void> {
    let polls = 1
    keepAsking()
    while (!left.signal.aborted) {
      round = new AbortController()
      polls = (await listen()) ? 1 : Math.min(mostPolls, polls * 2)
      keepAsking()
      if (round.signal.aborted) continue
      void ask()
      await pause(polls * pollMillis)
    }
  }

  const anew = (): void => {
    round.abort()
    wake()
  }
  void run()
  return {
    refresh: () => {
      if (left.signal.aborted) return
      anew()
      void ask()
    },
    stop: () => {
      left.abort()
      clearInterval(asking)
      anew()
    },
  }
}
