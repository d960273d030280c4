import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const asked = Number(process.env.FUZZ_RUNS ?? 10_000)

/** Runs of each property: 10,000, or FUZZ_RUNS, at most a million. */
export const runs = Number.isSafeInteger(asked) && asked > 0 ? Math.min(asked, 1_000_000) : 10_000

/** A test's time grows with its runs. */
export const timeout = 60_000 + runs * 6

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** Bytes in use after everything that can go has gone. */
export function heapInUse(): number {
  for (let round = 0; round < 3; round++) collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/**
 * Milliseconds of processor time that a call takes, the least of three: what the machine does besides does not count,
 * and what grows with the square of 64 kB would take seconds.
 */
export function processorMillis(call: () => unknown): number {
  const took = [1, 2, 3].map(() => {
    const began = process.cpuUsage()
    call()
    const { user, system } = process.cpuUsage(began)
    return (user + system) / 1_000
  })
  return Math.min(...took)
}
