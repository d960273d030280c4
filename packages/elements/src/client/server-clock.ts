/** The server's time, in a page whose own clock may be wrong, set while it runs, or asleep. */
export interface ServerClock {
  /** Takes what an answer said: ISO 8601. */
  hear(now: string): void
  /** Epoch milliseconds. */
  now(): number
}

export function createServerClock(): ServerClock {
  let ahead: number | null = null
  return {
    hear: (now) => {
      // An answer is at least as old as its way took, so the one that says the latest time is the freshest.
      ahead = Math.max(ahead ?? -Infinity, Date.parse(now) - performance.now())
    },
    now: () => (ahead === null ? Date.now() : ahead + performance.now()),
  }
}
