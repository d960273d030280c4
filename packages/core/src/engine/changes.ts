/** Wakes whoever waits for a record of this process to change. Other processes' changes are found by looking again. */
export interface Changes {
  tell(id: string): void
  /** Resolves at the next change, or after that many milliseconds. */
  wait(id: string, millis: number): Promise<void>
}

export function createChanges(): Changes {
  const waiting = new Map<string, Set<() => void>>()
  return {
    tell: (id) => {
      for (const wake of [...(waiting.get(id) ?? [])]) wake()
    },
    wait: (id, millis) =>
      new Promise((resolve) => {
        const all = waiting.get(id) ?? new Set()
        const timer = setTimeout(wake, millis)
        function wake(): void {
          clearTimeout(timer)
          all.delete(wake)
          if (all.size === 0) waiting.delete(id)
          resolve()
        }
        all.add(wake)
        waiting.set(id, all)
      }),
  }
}
