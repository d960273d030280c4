import { connectSimulator } from '@ovokit/simulator'

const followMillis = 50

/** How far the simulator's clock is ahead, read over and over. For demonstrations and tests. */
export function followClock(url: string): () => number {
  let offset = Number(process.env.OVO_CLOCK_OFFSET ?? 0)
  const simulator = connectSimulator(url)
  const follow = async (): Promise<void> => {
    try {
      offset = await (await simulator).clock.offset()
    } catch {
      // The simulator is gone or not there yet; the clock stands.
    }
    setTimeout(() => void follow(), followMillis).unref()
  }
  void follow()
  return () => offset
}
