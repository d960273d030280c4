type Task = () => void | Promise<void>

interface Timer {
  readonly at: number
  readonly run: Task
}

/** A clock that runs with the wall clock, shifted by an offset that can only grow. Timers fire when either moves it. */
export class SimulatorClock {
  #offset: number
  #timers: Timer[] = []
  #wake: NodeJS.Timeout | undefined
  #moving: Promise<void> = Promise.resolve()
  #isStopped = false

  constructor(startAt?: number) {
    this.#offset = startAt === undefined ? 0 : startAt - Date.now()
  }

  now(): number {
    return Date.now() + this.#offset
  }

  offset(): number {
    return this.#offset
  }

  /** Runs a task once, when the clock reaches an instant. */
  schedule(at: number, run: Task): void {
    if (this.#isStopped) return
    this.#timers.push({ at, run })
    this.#timers.sort((a, b) => a.at - b.at)
    this.#arm()
  }

  /** Moves the clock forward and resolves when everything that fell due, in order, has finished. */
  advance(millis: number): Promise<void> {
    if (!Number.isFinite(millis) || millis < 0) {
      return Promise.reject(new RangeError('clock.advance needs a number of milliseconds, 0 or more'))
    }
    const move = this.#moving.then(() => this.#move(millis))
    this.#moving = move.catch(() => undefined)
    return move
  }

  /** Moves the clock to an instant. The clock does not go back: money already moved would have moved in the future. */
  async set(epochMillis: number): Promise<void> {
    const millis = epochMillis - this.now()
    if (!(millis >= 0)) throw new RangeError('clock.set needs an instant (epoch milliseconds) after clock.now()')
    await this.advance(millis)
  }

  /** Forgets every timer. */
  clear(): void {
    this.#timers = []
    clearTimeout(this.#wake)
  }

  /** Forgets every timer, and those set later too. */
  stop(): void {
    this.#isStopped = true
    this.clear()
  }

  async #move(millis: number): Promise<void> {
    const target = this.#offset + millis
    for (let timer = this.#due(target); timer !== undefined; timer = this.#due(target)) {
      this.#offset = Math.max(this.#offset, timer.at - Date.now())
      await timer.run()
    }
    this.#offset = target
    this.#arm()
  }

  #due(offset: number): Timer | undefined {
    const [first] = this.#timers
    return first !== undefined && first.at <= Date.now() + offset ? this.#timers.shift() : undefined
  }

  #arm(): void {
    clearTimeout(this.#wake)
    const [first] = this.#timers
    if (first === undefined) return
    this.#wake = setTimeout(() => void this.advance(0), Math.min(Math.max(first.at - this.now(), 0), 2 ** 31 - 1))
    this.#wake.unref()
  }
}
