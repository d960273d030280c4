import { isOvoAddress } from '../client/ovo-address.ts'
import type { PaymentClient, PaymentMethod } from '../client/payment-client.ts'
import { createSession, type Session } from '../client/session.ts'
import type { ShopError } from '../client/shop-error.ts'
import type { ShopperView } from '../client/wire.ts'
import type { PaymentMore, PaymentState, PaymentStep } from './payment-state.ts'
import { readQrDrawing } from './qr-drawing.ts'

/** One order's payment as a page lives it: what was begun, where it stands, and what the shopper can do. */
export interface PaymentSession {
  readonly state: PaymentState
  /** Begins this way of paying: a QR at once, a push with the field for the number. */
  choose(method: PaymentMethod): void
  /** Starts out of the linked account, and goes to OVO's page for the PIN. */
  goToPin(): void
  /** Asks the phone with this number, as the shopper wrote it. */
  push(phone: string): void
  cancel(): void
  /** Goes on after a problem. */
  retry(): void
  /** Does not wait for the next attempt after all. */
  neverMind(): void
  stop(): void
}

export interface PaymentSessionOptions {
  readonly client: PaymentClient
  /** The ways to pay that are offered. */
  readonly methods: readonly PaymentMethod[]
  /** What begins by itself when nothing was begun yet; `null` lets the shopper choose. */
  readonly begin: PaymentMethod | null
  /** Leaves the page for one of OVO's. */
  readonly openPage: (address: string) => void
  readonly onChange: () => void
  readonly onNews: (view: ShopperView) => void
}

/** What is open can be paid for a while yet. */
const openStatuses: readonly string[] = ['scan', 'confirm', 'pin']
/** While these are shown, what is asked for is asked from there. */
const askingSteps: readonly string[] = ['phone', 'review', 'pin', 'waiting']
/** Where a payment ends for good: with any other, the number may be needed again. */
const doneStatuses: readonly string[] = ['paid', 'refunded']

/** A wait that the server gave no end to, and the longest one. */
const waits = { unknownMillis: 15_000, mostMillis: 120_000, leastMillis: 1_000 }
const qrRetryMillis = 1_500
/** So long after its end it is still asked about: longer than anybody who paid stays with the page. */
const lateMillis = 600_000

/** It is over, and nothing was paid. */
const isVain = ({ isFinal, status }: ShopperView): boolean => isFinal && !doneStatuses.includes(status)

