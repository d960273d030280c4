import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import type { ShopperView } from '@ovokit/core'
import { browserFiles } from '@ovokit/elements/files'
import type { LinkView, TopUpView } from '../../packages/elements/src/client/wire.ts'
import { qrSvg, type Refusal, type StubView } from './states.ts'

/** The strictest policy that a page with a module of its own can have. */
const policy = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`
/** With a script of its own, which may be Vue's: that asks for a policy of its name. */
const policyWithScript = policy.replace("trusted-types 'none'", 'trusted-types vue')

/** A shop's routes with nothing behind them: what it answers is what a test says. */
export interface StubShop {
  readonly url: string
  /** Method and path of what was asked, in order. */
  readonly requests: string[]
  /** What the shop says of an order from now on; whoever listens is told. */
  say(order: string, view: StubView | null): void
  refuse(order: string, refusal: Refusal | null | undefined): void
  /** Cuts the line for an order that has been looked at so often from now on, or refuses it. */
  lose(order: string, looks: number, refusal?: Refusal): void
  /** What `POST` makes of an order. */
  starts(order: string, view: StubView): void
  /** `held`: a proxy keeps events back; `refused`: there are none; `cut`: the stream ends after the first. */
  events: 'stream' | 'held' | 'refused' | 'cut'
  /** Milliseconds by which the server's clock is ahead. */
  ahead: number
  /** Ends every open stream. */
  cut(): void
  /** With the elements as a shop serves them, or with a `script` that brings its own. */
  page(
    body: string,
    options?: { readonly lang?: string; readonly scheme?: 'light' | 'dark'; readonly script?: string },
  ): string
  close(): Promise<void>
}

export async function startStubShop(): Promise<StubShop> {
  const views = new Map<string, StubView | null>()
  const begun = new Map<string, StubView>()
  const refusals = new Map<string, Refusal>()
  const looksLeft = new Map<string, { readonly looks: number; readonly refusal?: Refusal | undefined }>()
  const listeners = new Map<ServerResponse, { readonly kind: string; readonly order: string }>()
  const pages = new Map<string, string>()
  const scripts = new Map<string, string>()
  const requests: string[] = []
  let serial = 0

  const now = (): number => Date.now() + shop.ahead
  const ids = new Map<object, string>()
  const anchors = new Map<object, number>()

  type AnyView = ShopperView | TopUpView | LinkView

  /** What is said of an order, a top-up or a link, as the adapters write it. */
  function said(kind: string, order: string, view: StubView): AnyView {
    if (kind === 'top-ups') return topUp(order, view as Partial<TopUpView>)
    return kind === 'link' ? link(view as Partial<LinkView>) : payment(order, view as Partial<ShopperView>)
  }

  function topUp(reference: string, view: Partial<TopUpView>): TopUpView {
    const { status = 'confirm' } = view
    return {
      id: `inquiry-of-${reference}`,
      reference,
      amount: 196_000,
      fee: 1_000,
      feeType: 'Admin fee',
      status,
      customerName: 'S**i Am****',
      customerNumber: 'XXXXXXXX7890',
      text: null,
      secondsLeft: 600,
      limits: { min: 10_000, max: 2_000_000, monthly: 20_000_000 },
      expiresAt: new Date(now() + 600_000).toISOString(),
      now: new Date(now()).toISOString(),
      canConfirm: status === 'confirm',
      canInquire: ['confirm', 'expired', 'failed'].includes(status),
      isFinal: ['expired', 'succeeded', 'failed'].includes(status),
      ...view,
    }
  }

  function link(view: Partial<LinkView>): LinkView {
    const { status = 'none' } = view
    return {
      status,
      maskedPhone: status === 'none' ? null : '0812****7890',
      page: null,
      balance: null,
      now: new Date(now()).toISOString(),
      isFinal: !['away', 'checking', 'unlinking'].includes(status),
      ...view,
    }
  }

  function payment(order: string, view: Partial<ShopperView>): ShopperView {
    const { status = 'scan', secondsLeft = 0 } = view
    if (!ids.has(view)) ids.set(view, `payment-${++serial}`)
    if (!anchors.has(view)) anchors.set(view, now() + secondsLeft * 1000)
    const isOpen = status === 'scan' || status === 'confirm' || status === 'pin'
    return {
      id: ids.get(view) ?? '',
      method: 'qris',
      reference: order,
      amount: 196_000,
      text: null,
      maskedPhone: null,
      pinPage: null,
      qrContent: status === 'scan' ? 'a payload' : null,
      canRegenerate: ['expired', 'failed', 'declined', 'reversed'].includes(status),
      canCancel: isOpen,
      isFinal: !isOpen && status !== 'preparing' && status !== 'checking',
      ...view,
      status,
      secondsLeft,
      expiresAt: new Date(anchors.get(view) ?? 0).toISOString(),
      now: new Date(now()).toISOString(),
    }
  }

  function json(res: ServerResponse, status: number, body: object): void {
    res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body))
  }

  function refuseWith(res: ServerResponse, { status, code, message = 'x', text }: Refusal): void {
    const retryAt = new Date(now() + 42_000).toISOString()
    const words = text == null ? {} : { text }
    const patience = code === 'attempt-in-progress' || code === 'too-many-requests' ? { retryAt } : {}
    json(res, status, { error: { code, message, ...words, ...patience } })
  }

  async function serveFile(res: ServerResponse, folder: string, name: string): Promise<void> {
    const body = await readFile(join(folder, basename(name))).catch(() => null)
    if (body === null) return void res.writeHead(404).end()
    res.writeHead(200, { 'content-type': 'text/javascript' }).end(body)
  }

  function answer(req: IncomingMessage, res: ServerResponse): void {
    const { pathname } = new URL(req.url ?? '/', 'http://shop')
    const page = pages.get(pathname)
    if (page !== undefined) {
      const allowed = scripts.has(`${pathname}.js`) ? policyWithScript : policy
      return void res.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': allowed }).end(page)
    }
    if (pathname.startsWith('/elements/')) return void serveFile(res, browserFiles, pathname)
    const script = scripts.get(pathname)
    if (script !== undefined) return void res.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    if (pathname === '/page.css') return void res.writeHead(200, { 'content-type': 'text/css' }).end(css)
    const { kind, order, what } = placeOf(pathname)
    if (order === '') return void res.writeHead(404).end()
    requests.push(`${req.method} ${what}`)
    const left = looksLeft.get(order)
    if (left !== undefined && what === 'payment') {
      if (left.looks === 0) return void (left.refusal === undefined ? res.destroy() : refuseWith(res, left.refusal))
      looksLeft.set(order, { ...left, looks: left.looks - 1 })
    }
    const view = views.get(order) ?? null
    const refusal = refusals.get(order)
    if (req.method === 'POST') {
      if (refusal !== undefined && what !== 'cancel') return void refuseWith(res, refusal)
      const next = begun.get(order) ?? (posts[what] as StubView | undefined) ?? { status: 'scan', secondsLeft: 75 }
      shop.say(order, what === 'cancel' ? ({ ...view, status: 'cancelled' } as StubView) : next)
      return void json(res, 200, said(kind, order, views.get(order) ?? next))
    }
    if (view === null) return void refuseWith(res, { status: 404, code: missing[kind] ?? 'internal' })
    if (what === 'payment' || what === '') return void json(res, 200, said(kind, order, view))
    if (what === 'qr.svg') return void res.writeHead(200, { 'content-type': 'image/svg+xml' }).end(qrSvg)
    if (!what.endsWith('events')) return void res.writeHead(404).end()
    if (shop.events === 'refused') return void refuseWith(res, { status: 503, code: 'unavailable' })
    res.writeHead(200, { 'content-type': 'text/event-stream' })
    if (shop.events === 'held') return
    res.write(`retry: 3000\n\ndata: ${JSON.stringify(said(kind, order, view))}\n\n`)
    if (shop.events === 'cut') return void res.end()
    listeners.set(res, { kind, order })
    res.once('close', () => listeners.delete(res))
  }

  const server = createServer((req, res) => {
    req.resume()
    req.once('end', () => answer(req, res))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const shop: StubShop = {
    url,
    requests,
    events: 'stream',
    ahead: 0,
    say: (order, view) => {
      views.set(order, view)
      if (view === null) return
      for (const [res, of] of listeners) {
        if (of.order === order) res.write(`data: ${JSON.stringify(said(of.kind, order, view))}\n\n`)
      }
    },
    refuse: (order, refusal) => void (refusal == null ? refusals.delete(order) : refusals.set(order, refusal)),
    lose: (order, looks, refusal) => void looksLeft.set(order, { looks, refusal }),
    starts: (order, view) => void begun.set(order, view),
    cut: () => {
      for (const res of listeners.keys()) res.destroy()
    },
    page: (body, { lang = 'en', scheme = 'light', script } = {}) => {
      const path = `/page-${++serial}`
      const module = script === undefined ? '/elements/ovo-elements.js' : `${path}.js`
      if (script !== undefined) scripts.set(module, script)
      pages.set(
        path,
        `<!doctype html><html lang="${lang}" class="${scheme}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>A shop</title><link rel="stylesheet" href="/page.css"><script type="module" src="${module}"></script></head><body><main><h1>A shop</h1>${body}</main></body></html>`,
      )
      return url + path
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return shop
}

