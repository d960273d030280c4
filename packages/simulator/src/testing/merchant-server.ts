import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface MerchantServer {
  readonly url: string
  readonly received: Received[]
  answer: (path: string) => { status: number; body: string }
  close(): Promise<void>
}

export const ACCEPTED = { status: 200, body: '{"responseCode":"2005200","responseMessage":"Successful"}' } as const

/** A merchant's side of callbacks for the tests: keeps what it got and answers what it is told to. */
export async function startMerchantServer(): Promise<MerchantServer> {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const path = request.url ?? ''
    received.push({ path, headers: request.headers, body })
    const answer = merchant.answer(path)
    response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const merchant: MerchantServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: () => ACCEPTED,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return merchant
}
