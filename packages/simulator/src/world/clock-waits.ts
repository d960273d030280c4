import type { SimulatorClock } from './clock.ts'

/** Answers that are held back until the clock reaches an instant. */
export class ClockWaits {
  readonly #waiting = new Set<() => void>()
  readonly #clock: SimulatorClock

  constructor(clock: SimulatorClock) {
    this.#clock = clock
  }

  /** Resolves with `due` when the clock gets there, or with `cut` when everything is forgotten first. */
  until(at: number): Promise<'due' | 'cut'> {
    return new Promise((resolve) => {
      const cut = (): void => resolve('cut')
      this.#waiting.add(cut)
      this.#clock.schedule(at, () => {
        this.#waiting.delete(cut)
        resolve('due')
      })
    })
  }

  clear(): void {
    for (const cut of this.#waiting) cut()
    this.#waiting.clear()
  }
}
