import { isOvoAddress } from '../client/ovo-address.ts'
import { createSession, type PageState, type Session } from '../client/session.ts'
import type { LinkStatus, LinkView } from '../client/wire.ts'
import type { LinkClient } from './link-client.ts'

/** `unlink`: asked whether really. */
export type LinkState = PageState<LinkStatus | 'unlink', LinkView>

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

export function startLinkSession({
  client,
  returned,
  onReturned,
  openPage,
  onChange,
  onNews,
}: {
  readonly client: LinkClient
  /** The address that OVO's pages have led the browser back to; `null` when it came from anywhere else. */
  readonly returned: string | null
  /** The shop has taken the return. */
  readonly onReturned: () => void
  /** Leaves the page for OVO's. */
  readonly openPage: (address: string) => void
  readonly onChange: () => void
  readonly onNews: (view: LinkView) => void
}): LinkSession {
  let isReturning = returned !== null
  const session: Session<LinkState, LinkView> = createSession({
    // There are no events of a link: it is asked about while it changes.
    source: { look: client.look, listen: async function* () {} },
    more: {},
    onChange,
    onNews,
    isServed: ({ status }) => status === 'linked',
    isAside: () => session.state.step === 'phone' || session.state.step === 'unlink',
    // What OVO said comes first, whatever is known already.
    passBy: () => {
      if (isReturning) complete()
      return isReturning
    },
  })
  const { change, ask } = session

  /** What OVO said is passed on until the shop has it: it is said once. */
  function complete(): void {
    void ask(async () => {
      const view = await client.complete(returned ?? '')
      isReturning = false
      onReturned()
      return view
    })
  }

  if (isReturning) complete()
  else void session.look()
  return {
    get state() {
      return session.state
    },
    activate: () => change({ step: 'phone', problem: null }),
    askUnlink: () => change({ step: 'unlink' }),
    back: () => change({ step: session.state.view?.status ?? 'none', problem: null }),
    start: (phone) => {
      change({ phone })
      void ask(() => client.start(phone)).then((view) => {
        if (view?.page != null && isOvoAddress(view.page)) openPage(view.page)
      })
    },
    unlink: () => void ask(client.unlink),
    retry: session.retry,
    stop: session.stop,
  }
}
