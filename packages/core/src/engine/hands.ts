/** So many things at a time, and a word when there is room again after there was none. */
export interface Hands {
  /** How many more may begin now. Taking all of it marks the hands as full. */
  readonly free: number
  hold(task: Promise<void>): void
  /** Resolves when all that is held now has ended, with whether there was any. */
  idle(): Promise<boolean>
}

/**
 * @param size - how many tasks may run at once
 * @param onRoom - called once when a quarter of the hands is free after all were full, so that a backlog is worked off
 * without waiting for the next sweep, and not one by one
 */
export function createHands(size: number, onRoom: () => void): Hands {
  const held = new Set<Promise<void>>()
  let isFull = false
  return {
    get free() {
      return size - held.size
    },
    hold: (task) => {
      held.add(task)
      if (held.size >= size) isFull = true
      const letGo = (): void => {
        held.delete(task)
        if (!isFull || size - held.size < size / 4) return
        isFull = false
        onRoom()
      }
      task.then(letGo, letGo)
    },
    idle: async () => {
      const tasks = [...held]
      await Promise.allSettled(tasks)
      return tasks.length > 0
    },
  }
}
