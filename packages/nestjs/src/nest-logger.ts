import { Logger as NestLogger } from '@nestjs/common'
import type { Logger } from '@ovokit/core'

/** Core's log lines on Nest's logger, under the context `OvoKit`. */
export function nestLogger(logger: NestLogger = new NestLogger('OvoKit')): Logger {
  const line = (message: string, fields: Parameters<Logger['info']>[1]): string =>
    Object.entries(fields ?? {}).reduce((text, [name, value]) => `${text} ${name}=${JSON.stringify(value)}`, message)
  return {
    debug: (message, fields) => logger.debug(line(message, fields)),
    info: (message, fields) => logger.log(line(message, fields)),
    warn: (message, fields) => logger.warn(line(message, fields)),
    error: (message, fields) => logger.error(line(message, fields)),
  }
}
