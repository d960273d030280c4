import { inspect } from 'node:util'
import type { LinkNotice, Logger, Ovo, OvoEvent, Store, TopUpNotice } from '@ovokit/core'
import { capture, isCapturing } from './capture.ts'

/** A thing as people see it in a console, and as machines send it on. */
const shown = (value: unknown): string =>
  `${inspect(value, { depth: 12, maxStringLength: null, maxArrayLength: null })}\n${JSON.stringify(value)}`

/** Listens to every log line, of every level. */
export function hearLogger(logger: Logger): Logger {
  const hear = (level: keyof Logger): Logger[keyof Logger] => {
    return (message, fields) => {
      capture('log', level, `${message} ${shown(fields)}`)
      logger[level](message, fields)
    }
  }
  return { debug: hear('debug'), info: hear('info'), warn: hear('warn'), error: hear('error') }
}

export const hearEvent = (event: OvoEvent | TopUpNotice | LinkNotice): void =>
  capture('event', event.type, shown(event))

/** Listens to everything that is given to a store to keep. */
export function hearStore(store: Store): Store {
  if (!isCapturing()) return store
  return new Proxy(store, {
    get: (target, property, receiver) => {
      const value: unknown = Reflect.get(target, property, receiver)
      if (typeof value !== 'function') return value
      const method = value.bind(target) as (...args: unknown[]) => unknown
      return (...args: unknown[]) => {
        if (args.length > 0) capture('store', String(property), JSON.stringify(args))
        return method(...args)
      }
    },
  })
}

/** Asks for everything that a shop may show about its payments, at the end of a test. */
export async function hearOvo(ovo: Ovo): Promise<void> {
  if (!isCapturing()) return
  capture('health', 'health()', shown(await ovo.health()))
  for (const payment of await ovo.payments.recent({ limit: 1_000 })) {
    capture('payment', 'payments.recent()', shown(payment))
    capture('payment', 'payments.history()', shown(await ovo.payments.history(payment.id)))
  }
  for (const exchange of await ovo.log.list({ limit: 10_000 })) {
    capture('api log', `${exchange.operation} ${exchange.direction}`, `${shown(exchange)}\n${ovo.log.toCurl(exchange)}`)
  }
}
