import { createLive } from '../client/live.ts'
import { isOvoAddress } from '../client/ovo-address.ts'
import { type ShopError, shopErrorOf } from '../client/shop-error.ts'
import type { LinkStatus, LinkView } from '../client/wire.ts'
import type { LinkClient } from './link-client.ts'

/** All that is drawn of a link. */
export interface LinkState {
  /** `phone`: which number; `unlink`: whether really. */
  readonly step: 'loading' | 'phone' | 'unlink' | 'problem' | LinkStatus
  readonly view: LinkView | null
  readonly problem: ShopError | null
  /** After how many seconds the problem says to ask again. */
  readonly patience: number | null
  readonly isReached: boolean
  readonly isBusy: boolean
  /** What the customer typed, while the page lives. */
  readonly phone: string
}

export interface LinkSession {
  readonly state: LinkState
  /** On to the field for the number. */
  activate(): void
  /** Begins to link this number, and goes to OVO's pages. */
  start(phone: string): void
  /** Asks whether really. */
  askUnlink(): void
  unlink(): void
  /** Back to how it stands. */
  back(): void
  retry(): void
  stop(): void
}

/** Problems that another number mends. */
const phoneProblems: ReadonlySet<string> = new Set([
  ...['invalid-phone', 'phone-not-registered', 'phone-blocked', 'phone-linked', 'too-many-requests'],
])

export function startLinkSession({
  client,
  returned,
  onTaken,
  openPage,
  onChange,
  onView,
}: {
  readonly client: LinkClient
  /** The address that OVO's pages have led the browser back to; `null` when it came from anywhere else. */
  readonly returned: string | null
  /** The shop has it, and it is good for nothing any more. */
  readonly onTaken: () => void
  /** Leaves the page for OVO's. */
  readonly openPage: (address: string) => void
  readonly onChange: () => void
  readonly onView: (view: LinkView) => void
}): LinkSession {
  let isStopped = false
  let state: LinkState = {
    ...{ step: 'loading', view: null, problem: null, patience: null, isBusy: false, phone: '' },
    isReached: navigator.onLine,
  }

  function change(next: Partial<LinkState>): void {
    if (isStopped) return
    state = { ...state, ...next }
    onChange()
  }

  function fail(problem: ShopError): void {
    const { retryAt, retryAfterSeconds } = problem
    const wait = retryAt === null ? null : Math.max(1, Math.ceil((retryAt - live.clock.now()) / 1000))
    const step = phoneProblems.has(problem.code) && state.step === 'phone' ? 'phone' : 'problem'
    change({ step, problem, patience: retryAfterSeconds ?? wait, isReached: problem.code !== 'unreachable' })
  }

  async function ask(question: () => Promise<LinkView>): Promise<LinkView | null> {
    if (state.isBusy) return null
    change({ isBusy: true, problem: null })
    try {
      const view = await question()
      change({ isBusy: false, step: view.status })
      live.accept(view)
      return view
    } catch (error) {
      change({ isBusy: false })
      fail(shopErrorOf(error))
      return null
    }
  }

  const live = createLive(
    // There are no events of a link: it is asked about while it changes.
    { look: client.look, listen: async function* () {} },
    {
      view: (view) => {
        const isNews = view.status !== state.view?.status
        const isAside = (state.step === 'phone' || state.step === 'unlink') && !isNews
        const phone = view.status === 'linked' ? '' : state.phone
        change({ view, isReached: true, phone, ...(isAside ? {} : { step: view.status, problem: null }) })
        if (isNews) onView(view)
      },
      reach: (isReached) => isReached !== state.isReached && change({ isReached }),
      problem: (error) => {
        const problem = shopErrorOf(error)
        if (state.view === null) fail(problem)
        else change({ isReached: problem.code !== 'unreachable' })
      },
      beat: () => {},
      back: () => void live.look(),
    },
  )

  /** Until the shop has it, what OVO gave the browser is passed on and not only looked at. */
  let given = returned

  async function begin(): Promise<void> {
    const url = given
    if (url === null) return live.look()
    if ((await ask(() => client.complete(url))) === null) return
    given = null
    onTaken()
  }

  function retry(): void {
    change({ step: 'loading', problem: null })
    void begin()
  }

  void begin()
  return {
    get state() {
      return state
    },
    retry,
    activate: () => change({ step: 'phone', problem: null }),
    askUnlink: () => change({ step: 'unlink' }),
    back: () => change({ step: state.view?.status ?? 'none', problem: null }),
    start: (phone) => {
      change({ phone })
      void ask(() => client.start(phone)).then((view) => {
        if (view?.page != null && isOvoAddress(view.page) && !isStopped) openPage(view.page)
      })
    },
    unlink: () => void ask(client.unlink),
    stop: () => {
      isStopped = true
      live.stop()
    },
  }
}
