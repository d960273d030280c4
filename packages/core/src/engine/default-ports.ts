import { randomFillSync } from 'node:crypto'
import type { JsonObject } from '../values/json.ts'
import type { Logger, Random } from './ports.ts'

/** Fetched in pieces, because each fetch costs as much as hashing a page. No byte is given out twice. */
const pool = new Uint8Array(4_096)
let used = pool.length

export const systemRandom: Random = (size) => {
  if (size > pool.length) return randomFillSync(new Uint8Array(size))
  if (used + size > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += size
  return pool.slice(used - size, used)
}

const write =
  (level: 'warn' | 'error') =>
  (message: string, fields?: JsonObject): void => {
    console[level](`ovokit: ${message}${fields === undefined ? '' : ` ${JSON.stringify(fields)}`}`)
  }

/** Warnings and errors to the console; pass a logger of your own for the rest. */
export const consoleLogger: Logger = { debug: () => {}, info: () => {}, warn: write('warn'), error: write('error') }
