import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { ENDPOINTS } from './api/endpoints.ts'
import type { RequestLogEntry } from './api/request-log.ts'
import { serveApi } from './api/serve-api.ts'
import type { Answer } from './faults/apply-fault.ts'
import { formatJakarta } from './wire/jakarta-time.ts'
import type { World } from './world/world.ts'

const MAX_BODY_BYTES = 64 * 1024

/** A page or control call: anything that is not one of OVO's own APIs. True when it was answered. */
export type SideRoute = (request: IncomingMessage, response: ServerResponse, body: string) => Promise<boolean>

export interface ServerDeps {
  readonly world: World
  readonly requests: RequestLogEntry[]
  readonly side: SideRoute
  readonly log: (line: string) => void
}

/** The HTTP server: reads a request, finds who answers it, keeps the record. */
export function makeServer({ world, requests, side, log }: ServerDeps): Server {
  return createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      log(`internal error: ${error instanceof Error ? error.stack : String(error)}`)
      if (!response.headersSent) response.writeHead(500).end()
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request)
    if (body === undefined) {
      response.writeHead(413, { Connection: 'close' }).end()
      return
    }
    if (await side(request, response, body)) return
    await answerApi(request, response, body)
  }

  async function answerApi(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    const { url: path = '/', method = 'GET', headers } = request
    const endpoint = ENDPOINTS.find((one) => one.path === path.split('?')[0])
    const at = world.clock.now()
    const given: Answer =
      endpoint === undefined
        ? { status: 404, text: JSON.stringify({ responseCode: '4040000', responseMessage: `No API at ${path}` }) }
        : await serveApi(world, endpoint, { method, path, headers, body })
    const operation = endpoint?.operation ?? 'unknown'
    const outcome = { status: given === 'hang-up' ? 0 : given.status, responseCode: responseCodeOf(given) }
    requests.push({ at, operation, method, path, headers: flat(request), body, ...outcome })
    log(
      `${method} ${path} ${given === 'hang-up' ? 'connection cut' : `${outcome.status} ${outcome.responseCode ?? ''}`}`,
    )
    if (given === 'hang-up') {
      request.socket.destroy()
      return
    }
    const clientKey = operation === 'token.b2b' ? headers['x-client-key'] : undefined
    response.writeHead(given.status, {
      'Content-Type': 'application/json',
      'X-TIMESTAMP': formatJakarta(world.clock.now(), world.dialect.timestamp),
      ...(clientKey === undefined ? {} : { 'X-CLIENT-KEY': clientKey }),
    })
    response.end(given.text)
  }
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function flat({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}

function responseCodeOf(answer: Answer): string | undefined {
  return answer === 'hang-up' ? undefined : /"responseCode":"(\d+)"/.exec(answer.text)?.[1]
}