const css = `
html { font: 16px/1.5 system-ui, sans-serif; background: #ece9f2; color-scheme: light; }
html.dark { background: #100e15; color: #eee; color-scheme: dark; }
body { margin: 0; }
.kept { display: block; --ovo-min-height: 44rem; min-height: var(--ovo-min-height); }
main { display: grid; gap: 16px; padding: 16px; max-width: 60rem; margin: auto; grid-template-columns: minmax(0, 1fr); }
`

/** What a `POST` comes to, where a test says nothing else. */
const posts: Readonly<Record<string, StubView>> = {
  inquiry: { status: 'confirm' },
  confirm: { status: 'succeeded' },
  link: { status: 'away' },
  return: { status: 'linked' },
  unlink: { status: 'unlinked' },
}

const missing: Readonly<Record<string, string>> = { orders: 'payment-not-found', 'top-ups': 'top-up-not-found' }

/** `/ovo/orders/A/payment`, `/ovo/top-ups/A/confirm`, and `/ovo/A/link/unlink` for the link of customer A. */
function placeOf(path: string): { readonly kind: string; readonly order: string; readonly what: string } {
  const link = /^\/ovo\/([^/]+)\/link(?:\/(\w+))?$/.exec(path)
  if (link !== null) return { kind: 'link', order: link[1] ?? '', what: link[2] ?? '' }
  const [, kind = '', order = '', what = ''] = /^\/ovo\/(orders|top-ups)\/([^/]+)(?:\/(.*))?$/.exec(path) ?? []
  return { kind, order, what }
}
