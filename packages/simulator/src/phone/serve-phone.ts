import type { IncomingMessage, ServerResponse } from 'node:http'
import QRCode from 'qrcode'
import { Input } from '../control/input.ts'
import type { World } from '../world/world.ts'
import { PHONE_ICON, PHONE_PAGE } from './page.ts'
import { describeQr, readPhoneState } from './phone-state.ts'
import { PHONE_SCRIPT } from './script.ts'
import { PHONE_STYLE } from './style.ts'

export interface PhoneCall {
  readonly world: World
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly pathname: string
  readonly searchParams: URLSearchParams
  readonly body: string
}

interface Page {
  readonly type: string
  readonly text: string
}

const SECURITY = {
  'Content-Security-Policy': "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
}

type PhoneRoute = (call: PhoneCall) => Page | Promise<Page>

const html: PhoneRoute = () => ({ type: 'text/html; charset=utf-8', text: PHONE_PAGE })

const ROUTES: Readonly<Record<string, PhoneRoute>> = {
  'GET /': html,
  'GET /phone': html,
  'GET /phone/app.js': () => ({ type: 'text/javascript; charset=utf-8', text: PHONE_SCRIPT }),
  'GET /phone/style.css': () => ({ type: 'text/css; charset=utf-8', text: PHONE_STYLE }),
  'GET /phone/icon.svg': () => ({ type: 'image/svg+xml', text: PHONE_ICON }),
  'GET /phone/state': ({ world, searchParams }) => json(readPhoneState(world, searchParams.get('phone'))),
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
  const name = `${call.request.method} ${call.pathname}`
  const route = Object.hasOwn(ROUTES, name) ? ROUTES[name] : undefined
  if (route === undefined) {
    call.response.writeHead(404, SECURITY).end()
    return true
  }
  const { type, text } = await route(call)
  call.response.writeHead(200, { ...SECURITY, 'Content-Type': type }).end(text)
  return true
}

function json(value: unknown): Page {
  return { type: 'application/json', text: JSON.stringify(value) }
}
