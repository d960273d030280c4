import type { ServerResponse } from 'node:http'
import { Header, type Type, ValidationPipe } from '@nestjs/common'
import { sendEvents, type Visitor } from '@ovokit/core/checkout'
import type { OvoLifecycle } from './ovo-lifecycle.ts'
import type { HttpRequest } from './ovo-module-options.ts'

/** Fastify's reply as far as it is not Express's response. */
interface FastifyReply {
  readonly raw: ServerResponse
  getHeaders(): Record<string, number | string | string[] | undefined>
  hijack(): void
}

export type HttpResponse = ServerResponse | FastifyReply

/** Who asks, in core's words. */
export const visitorOf = (request: HttpRequest): Visitor<HttpRequest> => ({
  address: request.ip,
  headers: request.headers,
  request,
})

export const noStore: MethodDecorator & ClassDecorator = Header('Cache-Control', 'no-store') as MethodDecorator &
  ClassDecorator

/** Checks a parameter against a class. Said with the class, because what TypeScript knows is lost in many builds. */
export const checked = (expectedType: Type<object>, problem: () => Error): ValidationPipe =>
  new ValidationPipe({ expectedType, exceptionFactory: problem })

/** Answers with server-sent events, until they end, the shopper leaves or the application shuts down. */
export function answerEvents(
  lifecycle: OvoLifecycle,
  response: HttpResponse,
  open: (options: { readonly signal: AbortSignal }) => Promise<AsyncIterable<string>>,
): Promise<void> {
  return lifecycle.hold((stopping) =>
    sendEvents('raw' in response ? response.raw : response, async (left) => {
      const events = await open({ signal: AbortSignal.any([left, stopping]) })
      takeOver(response)
      return events
    }),
  )
}

/** From here on Fastify leaves the answer to us. What its hooks have set, such as CORS, goes with it. */
function takeOver(response: HttpResponse): void {
  if (!('hijack' in response)) return
  for (const [name, value] of Object.entries(response.getHeaders()))
    if (value !== undefined) response.raw.setHeader(name, value)
  response.hijack()
}
