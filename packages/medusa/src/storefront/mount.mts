import type { ShopperView } from '@ovokit/core'
import type { OvoStorefront } from './client.mts'
import { OvoStorefrontError } from './storefront-error.mts'
import { type Locale, texts } from './texts.mts'

export interface MountOptions {
  readonly storefront: OvoStorefront
  readonly cartId: string
  /** @default 'id' */
  readonly locale?: Locale
  /** The customer's OVO number, for Push To Pay. */
  readonly phone?: string
  /** It is paid: complete the cart with Medusa's own API, which answers with the order. Called once. */
  readonly onPaid: (view: ShopperView) => void
}

/**
 * Starts a cart's payment in an element, and shows it there: a QR with its countdown, a prompt on the phone with its own,
 * or the way to OVO's PIN page, and what can be done next. Plain DOM with class names, no styles. Returns how to take it down.
 */
export function mountOvoPayment(root: HTMLElement, options: MountOptions): () => void {
  const { storefront, cartId, onPaid } = options
  const words = texts[options.locale ?? 'id']
  const left = new AbortController()
  const parts = build(root, words)
  let view: ShopperView | null = null
  /** The server's clock minus this page's, which the phone's own clock cannot disturb. */
  let ahead = 0
  let round = new AbortController()
  let shownQr = ''

  function say(status: keyof typeof words.status, text?: string): void {
    root.dataset.status = status
    parts.status.textContent = text ?? words.status[status].replace('{phone}', view?.maskedPhone ?? '')
    parts.qr.hidden = status !== 'scan'
    parts.pin.hidden = status !== 'pin' || parts.pin.href === ''
    parts.left.hidden = !isCounted(status)
    parts.retry.hidden = view === null || !(view.canRegenerate || view.status === 'cancelled')
    parts.cancel.hidden = view === null || !view.canCancel
  }

  function accept(next: ShopperView): void {
    view = next
    ahead = Date.parse(next.now) - performance.now()
    // Only the answer that starts, or joins, says where; what is heard later does not.
    if (next.pinPage !== null) parts.pin.href = next.pinPage.web
    say(next.status, next.text?.[options.locale ?? 'id'])
    if (next.status === 'scan' && shownQr !== next.id) void draw(next.id)
    tick()
    if (next.status === 'paid') {
      stop()
      onPaid(next)
    }
  }

  async function draw(id: string): Promise<void> {
    const svg = await storefront.qr(cartId).catch(() => null)
    if (svg === null || view?.id !== id) return
    shownQr = id
    parts.qr.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  }

  /** Counts down by the server's clock, and decides nothing at the end: the server says when it is over. */
  function tick(): void {
    if (view === null || !isCounted(view.status)) return
    const seconds = Math.max(0, Math.ceil((Date.parse(view.expiresAt) - ahead - performance.now()) / 1000))
    parts.left.textContent = `${words.left} ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    if (seconds === 0) say('checking')
  }

  async function start(): Promise<void> {
    round.abort()
    round = new AbortController()
    const { signal } = round
    say('loading')
    try {
      accept(await storefront.start(cartId, options.phone === undefined ? {} : { phone: options.phone }))
      for await (const next of storefront.watch(cartId, { signal })) {
        if (signal.aborted) return
        accept(next)
      }
    } catch (error) {
      if (signal.aborted || left.signal.aborted) return
      fail(error)
    }
  }

  function fail(error: unknown): void {
    const problem = error instanceof OvoStorefrontError ? error : null
    // What is over here may live a moment longer at OVO: then it starts by itself.
    if (problem?.code === 'attempt-in-progress' && problem.retryAt !== null) {
      const wait = Math.min(10_000, Math.max(1_000, problem.retryAt.getTime() - Date.now()))
      setTimeout(() => !left.signal.aborted && void start(), wait)
      say('checking')
      return
    }
    const own = problem?.text?.[options.locale ?? 'id']
    say('failed', own ?? (problem === null || problem.code === 'unreachable' ? words.unreachable : problem.message))
    parts.retry.hidden = false
  }

  function stop(): void {
    round.abort()
    left.abort()
    clearInterval(timer)
  }

  parts.retry.onclick = () => void start()
  parts.cancel.onclick = () => void storefront.cancel(cartId).then(accept, fail)
  const timer = setInterval(tick, 250)
  void start()
  return () => {
    stop()
    root.replaceChildren()
  }
}

const isCounted = (status: string): boolean => ['scan', 'confirm', 'pin'].includes(status)

function build(root: HTMLElement, words: (typeof texts)[Locale]) {
  const make = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, name: string): HTMLElementTagNameMap[Tag] => {
    const element = document.createElement(tag)
    element.className = `ovo-${name}`
    return element
  }
  const status = make('p', 'status')
  status.setAttribute('role', 'status')
  const qr = make('img', 'qr')
  qr.alt = words.qr
  const pin = make('a', 'pin')
  pin.textContent = words.pin
  const left = make('p', 'left')
  const retry = make('button', 'retry')
  const cancel = make('button', 'cancel')
  retry.textContent = words.retry
  cancel.textContent = words.cancel
  for (const button of [retry, cancel]) button.type = 'button'
  root.replaceChildren(status, qr, pin, left, retry, cancel)
  return { status, qr, pin, left, retry, cancel }
}
