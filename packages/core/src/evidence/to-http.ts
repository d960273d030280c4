import type { Exchange } from './api-log.ts'

/** Writes an exchange as it stood on the wire: first line, headers, an empty line, the body. Lines end as texts do here. */
export function toHttp({ request, response }: Exchange): {
  readonly request: string
  readonly response: string | null
} {
  const { method = 'POST', url = '', headers, body } = request
  const { target, host } = addressOf(url)
  const sent = message(`${method} ${target} HTTP/1.1`, { ...host, ...headers }, body)
  if (response === null || response.status === null) return { request: sent, response: null }
  return { request: sent, response: message(`HTTP/1.1 ${response.status}`, response.headers, response.body) }
}

const message = (first: string, headers: Readonly<Record<string, string>>, body: string): string =>
  [
    first,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    ...(body === '' ? [] : [body]),
  ].join('\n')

/** What OVO called is known by its path alone: its host stands among the headers. */
function addressOf(url: string): { target: string; host: Readonly<Record<string, string>> } {
  if (!URL.canParse(url)) return { target: url, host: {} }
  const { host, origin } = new URL(url)
  return { target: url.slice(origin.length) || '/', host: { host } }
}
