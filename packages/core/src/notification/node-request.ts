import type { IncomingMessage } from 'node:http'
import { type ParsedRequest, rawBody } from './raw-body.ts'

/** A callback as it comes in through Node and a framework. */
export interface NodeCallback {
  /** Node's own request. */
  readonly stream: IncomingMessage
  /** The framework's, with what its body parsers left: `rawBody`, `body`. */
  readonly parsed: ParsedRequest
  /** The path that says what is called: it ends in `/v1.0/…`. */
  readonly path: string
  /** What to do about a body parser that threw the bytes away. */
  readonly mend: string
  /** Hears of a body that cannot be had: OVO is told of a fault of ours, and this is how to mend it. */
  readonly onError: (error: unknown) => void
}

/** Makes the `Request` that `ovo.handle` takes out of Node's, whatever a body parser has done to it. Never rejects. */
export async function nodeRequest({ stream, parsed, path, mend, onError }: NodeCallback): Promise<Request> {
  const url = `http://ovo.invalid${path}`
  // Any other method is refused alike, and a `Request` cannot carry them all.
  if (stream.method !== 'POST') return new Request(url)
  const headers = new Headers()
  for (const [name, value] of Object.entries(stream.headers)) headers.set(name, String(value))
  const body = await rawBody(parsed, { stream, mend }).catch((error: unknown) => {
    onError(error)
    return unreadable(error)
  })
  // Said to be what it is, also where a page's types stand beside Node's.
  return new Request(url, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
}

/** A body that cannot be had is one that fails when it is read: the core answers as for any fault of ours. */
const unreadable = (error: unknown): ReadableStream =>
  new ReadableStream({ start: (controller) => controller.error(error) })
