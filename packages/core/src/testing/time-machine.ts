/** A clock that tests push. Give `offset` to a store, and to whatever else must agree with it. */
export interface TimeMachine {
  /** Milliseconds ahead of the wall clock. */
  readonly offset: () => number
  /** Moves time forward. There is no way back. @throws {RangeError} for a negative or fractional step */
  advance(millis: number): void
}

export function timeMachine(): TimeMachine {
  let offset = 0
  return {
    offset: () => offset,
    advance: (millis) => {
      if (!Number.isSafeInteger(millis) || millis < 0) throw new RangeError('time moves forward, in whole milliseconds')
      offset += millis
    },
  }
}
