import type { SecureVersion } from 'node:tls'
import { Agent, type Dispatcher, errors } from 'undici'
import type { HttpRequest, HttpResult, NoAnswer } from '../values/http.ts'
import type { Transport } from './ports.ts'

export interface TransportOptions {
  /** @default 'TLSv1.3' The SNAP standard allowed TLS 1.2 only until 30 June 2026. */
  readonly minVersion?: SecureVersion
  /** Extra certificate authorities, PEM, for a proxy that inspects traffic. Verification is never switched off. */
  readonly ca?: string | readonly string[]
}

/** An answer larger than this is not OVO's protocol. */
const maxAnswerBytes = 1024 * 1024

/** Errors that happen before a single byte of the request can have left. */
const neverSent: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection-refused',
  ENOTFOUND: 'no-such-host',
  EAI_AGAIN: 'no-such-host',
  EHOSTUNREACH: 'host-unreachable',
  ENETUNREACH: 'network-unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-refused',
  CERT_HAS_EXPIRED: 'certificate-refused',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-refused',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-refused',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-refused',
}

/** Sends with undici: connections kept alive, one deadline over all of a call, and nothing retried behind our back. */
export function createTransport(options: TransportOptions = {}): { transport: Transport; close: () => Promise<void> } {
  const agent = ({ connections, connectMillis }: { connections: number | null; connectMillis: number }): Agent =>
    new Agent({
      connect: {
        minVersion: options.minVersion ?? 'TLSv1.3',
        timeout: connectMillis,
        ...(options.ca === undefined ? {} : { ca: [options.ca].flat() as string[] }),
      },
      connections,
      pipelining: 1,
      maxResponseSize: maxAnswerBytes,
    })
  const calls = agent({ connections: 128, connectMillis: 5_000 })
  // A connection each, because an answer may take a minute. Soon connected or not at all: OVO's minute begins when the
  // push arrives, ours when it is let go.
  const waits = agent({ connections: null, connectMillis: 2_500 })

  return {
    transport: (request, { timeoutMillis, waits: isWait = false }) =>
      exchange(isWait ? waits : calls, request, timeoutMillis),
    close: async () => {
      await Promise.all([calls.destroy(), waits.destroy()])
    },
  }
}

/** One request, one answer, one deadline. Undici's own `request()` makes a stream of every answer, at twice the price. */
function exchange(agent: Agent, request: HttpRequest, timeoutMillis: number): Promise<HttpResult> {
  return new Promise((resolve) => {
    const { origin, pathname, search } = new URL(request.url)
    const { method, headers, body } = request
    const chunks: Buffer[] = []
    let controller: Dispatcher.DispatchController | undefined
    let late: Error | undefined
    let answer = { status: 0, headers: {} }

    const timer = setTimeout(() => {
      late = new DOMException('', 'TimeoutError')
      if (controller === undefined) end(noAnswer(late))
      else controller.abort(late)
    }, timeoutMillis)
    function end(result: HttpResult): void {
      clearTimeout(timer)
      resolve(result)
    }

    agent.dispatch(
      { origin, path: pathname + search, method, headers, body },
      {
        onRequestStart: (begun) => {
          controller = begun
          // Its time was over before there was a connection for it: nothing has left yet, and nothing will.
          if (late !== undefined) begun.abort(late)
        },
        onResponseStart: (_, status, received) => {
          answer = { status, headers: flatten(received) }
        },
        onResponseData: (_, chunk) => void chunks.push(chunk),
        onResponseEnd: () => end({ kind: 'answered', ...answer, body: Buffer.concat(chunks) }),
        onResponseError: (_, error) => end(noAnswer(error)),
      },
    )
  })
}

/** Says `sent: 'no'` only for what provably never left; everything else may have arrived (G2). */
function noAnswer(error: unknown): NoAnswer {
  if (error instanceof Error && error.name === 'TimeoutError')
    return { kind: 'no-answer', sent: 'maybe', reason: 'timeout' }
  if (error instanceof errors.ResponseExceededMaxSizeError)
    return { kind: 'no-answer', sent: 'maybe', reason: 'answer-too-large' }
  const codes = (error instanceof AggregateError ? error.errors : [error]).map(codeOf)
  const reasons = codes.map((code) => neverSent[code])
  const first = reasons[0]
  if (first !== undefined && reasons.every((reason) => reason !== undefined))
    return { kind: 'no-answer', sent: 'no', reason: first }
  return { kind: 'no-answer', sent: 'maybe', reason: 'connection-lost' }
}

/** The error's code, if it came before there was a connection: the same code may also end one that carried bytes. */
const codeOf = (error: unknown): string => {
  const { code, syscall } = (error ?? {}) as { code?: unknown; syscall?: unknown }
  return syscall === undefined || syscall === 'connect' || syscall === 'getaddrinfo' ? String(code ?? '') : ''
}

const flatten = (headers: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value ?? ''].flat().join(', ')]),
  )
