import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import { ConfigurationError } from '@ovokit/core'

/** What to do when the bytes of a callback are gone. */
export const rawBodyMend = 'Turn on rawBody: NestFactory.create(AppModule, { rawBody: true })'

interface ParserAdapter {
  registerParserMiddleware?(prefix?: string, rawBody?: boolean): unknown
}

/**
 * Refuses to start an application whose body parser throws away the bytes that OVO signed. An application without Nest's
 * own parser (`bodyParser: false`) is let through: its callbacks are read by ourselves, or refused with the mend.
 */
@Injectable()
export class RawBodyCheck implements OnModuleInit {
  #isThrownAway = false

  constructor(@Inject(HttpAdapterHost) host: HttpAdapterHost) {
    // Nest tells the adapter, and nobody else; in tests there is an adapter only after the module was compiled.
    if (host.httpAdapter) this.#listen(host.httpAdapter)
    else host.init$.subscribe(() => this.#listen(host.httpAdapter))
  }

  onModuleInit(): void {
    if (!this.#isThrownAway) return
    throw new ConfigurationError([`rawBody is off, so OVO's signatures cannot be verified. ${rawBodyMend}`])
  }

  #listen(adapter: ParserAdapter): void {
    const register = adapter.registerParserMiddleware
    if (register === undefined) return
    adapter.registerParserMiddleware = (prefix, rawBody) => {
      this.#isThrownAway = rawBody !== true
      return register.call(adapter, prefix, rawBody)
    }
  }
}
