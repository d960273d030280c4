import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { RawRequest } from './api/authenticate.ts'
import { ENDPOINTS } from './api/endpoints.ts'
import type { RequestLogEntry } from './api/request-log.ts'
import { serveApi } from './api/serve-api.ts'
import type { Answer } from './faults/apply-fault.ts'
import { POS_PATH } from './pos/operations.ts'
import { servePos } from './pos/serve-pos.ts'
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
    const at = world.clock.now()
    const exchange = openExchange(world, { method, path, headers, body })
    const { operation, notes } = exchange
    const about = { at, operation, method, path, headers: flat(request), body, ...(notes && { notes }) }
    // Written down when it comes, because the answer to a push can take a minute, and completed when it is answered.
    const entry: { -readonly [K in keyof RequestLogEntry]: RequestLogEntry[K] } = {
      ...about,
      status: 0,
      responseCode: undefined,
    }
    requests.push(entry)
    const given = await exchange.answer
    entry.status = given === 'hang-up' ? 0 : given.status
    entry.responseCode = responseCodeOf(given)
    const outcome = given === 'hang-up' ? 'connection cut' : `${entry.status} ${entry.responseCode ?? ''}`
    log(
      [
        method,
        path,
        ...(notes === undefined ? [] : [operation]),
        outcome,
        ...(notes?.length ? [`(${notes.join('; ')})`] : []),
      ].join(' '),
    )
    if (given === 'hang-up') {
      request.socket.destroy()
      return
    }
    response.writeHead(given.status, {
      ...(notes && given.text === '' ? {} : { 'Content-Type': given.type ?? 'application/json' }),
      ...exchange.headers(),
    })
    response.end(given.text)
  }
}

interface Exchange {
  readonly operation: RequestLogEntry['operation']
  /** Push To Pay only. */
  readonly notes?: readonly string[]
  readonly answer: Promise<Answer>
  readonly headers: () => Record<string, string | string[]>
}

/** Finds who answers a request by its path, and lets them begin. */
function openExchange(world: World, request: RawRequest): Exchange {
  const path = request.path.split('?')[0]
  if (path === POS_PATH) return { ...servePos(world, request), headers: () => ({}) }
  const endpoint = ENDPOINTS.find((one) => one.path === path)
  const operation = endpoint?.operation ?? 'unknown'
  const nowhere = { responseCode: '4040000', responseMessage: `No API at ${request.path}` }
  const clientKey = operation === 'token.b2b' ? request.headers['x-client-key'] : undefined
  return {
    operation,
    answer:
      endpoint === undefined
        ? Promise.resolve({ status: 404, text: JSON.stringify(nowhere) })
        : serveApi(world, endpoint, request),
    headers: () => ({
      'X-TIMESTAMP': formatJakarta(world.clock.now(), world.dialect.timestamp),
      ...(clientKey === undefined ? {} : { 'X-CLIENT-KEY': clientKey }),
    }),
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
  return answer === 'hang-up' ? undefined : /"responseCode":"(\w+)"/.exec(answer.text)?.[1]
}
