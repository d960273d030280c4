import { type Follower, follow } from '../client/follow.ts'
import { isOvoAddress } from '../client/ovo-address.ts'
import type { PaymentClient, PaymentMethod } from '../client/payment-client.ts'
import { createServerClock } from '../client/server-clock.ts'
import { type ShopError, shopErrorOf } from '../client/shop-error.ts'
import { watchPage } from '../client/watch-page.ts'
import type { ShopperView } from '../client/wire.ts'
import { type PaymentState, phoneProblems } from './payment-state.ts'
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
  readonly onChange: (state: PaymentState) => void
  readonly onView: (view: ShopperView) => void
}

/** What is open can be paid for a while yet. */
const openStatuses: readonly string[] = ['scan', 'confirm', 'pin']

/** A wait that the server gave no end to, and the longest one. */
const waits = { unknownMillis: 15_000, mostMillis: 120_000, leastMillis: 1_000 }
const qrRetryMillis = 1_500

/** It is over, and nothing was paid. */
const isVain = ({ isFinal, status }: ShopperView): boolean => isFinal && status !== 'paid' && status !== 'refunded'

export function startPaymentSession({
  client,
  methods,
  begin,
  openPage,
  onChange,
  onView,
}: PaymentSessionOptions): PaymentSession {
  const clock = createServerClock()
  let follower: Follower | null = null
  let waiting: ReturnType<typeof setTimeout> | undefined
  let waitEnds: number | null = null
  /** What the shopper turned to, until the server has begun it. */
  let chosen: PaymentMethod | null = null
  /** Whose QR is being fetched. */
  let drawing: string | null = null
  let isStopped = false
  let state: PaymentState = {
    ...{ step: 'loading', view: null, method: begin ?? 'qris', secondsLeft: null, qr: null, problem: null },
    ...{ patience: null, isReached: navigator.onLine, isBusy: false, phone: '' },
  }

  function change(next: Partial<PaymentState>): void {
    if (isStopped) return
    state = { ...state, ...next }
    onChange(state)
  }

  function accept(next: ShopperView): void {
    const { view } = state
    // Answers overtake each other; what the server said last counts.
    if (isStopped || (view !== null && Date.parse(next.now) < Date.parse(view.now))) return
    clock.hear(next.now)
    const isNews = next.id !== view?.id || next.status !== view.status
    // The shopper has turned to the next attempt: what is over and known must not come in between.
    if (chosen !== null && !isNews && next.isFinal) return void change({ view: next, isReached: true })
    chosen = null
    clearTimeout(waiting)
    const phone = next.status === 'paid' ? '' : state.phone
    change({
      ...{
        step: isOver(next) ? 'checking' : next.status,
        view: next,
        method: next.method,
        problem: null,
        isReached: true,
        phone,
      },
      qr: next.id === view?.id ? state.qr : null,
    })
    if (next.status === 'scan' && state.qr === null && drawing !== next.id) void drawQr(next.id)
    beat()
    if (isNews) onView(next)
  }

  const secondsTo = (end: number): number => Math.max(0, Math.ceil((end - clock.now()) / 1000))

  /** Its time is over, and the server has not said yet what became of it. */
  const isOver = ({ status, expiresAt }: ShopperView): boolean =>
    openStatuses.includes(status) && Date.parse(expiresAt) <= clock.now()

  async function drawQr(id: string): Promise<void> {
    const isWanted = (): boolean => !isStopped && drawing === id && state.view?.id === id
    drawing = id
    while (isWanted() && state.view?.status === 'scan') {
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
    const { view, step } = state
    if (step === 'waiting') return void tick(waitEnds === null ? null : secondsTo(waitEnds))
    if (view === null || !openStatuses.includes(step)) return void tick(null)
    const secondsLeft = secondsTo(Date.parse(view.expiresAt))
    tick(secondsLeft)
    if (secondsLeft > 0) return
    change({ step: 'checking' })
    follower?.refresh()
  }

  const tick = (secondsLeft: number | null): void => {
    if (secondsLeft !== state.secondsLeft) change({ secondsLeft })
  }

  function followIt(): void {
    follower?.stop()
    if (isStopped || state.view === null || state.view.isFinal) return
    follower = follow(client, { onView: accept, onReach: (isReached) => change({ isReached }) })
  }

  /** Joins what is out already, so asking twice begins nothing twice. */
  async function start(method: PaymentMethod): Promise<void> {
    if (state.isBusy) return
    clearTimeout(waiting)
    chosen = method
    const isAsking = state.step === 'phone' || state.step === 'review' || state.step === 'pin'
    const step = state.step === 'waiting' || isAsking ? state.step : 'loading'
    change({ method, step, isBusy: true, problem: isAsking ? null : state.problem })
    try {
      const next = await client.start(method, method === 'push-to-pay' ? { phone: state.phone } : {})
      change({ isBusy: false })
      // What the shopper asked for is shown, whatever was known of an attempt before it.
      chosen = null
      accept(next)
      followIt()
    } catch (error) {
      change({ isBusy: false })
      fail(shopErrorOf(error), method)
    }
  }

  function fail(problem: ShopError, method: PaymentMethod): void {
    if (problem.code === 'attempt-in-progress') return void wait(problem, method)
    const step = method === 'push-to-pay' && phoneProblems.has(problem.code) ? 'phone' : 'problem'
    const end = endOf(problem)
    const patience = end === null ? null : secondsTo(end)
    change({ step, problem, patience, isReached: problem.code !== 'unreachable' })
  }

  /** When to ask again, by the clock that is counted by. */
  const endOf = ({ retryAt, retryAfterSeconds }: ShopError): number | null =>
    retryAfterSeconds === null ? retryAt : clock.now() + retryAfterSeconds * 1000

  /** The last attempt can still be paid: the next begins as soon as it cannot. */
  function wait(problem: ShopError, method: PaymentMethod): void {
    waitEnds = endOf(problem)
    const millis = waitEnds === null ? waits.unknownMillis : waitEnds - clock.now()
    // A number may be asked only so often, so a push waits for its time; a QR looks in between.
    const most = method === 'qris' ? waits.unknownMillis : waits.mostMillis
    waiting = setTimeout(start, Math.max(waits.leastMillis, Math.min(most, millis)), method)
    change({ step: 'waiting', method })
    beat()
  }

  function choose(method: PaymentMethod): void {
    if (method === 'qris') return void start(method)
    chosen = method
    clearTimeout(waiting)
    change({ step: method === 'linked' ? 'review' : 'phone', method, problem: null })
  }

  async function goToPin(): Promise<void> {
    await start('linked')
    const { view } = state
    if (view?.status === 'pin' && view.pinPage !== null && !isStopped && isOvoAddress(view.pinPage.web))
      openPage(view.pinPage.web)
  }

  /** How it stands, where nobody is told by himself: before it began, and after it is over. */
  async function look(): Promise<void> {
    try {
      const found = await client.look()
      // The shopper has turned to this way from one that is not offered here and came to nothing.
      if (begin !== null && state.view === null && !methods.includes(found.method) && isVain(found))
        return choose(begin)
      accept(found)
      followIt()
    } catch (error) {
      const problem = shopErrorOf(error)
      if (problem.code === 'payment-not-found') {
        if (begin === null) change({ step: 'choose' })
        else choose(begin)
      } else if (state.view === null) change({ step: 'problem', problem, isReached: problem.code !== 'unreachable' })
      else change({ isReached: problem.code !== 'unreachable' })
    }
  }

  function comeBack(): void {
    const { view, step } = state
    if (step === 'problem' && state.problem?.code === 'unreachable') return void retry()
    if (view === null) return
    if (view.status === 'paid' || view.status === 'refunded') return
    // What has expired or failed may still turn out to be paid.
    if (view.isFinal) void look()
    else follower?.refresh()
  }

  function retry(): void {
    if (chosen !== null) return void choose(chosen)
    change({ step: 'loading' })
    void look()
  }

  const unwatch = watchPage({ onBeat: beat, onReturn: comeBack, onOffline: () => change({ isReached: false }) })
  void look()

  return {
    get state() {
      return state
    },
    choose,
    retry,
    goToPin: () => void goToPin(),
    push: (phone) => {
      change({ phone })
      void start('push-to-pay')
    },
    cancel: () => {
      if (state.isBusy) return
      change({ isBusy: true })
      void client
        .cancel()
        .then(accept, () => follower?.refresh())
        .finally(() => change({ isBusy: false }))
    },
    neverMind: () => {
      clearTimeout(waiting)
      chosen = null
      if (state.view === null) change({ step: 'choose' })
      else change({ step: state.view.status, method: state.view.method })
    },
    stop: () => {
      isStopped = true
      clearTimeout(waiting)
      follower?.stop()
      unwatch()
    },
  }
}
