import { randomBytes } from 'node:crypto'
import type { JsonObject } from '../values/json.ts'
import type { Logger, Random } from './ports.ts'

export const systemRandom: Random = (size) => new Uint8Array(randomBytes(size))

const write =
  (level: 'warn' | 'error') =>
  (message: string, fields?: JsonObject): void => {
    console[level](`ovokit: ${message}${fields === undefined ? '' : ` ${JSON.stringify(fields)}`}`)
  }

/** Warnings and errors to the console; pass a logger of your own for the rest. */
export const consoleLogger: Logger = { debug: () => {}, info: () => {}, warn: write('warn'), error: write('error') }
