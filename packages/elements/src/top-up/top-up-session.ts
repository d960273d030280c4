import { createSession, type PageState, type Session } from '../client/session.ts'
import type { TopUpStatus, TopUpView } from '../client/wire.ts'
import type { TopUpClient } from './top-up-client.ts'

export type TopUpState = PageState<TopUpStatus, TopUpView>

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

export function startTopUpSession({
  client,
  onChange,
  onNews,
}: {
  readonly client: TopUpClient
  readonly onChange: () => void
  readonly onNews: (view: TopUpView) => void
}): TopUpSession {
  const session: Session<TopUpState, TopUpView> = createSession({
    source: client,
    more: {},
    onChange,
    onNews,
    isServed: ({ status }) => status === 'succeeded',
    isAside: () => session.state.step === 'phone',
    settle: ({ code }) => {
      if (code === 'top-up-not-found') again()
      // Too late is how it stands, not what went wrong.
      else if (code === 'top-up-expired' || code === 'top-up-confirmed') void session.look()
      else return false
      return true
    },
    onBeat: () => {
      const { view, step } = session.state
      if (step !== 'confirm' || view === null || Date.parse(view.expiresAt) > session.clock.now()) return
      session.change({ step: 'expired' })
      session.refresh()
    },
  })
  const again = (): void => session.change({ step: 'phone', problem: null })

  void session.look()
  return {
    get state() {
      return session.state
    },
    again,
    inquire: (phone) => {
      session.change({ phone })
      void session.ask(() => client.inquire(phone))
    },
    confirm: () => {
      const { view } = session.state
      if (view !== null) void session.ask(() => client.confirm(view.id))
    },
    retry: session.retry,
    stop: session.stop,
  }
}
