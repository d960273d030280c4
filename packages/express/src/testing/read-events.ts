import { type ClientRequest, get, type IncomingMessage } from 'node:http'

export interface Events {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  /** Everything that came, heartbeats too. */
  text(): string
  /** The data of the events so far. */
  views(): ReadonlyArray<{ status: string; isFinal: boolean }>
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<void>
  leave(): void
}

/** Listens to server-sent events with a plain HTTP client. */
export function readEvents(url: string, headers: Record<string, string> = {}): Promise<Events> {
  return new Promise((resolve, reject) => {
    const request: ClientRequest = get(url, { headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        text: () => text,
        views: () => [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? '')),
        ended: new Promise((done) => {
          response.once('close', done)
        }),
        leave: () => request.destroy(),
      })
    })
    request.once('error', reject)
  })
}
