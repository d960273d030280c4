import { type Followed, type Follower, follow } from './follow.ts'
import { createServerClock, type ServerClock } from './server-clock.ts'
import { watchPage } from './watch-page.ts'

/** Something of the shop's that lives on while a page shows it. */
export interface Live<View> {
  readonly clock: ServerClock
  /** Takes what the shop answered, unless it has said something newer already, and follows it until it is final. */
  accept(view: View): void
  /** Asks how it stands. */
  look(): Promise<void>
  /** Asks at once, where it is followed. */
  refresh(): void
  stop(): void
}

type AnyView = { readonly now: string; readonly isFinal: boolean }

export function createLive<View extends AnyView>(
  source: Followed<View>,
  on: {
    readonly view: (view: View) => void
    /** A question of those that follow it was refused, or not answered; without an error: the network went. */
    readonly miss: (error?: unknown) => void
    /** The question was refused, or not answered. */
    readonly problem: (error: unknown) => void
    readonly beat: () => void
    /** The page came back. */
    readonly back: () => void
  },
): Live<View> {
  const clock = createServerClock()
  let follower: Follower | null = null
  let latest: View | null = null
  let isStopped = false

  function hear(view: View): void {
    if (isStopped || (latest !== null && Date.parse(view.now) < Date.parse(latest.now))) return
    clock.hear(view.now)
    latest = view
    if (view.isFinal) follower?.stop()
    on.view(view)
  }

  function accept(view: View): void {
    hear(view)
    // An answer that was overtaken says nothing of what is followed now.
    if (latest !== view || view.isFinal) return
    follower?.stop()
    follower = follow(source, { onView: hear, onMiss: on.miss })
  }

  const look = async (): Promise<void> => {
    try {
      accept(await source.look())
    } catch (error) {
      if (!isStopped) on.problem(error)
    }
  }

  const unwatch = watchPage({ onBeat: on.beat, onReturn: on.back, onOffline: () => on.miss() })
  return {
    clock,
    accept,
    look,
    refresh: () => follower?.refresh(),
    stop: () => {
      isStopped = true
      follower?.stop()
      unwatch()
    },
  }
}
