const beatMillis = 250
/** So long between two beats means that the page, or the whole computer, slept. */
const sleepMillis = 5_000

/** Hears what happens to the page. */
export interface PageWatcher {
  /** About four times a second while the page runs. */
  readonly onBeat: () => void
  /** Back from another app or tab, from sleep, or from a tunnel: what is known may be old. */
  readonly onReturn: () => void
  /** The browser says that there is no network. */
  readonly onOffline: () => void
}

/** Tells when time passes and when a page comes back. Returns how to stop. */
export function watchPage({ onBeat, onReturn, onOffline }: PageWatcher): () => void {
  const left = new AbortController()
  const { signal } = left
  let lastBeat = Date.now()
  const beat = (): void => {
    const now = Date.now()
    const hasSlept = now - lastBeat > sleepMillis
    lastBeat = now
    if (hasSlept && !document.hidden) onReturn()
    onBeat()
  }
  document.addEventListener('visibilitychange', () => !document.hidden && onReturn(), { signal })
  window.addEventListener('pageshow', ({ persisted }) => persisted && onReturn(), { signal })
  window.addEventListener('online', onReturn, { signal })
  window.addEventListener('offline', onOffline, { signal })
  const timer = setInterval(beat, beatMillis)
  return () => {
    left.abort()
    clearInterval(timer)
  }
}
