import type { IncomingMessage, ServerResponse } from 'node:http'
import QRCode from 'qrcode'
import { Input } from '../control/input.ts'
import { readWebFile, type WebFile } from '../web-files.ts'
import type { World } from '../world/world.ts'
import { BENCH } from './bench.ts'
import { describeQr, readPhoneState } from './phone-state.ts'

export interface PhoneCall {
  readonly world: World
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly pathname: string
  readonly searchParams: URLSearchParams
  readonly body: string
}

const SECURITY = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
}

type PhoneRoute = (call: PhoneCall) => WebFile | undefined | Promise<WebFile>

const html: PhoneRoute = () => readWebFile('phone.html')

const ROUTES: Readonly<Record<string, PhoneRoute>> = {
  'GET /': html,
  'GET /phone': html,
  'GET /phone/state': ({ world, searchParams }) => json(readPhoneState(world, searchParams.get('phone'))),
  'GET /phone/bench': () => json(BENCH),
  'GET /phone/qr.svg': async ({ searchParams }) => ({
    type: 'image/svg+xml',
    text: await QRCode.toString((searchParams.get('content') || ' ').slice(0, 512), { type: 'svg', margin: 1 }),
  }),
  'POST /phone/scan': ({ world, body }) => {
    const scanned = world.payments.scan(new Input(body).text('qrContent'))
    return json(
      typeof scanned === 'string' ? { ok: false, reason: scanned } : { ok: true, ...describeQr(world, scanned) },
    )
  },
}

/** The phone in a web page, and the little it asks the simulator for. Always answers. */
export async function servePhone(call: PhoneCall): Promise<true> {
  const { pathname, request, response } = call
  const name = `${request.method} ${pathname}`
  const found = Object.hasOwn(ROUTES, name)
    ? await ROUTES[name]?.(call)
    : readWebFile(request.method === 'GET' ? pathname.slice('/phone/'.length) : '')
  if (found === undefined) response.writeHead(404, SECURITY).end()
  else response.writeHead(200, { ...SECURITY, 'Content-Type': found.type }).end(found.text)
  return true
}

function json(value: unknown): WebFile {
  return { type: 'application/json', text: JSON.stringify(value) }
}