export function startPaymentSession(options: PaymentSessionOptions): PaymentSession {
  const { client, methods, begin, openPage } = options
  let waiting: number | undefined
  let waitEnds: number | null = null
  /** What the shopper turned to, until the server has begun it. */
  let chosen: PaymentMethod | null = null
  /** Whose QR is being fetched. */
  let drawing: string | null = null

  const session: Session<PaymentState, ShopperView> = createSession<PaymentStep, ShopperView, PaymentMore>({
    source: client,
    more: { method: begin ?? 'qris', secondsLeft: null, secondsAtFirst: 0, qr: null },
    onChange: options.onChange,
    onNews: (view) => {
      if (view.status === 'scan' && session.state.qr === null) void drawQr(view.id)
      options.onNews(view)
    },
    isServed: ({ status }) => doneStatuses.includes(status),
    isAside: ({ isFinal }) => chosen !== null && isFinal,
    // Its time is over, and the server has not said yet what became of it.
    stepOf: (view) => (isOpen(view) && secondsTo(view.expiresAt) === 0 ? 'checking' : view.status),
    moreOf: (view) => {
      turnTo(null)
      const { view: known, qr, secondsAtFirst } = session.state
      const isKnown = view.id === known?.id
      const seconds = secondsTo(view.expiresAt)
      return {
        method: view.method,
        qr: isKnown ? qr : null,
        secondsLeft: isOpen(view) ? seconds : null,
        secondsAtFirst: isKnown && view.status === known.status ? secondsAtFirst : seconds,
      }
    },
    passBy: (view) => {
      const { view: known, step, isBusy } = session.state
      const isOther = known === null && !methods.includes(view.method)
      const isOver = !isBusy && (step === 'loading' || (step === 'problem' && known?.id === view.id))
      // It came to nothing, and the shopper has turned to another way, here or by coming here.
      const next = (isOver ? chosen : null) ?? (isOther ? begin : null)
      if (next === null || !isVain(view)) return false
      choose(next)
      return true
    },
    isNumberAsked: () => chosen === 'push-to-pay',
    settle: (problem) => {
      const next = chosen ?? begin
      if (problem.code === 'attempt-in-progress') wait(problem)
      else if (problem.code !== 'payment-not-found') return false
      else if (next === null) change({ step: 'choose' })
      else choose(next)
      return true
    },
    onBeat: beat,
    // OVO may say only after the end that somebody paid.
    mayTurn: () => {
      const { step, view } = session.state
      return step === 'expired' && Date.parse(view?.expiresAt ?? '') + lateMillis > session.clock.now()
    },
  })
  const { change } = session

  const isOpen = ({ status }: ShopperView): boolean => openStatuses.includes(status)
  const secondsTo = (end: string | number): number =>
    Math.max(0, Math.ceil((new Date(end).getTime() - session.clock.now()) / 1000))

  function turnTo(method: PaymentMethod | null): void {
    chosen = method
    clearTimeout(waiting)
  }

  async function drawQr(id: string): Promise<void> {
    const isWanted = (): boolean => drawing === id && session.state.view?.id === id
    if (drawing === id) return
    drawing = id
    while (isWanted() && session.state.view?.status === 'scan') {
      const qr = await client.qr().then(readQrDrawing, () => null)
      if (qr !== null) {
        if (isWanted()) change({ qr })
        break
      }
      await new Promise((resolve) => setTimeout(resolve, qrRetryMillis))
    }
    if (drawing === id) drawing = null
  }

  /** Counts by the server's clock. At the end the server is asked: this page never decides that a code is dead. */
  function beat(): void {
    const { view, step } = session.state
    if (step === 'waiting') return void tick(waitEnds === null ? null : secondsTo(waitEnds))
    if (view === null || step !== view.status || !isOpen(view)) return void tick(null)
    const secondsLeft = secondsTo(view.expiresAt)
    tick(secondsLeft)
    if (secondsLeft > 0) return
    change({ step: 'checking' })
    session.refresh()
  }

  function tick(secondsLeft: number | null): void {
    if (secondsLeft !== session.state.secondsLeft) change({ secondsLeft })
  }

  /** Joins what is out already, so asking twice begins nothing twice. */
  async function start(method: PaymentMethod): Promise<ShopperView | null> {
    const { step, isBusy, phone } = session.state
    if (isBusy) return null
    turnTo(method)
    change({ method, step: askingSteps.includes(step) ? step : 'loading' })
    return session.ask(async () => {
      const view = await client.start(method, method === 'push-to-pay' ? { phone } : {})
      // What the shopper asked for is shown, whatever was known of an attempt before it.
      chosen = null
      return view
    })
  }

  /** The last attempt can still be paid: the next begins as soon as it cannot. */
  function wait(problem: ShopError): void {
    const { method } = session.state
    const millis = problem.waitMillis(session.clock.now())
    // A number may be asked only so often, so a push waits for its time; a QR looks in between.
    const most = method === 'qris' ? waits.unknownMillis : waits.mostMillis
    const pause = Math.max(waits.leastMillis, Math.min(most, millis ?? waits.unknownMillis))
    waitEnds = millis === null ? null : session.clock.now() + millis
    waiting = window.setTimeout(start, pause, method)
    change({ step: 'waiting' })
    beat()
  }

  function choose(method: PaymentMethod): void {
    if (method === 'qris') return void start(method)
    turnTo(method)
    change({ step: method === 'linked' ? 'review' : 'phone', method, problem: null })
  }

  void session.look()
  return {
    get state() {
      return session.state
    },
    choose,
    retry: session.retry,
    goToPin: async () => {
      const view = await start('linked')
      if (view?.status === 'pin' && view.pinPage !== null && isOvoAddress(view.pinPage.web)) openPage(view.pinPage.web)
    },
    push: (phone) => {
      change({ phone })
      void start('push-to-pay')
    },
    cancel: () => void session.ask(client.cancel, true),
    neverMind: () => {
      turnTo(null)
      const { view } = session.state
      change(view === null ? { step: 'choose' } : { step: view.status, method: view.method })
    },
    stop: () => {
      session.stop()
      turnTo(null)
      drawing = null
    },
  }
}
