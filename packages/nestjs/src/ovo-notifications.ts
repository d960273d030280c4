import type { IncomingMessage } from 'node:http'
import { Inject, Injectable, Logger } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import { nodeRequest, type Ovo } from '@ovokit/core'
import type { HttpRequest, OvoModuleOptions } from './ovo-module-options.ts'
import { rawBodyMend } from './raw-body-check.ts'
import { getOvoOptionsToken, getOvoToken } from './tokens.ts'

/** What core says to a callback, for OVO. */
export interface OvoReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** SNAP's JSON, or nothing. */
  readonly body: object | null
}

type IncomingRequest = HttpRequest & {
  readonly raw?: IncomingMessage
  readonly rawBody?: unknown
  readonly body?: unknown
}

const notifyPath = '/v1.0/qr/qr-mpm-notify'

/** Hands OVO's requests to core, from Express and Fastify alike. Only translates: `ovo.handle` decides everything. */
@Injectable()
export class OvoNotifications {
  readonly #ovo: Ovo
  readonly #options: OvoModuleOptions
  readonly #host: HttpAdapterHost
  readonly #logger = new Logger('OvoKit')

  constructor(
    @Inject(getOvoToken()) ovo: Ovo,
    @Inject(getOvoOptionsToken()) options: OvoModuleOptions,
    @Inject(HttpAdapterHost) host: HttpAdapterHost,
  ) {
    this.#ovo = ovo
    this.#options = options
    this.#host = host
  }

  /** For a route whose path says what is called. */
  receive(request: IncomingRequest): Promise<OvoReply> {
    return this.#handle(request, request.originalUrl.split('?')[0] ?? '/')
  }

  /** For a route of the application's own, which is one merchant's payment notification. */
  receiveFor(request: IncomingRequest, merchant: string): Promise<OvoReply> {
    return this.#handle(request, `/merchants/${merchant}${notifyPath}`)
  }

  /** Answers with a reply as it is: no interceptor of the application may change what OVO reads. */
  send(response: unknown, { status, headers, body }: OvoReply): void {
    const { httpAdapter } = this.#host
    this.setHeaders(response, headers)
    httpAdapter.reply(response, body === null ? '' : JSON.stringify(body), status)
  }

  setHeaders(response: unknown, headers: OvoReply['headers']): void {
    for (const [name, value] of Object.entries(headers)) this.#host.httpAdapter.setHeader(response, name, value)
  }

  async #handle(request: IncomingRequest, path: string): Promise<OvoReply> {
    const stream = request.raw ?? (request as unknown as IncomingMessage)
    const onError = (error: unknown): void => this.#logger.error(error instanceof Error ? error.message : 'unreadable')
    const web = await nodeRequest({ stream, parsed: request, path, mend: rawBodyMend, onError })
    const signedPath = this.#options.signedPath?.(request) ?? request.originalUrl
    const reply = await this.#ovo.handle(web, { signedPath })
    const text = await reply.text()
    return {
      status: reply.status,
      headers: Object.fromEntries(reply.headers),
      body: text === '' ? null : (JSON.parse(text) as object),
    }
  }
}
