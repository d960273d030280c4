import { setTimeout as pause } from 'node:timers/promises'

/** The heap after collection, in bytes. */
export async function heapUsed(): Promise<number> {
  if (globalThis.gc === undefined) throw new Error('run with --expose-gc')
  await pause(500)
  globalThis.gc()
  await pause(100)
  globalThis.gc()
  return process.memoryUsage().heapUsed
}
