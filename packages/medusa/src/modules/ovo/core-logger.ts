import type { Logger as MedusaLogger } from '@medusajs/framework/types'
import type { Logger } from '@ovokit/core'

/** Medusa's logger takes a line of text, OvoKit's a message and fields. */
export function toCoreLogger(logger: MedusaLogger): Logger {
  const line = (message: string, fields?: object): string =>
    `ovokit: ${message}${fields === undefined ? '' : ` ${JSON.stringify(fields)}`}`
  return {
    debug: (message, fields) => logger.debug(line(message, fields)),
    info: (message, fields) => logger.info(line(message, fields)),
    warn: (message, fields) => logger.warn(line(message, fields)),
    error: (message, fields) => logger.error(line(message, fields)),
  }
}
