import type { LoggedRequest } from '../engine/exchange-log.ts'

/** Writes a request as a cURL command that a POSIX shell reads back to the very same bytes. */
export function toCurl({
  method,
  url,
  headers,
  body,
}: Omit<LoggedRequest, 'body'> & { readonly body: string }): string {
  return [
    `curl --location --request ${method} ${quote(url)}`,
    ...Object.entries(headers).map(([name, value]) => `--header ${quote(`${name}: ${value}`)}`),
    ...(body === '' ? [] : [`--data-raw ${quote(body)}`]),
  ].join(' \\\n  ')
}

/** Inside single quotes a shell changes nothing; a quote itself ends them, is escaped, and begins them again. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
