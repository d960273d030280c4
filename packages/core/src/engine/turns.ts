/** Runs tasks with the same key one after another, as they came. `hasWaited` says that another one ran in between. */
export type Turns = <Value>(key: string, task: (hasWaited: boolean) => Promise<Value>) => Promise<Value>

/** What would only lose to each other in the store takes turns before it goes there. Holds nothing where nobody waits. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<void>>()
  return (key, task) => {
    const before = last.get(key)
    const mine = before === undefined ? task(false) : before.then(() => task(true))
    const end: Promise<void> = mine.then(ended, ended)
    function ended(): void {
      if (last.get(key) === end) last.delete(key)
    }
    last.set(key, end)
    return mine
  }
}
