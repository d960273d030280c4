import type { Follower } from './follow-payments.ts'

const minuteMillis = 60_000
/** The clock is OvoKit's, which tests move; a timer only asks it. */
const askMillis = 1_000

/** Looks once a minute, never twice at once, until it is stopped. What fails is said, and looked at a minute later. */
export function eachMinute(
  { ovo, logger }: Pick<Follower, 'ovo' | 'logger'>,
  look: { readonly what: string; readonly run: () => Promise<void> },
): () => void {
  let last = ovo.now().getTime()
  let isLooking = false
  const timer = setInterval(() => {
    const now = ovo.now().getTime()
    if (isLooking || now - last < minuteMillis) return
    isLooking = true
    last = now
    look
      .run()
      .catch((error: unknown) => logger.warn(`ovokit: ${look.what} could not be looked at: ${String(error)}`))
      .finally(() => {
        isLooking = false
      })
  }, askMillis)
  timer.unref()
  return () => clearInterval(timer)
}
