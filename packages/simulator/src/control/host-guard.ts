import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/** True for an address that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/**
 * True when the Host header names this machine or the address listened on. A page of a stranger whose name was made to
 * point here still sends its own name. Listening on every address, any literal address is fine: it cannot be re-pointed.
 */
export function isTrustedHost(request: IncomingMessage, boundHost: string): boolean {
  const header = request.headers.host ?? ''
  if (!URL.canParse(`http://${header}`)) return false
  const host = new URL(`http://${header}`).hostname.replace(/^\[(.*)\]$/, '$1')
  const isWildcard = boundHost === '0.0.0.0' || boundHost === '::'
  return isLoopback(host) || host === boundHost || (isWildcard && isIP(host) !== 0)
}

/** True for a JSON body: a page of another site cannot send one without asking first, and it is not let. */
export function isJsonRequest(request: IncomingMessage): boolean {
  return /^application\/json\s*(;.*)?$/i.test(request.headers['content-type'] ?? '')
}
