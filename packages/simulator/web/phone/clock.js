let ahead = 0

/** The simulator's clock, which may be moved, and is not this device's. */
export const clock = {
  now: () => Date.now() + ahead,
  /** @param {number} now - as the simulator says */
  set(now) {
    ahead = now - Date.now()
  },
  /**
   * Whole seconds until then, never less than none.
   *
   * @param {number} at - epoch milliseconds
   */
  secondsUntil: (at) => Math.max(0, Math.ceil((at - clock.now()) / 1000)),
}

/** @param {number} seconds */
export const minutesAndSeconds = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
