import type { Followed } from './follow.ts'
import { createLive } from './live.ts'
import type { ServerClock } from './server-clock.ts'
import { type ShopError, shopErrorOf } from './shop-error.ts'

/** What a page knows of something of the shop's, and all that is drawn of it. */
export interface PageState<Step, View> {
  /** What stands in the element: a step of the page's own, or how it stands at the shop. */
  readonly step: Step | OwnStep
  readonly view: View | null
  readonly problem: ShopError | null
  /** In how many seconds the problem says to ask again; `null` where it does not say. */
  readonly patience: number | null
  /** Why it is not heard how it stands, by the name of what is said about that. */
  readonly silence: Silence | null
  /** Something was asked for and not answered yet. */
  readonly isBusy: boolean
  /** What the shopper typed, until it has served. Never stored, never an attribute. */
  readonly phone: string
}

type OwnStep = 'loading' | 'phone' | 'problem'

/** `away`: the shop does not answer. `signedOut`: it no longer knows who looks at this page. */
export type Silence = 'offline' | 'away' | 'signedOut'

const unknowing = /signed-in|not-found|not-authorized/
const away = /unreachable|unavailable|internal/

const silenceOf = ({ code }: ShopError): Silence | null => {
  if (!navigator.onLine) return 'offline'
  if (unknowing.test(code)) return 'signedOut'
  return away.test(code) ? 'away' : null
}

export interface Session<State, View> {
  readonly state: State
  readonly clock: ServerClock
  change(next: Partial<State>): void
  /**
   * Asks for something, unless something is being asked for, and shows the answer; `null` when it was refused. With
   * `isKept`, what stands there is worth more than the refusal.
   */
  ask(question: () => Promise<View>, isKept?: boolean): Promise<View | null>
  look(): Promise<void>
  refresh(): void
  /** Looks again after a problem: what got no answer may have begun. */
  retry(): void
  stop(): void
}

/** Problems that the shopper mends in the field for the number: `invalid-phone`, `phone-…`, `top-up-account-…`. */
const numberProblems = /phone|account|too-many/

/** How many beats apart something is asked about that nobody follows: five seconds. */
const beatsBetweenLooks = 20

/** Problems that are mended elsewhere, so that whoever comes back may find them gone. */
const passing = /^unreachable|signed-in/

interface AnyView<Step> {
  readonly id?: string
  readonly status: Step
  readonly now: string
  readonly isFinal: boolean
}

/** What a page lives through with one thing of the shop's: it looks, follows, asks one thing at a time, and is refused. */
export function createSession<Step extends string, View extends AnyView<Step>, More extends object>(options: {
  readonly source: Followed<View>
  readonly more: More
  readonly onChange: () => void
  /** Another thing than before, or another status. */
  readonly onNews: (view: View) => void
  /** The number has served, and is forgotten. */
  readonly isServed: (view: View) => boolean
  /** The shopper has turned to something else, and what is known already must not come in between. */
  readonly isAside: (view: View) => boolean
  readonly stepOf?: (view: View) => Step
  /** What else changes when a view is shown. */
  readonly moreOf?: (view: View) => Partial<More>
  /** True when what was found is of no use here, and something else was begun. */
  readonly passBy?: (view: View) => boolean
  /** Whether the number is what is being asked for. */
  readonly isNumberAsked?: () => boolean
  /** True when a refusal is no problem, and has been seen to. */
  readonly settle?: (problem: ShopError) => boolean
  readonly onBeat?: () => void
  /** Whether what is shown is over, and may turn out otherwise all the same. */
  readonly mayTurn?: () => boolean
}): Session<PageState<Step, View> & More, View> {
  type State = PageState<Step, View> & More
  const { isAside, isServed, stepOf = ({ status }: View): Step => status } = options
  let isStopped = false
  let beats = 0
  /** Epoch milliseconds, on the server's clock. */
  let askAgainAt: number | null = null
  let state: State = {
    step: 'loading',
    view: null,
    problem: null,
    patience: null,
    silence: navigator.onLine ? null : 'offline',
    isBusy: false,
    phone: '',
    ...options.more,
  }

  function change(next: Partial<State> | Partial<PageState<Step, View>>): void {
    if (isStopped) return
    state = { ...state, ...next }
    options.onChange()
  }

  const secondsToAsk = (): number | null =>
    askAgainAt === null ? null : Math.max(0, Math.ceil((askAgainAt - live.clock.now()) / 1000))

  function hear(view: View): void {
    change({ silence: null })
    if (options.passBy?.(view) === true) return
    const { view: before, phone } = state
    const isNews = view.id !== before?.id || view.status !== before?.status
    const known = { view, phone: isServed(view) ? '' : phone }
    if (!isNews && isAside(view)) return void change(known)
    change({ ...options.moreOf?.(view), ...known, step: stepOf(view), problem: null })
    if (isNews) options.onNews(view)
  }

  function fail(error: unknown, isKept: boolean): void {
    const problem = shopErrorOf(error)
    if (isStopped) return
    // It is an answer, or said on a screen of its own.
    change({ silence: null })
    if (options.settle?.(problem) === true) return
    if (isKept) return void miss(problem)
    const isNumberAsked = options.isNumberAsked?.() ?? state.step === 'phone'
    const step = isNumberAsked && numberProblems.test(problem.code) ? 'phone' : 'problem'
    const millis = problem.waitMillis(live.clock.now())
    askAgainAt = millis === null ? null : live.clock.now() + millis
    change({ step, problem, patience: secondsToAsk() })
  }

  const miss = (error?: unknown): void => change({ silence: silenceOf(shopErrorOf(error)) })

  async function ask(question: () => Promise<View>, isKept = false): Promise<View | null> {
    if (state.isBusy) return null
    change({ isBusy: true, problem: null })
    try {
      const view = await question()
      change({ isBusy: false })
      live.accept(view)
      // It is the answer, however little it tells.
      if (state.view !== null) change({ step: stepOf(state.view) })
      return isStopped ? null : view
    } catch (error) {
      change({ isBusy: false })
      fail(error, isKept)
      if (isKept) live.refresh()
      return null
    }
  }

  const live = createLive(options.source, {
    view: hear,
    miss,
    problem: (error) => fail(error, state.view !== null && state.step !== 'loading'),
    beat: () => {
      options.onBeat?.()
      const patience = secondsToAsk()
      if (state.problem !== null && patience !== state.patience) change({ patience })
      // What was asked for may have been done, though no answer came.
      const isOpen = state.problem?.code === 'unreachable' || options.mayTurn?.()
      if (isOpen && !document.hidden && ++beats % beatsBetweenLooks === 0) void live.look()
    },
    back: () => {
      const { view, step, problem } = state
      if (step === 'problem' && passing.test(problem?.code ?? '')) retry()
      // What is over may have changed all the same: expired and paid, paid and refunded.
      else if (view?.isFinal === true) void live.look()
      else live.refresh()
    },
  })

  function retry(): void {
    change({ step: 'loading', problem: null })
    void live.look()
  }

  return {
    get state() {
      return state
    },
    clock: live.clock,
    change,
    ask,
    look: live.look,
    refresh: live.refresh,
    retry,
    stop: () => {
      isStopped = true
      live.stop()
    },
  }
}
