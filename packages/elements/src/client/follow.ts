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
 * Follows something until it is final: listens, and asks every three seconds where listening does not work, also while it
 * tries to listen again. Asks nothing while nobody looks at the page.
 */
export function follow<View extends { readonly isFinal: boolean }>(
  source: Followed<View>,
  {
    onView,
    onReach,
  }: {
    readonly onView: (view: View) => void
    /** Whether the last question reached the shop. */
    readonly onReach: (isReached: boolean) => void
  },
): Follower {
  const left = new AbortController()
  let round = new AbortController()
  let wake = (): void => {}

  /** True when it is final. */
  function hear(view: View): boolean {
    if (left.signal.aborted) return true
    onReach(true)
    onView(view)
    return view.isFinal
  }

  async function listen(): Promise<boolean> {
    const line = new AbortController()
    const hangUp = (): void => line.abort()
    round.signal.addEventListener('abort', hangUp)
    const firstEvent = setTimeout(hangUp, firstEventMillis)
    try {
      for await (const view of source.listen(line.signal)) {
        clearTimeout(firstEvent)
        if (hear(view)) return true
      }
      return false
    } catch {
      // A line that breaks is no news by itself: what it is worth, the question that follows says.
      return false
    } finally {
      clearTimeout(firstEvent)
      hangUp()
    }
  }

  async function ask(): Promise<boolean> {
    try {
      return hear(await source.look())
    } catch (error) {
      if (!left.signal.aborted) onReach(!isUnreachable(error))
      return false
    }
  }

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => !document.hidden && resolve(), pollMillis)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  async function run(): Promise<void> {
    let polls = 1
    while (!left.signal.aborted) {
      round = new AbortController()
      const began = performance.now()
      if (await listen()) return
      polls = performance.now() - began > pollMillis ? 1 : Math.min(mostPolls, polls * 2)
      for (let asked = 0; asked < polls && !round.signal.aborted; asked++) {
        if (await ask()) return
        if (!round.signal.aborted) await pause()
      }
    }
  }

  const refresh = (): void => {
    round.abort()
    wake()
  }
  void run()
  return {
    refresh,
    stop: () => {
      left.abort()
      refresh()
    },
  }
}

const isUnreachable = (error: unknown): boolean => (error as { code?: unknown }).code === 'unreachable'
