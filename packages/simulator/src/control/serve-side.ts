import type { IncomingMessage, ServerResponse } from 'node:http'
import { serveLinking } from '../linking/serve-linking.ts'
import { servePaying } from '../paying/serve-paying.ts'
import { servePhone } from '../phone/serve-phone.ts'
import type { SideRoute } from '../server.ts'
import { CONTROL_ROUTES, type ControlContext } from './control-routes.ts'
import { isJsonRequest, isTrustedHost } from './host-guard.ts'
import { Input } from './input.ts'

const CONTROL = '/_simulator'

/** The control API and the phone, for people and programs that trust this machine. */
export function makeSideRoute(context: ControlContext, boundHost: string): SideRoute {
  return async (request, response, body) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://simulator')
    if (pathname.startsWith('/linking/')) {
      return serveLinking(context.world, {
        request,
        response,
        id: pathname.slice('/linking/'.length),
        searchParams,
        body,
      })
    }
    if (pathname.startsWith('/paying/')) {
      return servePaying(context.world, {
        request,
        response,
        id: pathname.slice('/paying/'.length),
        searchParams,
        body,
      })
    }
    const isControl = pathname.startsWith(`${CONTROL}/`)
    if (!isControl && pathname !== '/' && pathname !== '/phone' && !pathname.startsWith('/phone/')) return false
    if (!isTrustedHost(request, boundHost)) {
      return json(response, 403, { error: 'open the simulator by the address it listens on' })
    }
    if (request.method !== 'GET' && !isJsonRequest(request)) {
      return json(response, 415, { error: 'send Content-Type: application/json' })
    }
    try {
      if (!isControl) return await servePhone({ world: context.world, request, response, pathname, searchParams, body })
      return await control(context, { request, response, path: pathname.slice(CONTROL.length), body })
    } catch (error) {
      if (!(error instanceof TypeError) && !(error instanceof RangeError)) throw error
      return json(response, 400, { error: error.message })
    }
  }
}

async function control(
  context: ControlContext,
  call: { request: IncomingMessage; response: ServerResponse; path: string; body: string },
): Promise<true> {
  const name = `${call.request.method} ${call.path}`
  const route = Object.hasOwn(CONTROL_ROUTES, name) ? CONTROL_ROUTES[name] : undefined
  if (route === undefined) {
    const known = Object.keys(CONTROL_ROUTES).join(', ')
    return json(call.response, 404, { error: `no ${name}; there are: ${known}` })
  }
  return json(call.response, 200, await route(context, new Input(call.body)))
}

function json(response: ServerResponse, status: number, value: unknown): true {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  response.end(JSON.stringify(value))
  return true
}
