import { createLive } from '../client/live.ts'
import { type ShopError, shopErrorOf } from '../client/shop-error.ts'
import type { TopUpStatus, TopUpView } from '../client/wire.ts'
import type { TopUpClient } from './top-up-client.ts'

/** All that is drawn of a top-up. */
export interface TopUpState {
  readonly step: 'loading' | 'phone' | 'problem' | TopUpStatus
  readonly view: TopUpView | null
  readonly problem: ShopError | null
  /** After how many seconds the problem says to ask again. */
  readonly patience: number | null
  readonly isReached: boolean
  readonly isBusy: boolean
  /** What the shopper typed, while the page lives. */
  readonly phone: string
}

export interface TopUpSession {
  readonly state: TopUpState
  /** Asks about this number, as the shopper wrote it. */
  inquire(phone: string): void
  confirm(): void
  /** Another number, or the same once more. */
  again(): void
  retry(): void
  stop(): void
}

/** Problems that another number mends. */
const phoneProblems: ReadonlySet<string> = new Set([
  ...['invalid-phone', 'too-many-requests', 'top-up-account-not-found', 'top-up-account-inactive'],
])

export function startTopUpSession({
  client,
  onChange,
  onView,
}: {
  readonly client: TopUpClient
  readonly onChange: () => void
  readonly onView: (view: TopUpView) => void
}): TopUpSession {
  let isStopped = false
  let state: TopUpState = {
    ...{ step: 'loading', view: null, problem: null, patience: null, isBusy: false, phone: '' },
    isReached: navigator.onLine,
  }

  function change(next: Partial<TopUpState>): void {
    if (isStopped) return
    state = { ...state, ...next }
    onChange()
  }

  function fail(problem: ShopError): void {
    const { retryAt, retryAfterSeconds } = problem
    const wait = retryAt === null ? null : Math.max(1, Math.ceil((retryAt - live.clock.now()) / 1000))
    const known = { problem, patience: retryAfterSeconds ?? wait, isReached: problem.code !== 'unreachable' }
    // Too late is how it stands, not what went wrong.
    if (problem.code === 'top-up-expired' || problem.code === 'top-up-confirmed') return void live.look()
    change({ ...known, step: phoneProblems.has(problem.code) ? 'phone' : 'problem' })
  }

  async function ask(question: () => Promise<TopUpView>): Promise<void> {
    if (state.isBusy) return
    change({ isBusy: true, problem: null })
    try {
      const view = await question()
      change({ isBusy: false, step: view.status })
      live.accept(view)
    } catch (error) {
      change({ isBusy: false })
      fail(shopErrorOf(error))
    }
  }

  const live = createLive(client, {
    view: (view) => {
      const isNews = view.id !== state.view?.id || view.status !== state.view.status
      // The shopper has turned to another number: what is known of the last one must not come in between.
      const isAside = state.step === 'phone' && !isNews
      const phone = view.status === 'succeeded' ? '' : state.phone
      change({ view, isReached: true, phone, ...(isAside ? {} : { step: view.status, problem: null }) })
      if (isNews) onView(view)
    },
    reach: (isReached) => isReached !== state.isReached && change({ isReached }),
    problem: (error) => {
      const problem = shopErrorOf(error)
      if (problem.code === 'top-up-not-found') change({ step: 'phone', problem: null })
      else if (state.view === null) fail(problem)
      else change({ isReached: problem.code !== 'unreachable' })
    },
    beat: () => {
      const { view, step } = state
      if (step !== 'confirm' || view === null || Date.parse(view.expiresAt) > live.clock.now()) return
      change({ step: 'expired' })
      live.refresh()
    },
    back: () => {
      if (state.problem?.code === 'unreachable') retry()
      else if (state.view !== null && !state.view.isFinal) live.refresh()
    },
  })

  function retry(): void {
    change({ step: 'loading', problem: null })
    void live.look()
  }

  void live.look()
  return {
    get state() {
      return state
    },
    retry,
    inquire: (phone) => {
      change({ phone })
      void ask(() => client.inquire(phone))
    },
    confirm: () => {
      const { view } = state
      if (view !== null) void ask(() => client.confirm(view.id))
    },
    again: () => change({ step: 'phone', problem: null }),
    stop: () => {
      isStopped = true
      live.stop()
    },
  }
}
