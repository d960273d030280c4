import { FAULTS, type FaultName, faultsOn, fits, OPERATIONS, type Operation } from './fault-table.ts'

export interface FaultInput {
  readonly operation: Operation
  readonly fault: FaultName
  /** How many calls, or callbacks, it hits. @default 1 */
  readonly times?: number
  /** For `delay` (default 1000), `settle-late` and `fail-late` (default 90000) and `answer-late` (default 62000). */
  readonly delayMillis?: number
}

/** A fault as it is applied to one call or one callback. */
export interface Fault {
  readonly name: FaultName
  readonly delayMillis: number
}

const DEFAULT_DELAYS: Readonly<Partial<Record<FaultName, number>>> = {
  'settle-late': 90_000,
  'fail-late': 90_000,
  'answer-late': 62_000,
}

/** The misbehaviour that is waiting to happen, first come first served per operation. */
export class FaultQueue {
  #waiting: Array<Required<FaultInput>> = []

  add(input: FaultInput): void {
    const { operation, fault, times = 1, delayMillis = defaultDelay(fault) } = input
    if (!OPERATIONS.includes(operation)) {
      throw new TypeError(`no operation ${operation}; the operations are ${OPERATIONS.join(', ')}`)
    }
    if (!Object.hasOwn(FAULTS, fault) || !fits(fault, operation)) {
      throw new TypeError(`no fault ${fault} on ${operation}; the faults there are ${faultsOn(operation).join(', ')}`)
    }
    if (!Number.isInteger(times) || times < 1) throw new TypeError('fault times must be a whole number, 1 or more')
    if (!Number.isFinite(delayMillis) || delayMillis < 0) throw new TypeError('fault delayMillis must be 0 or more')
    this.#waiting.push({ operation, fault, times, delayMillis })
  }

  /** Takes the next fault for an operation out of the queue. */
  take(operation: Operation): Fault | undefined {
    const index = this.#waiting.findIndex((waiting) => waiting.operation === operation)
    const waiting = this.#waiting[index]
    if (waiting === undefined) return undefined
    const rest = waiting.times > 1 ? [{ ...waiting, times: waiting.times - 1 }] : []
    this.#waiting.splice(index, 1, ...rest)
    return { name: waiting.fault, delayMillis: waiting.delayMillis }
  }

  list(): ReadonlyArray<Required<FaultInput>> {
    return [...this.#waiting]
  }

  clear(): void {
    this.#waiting = []
  }
}

/** A fault with its default delay, for the places that name one without queueing it. */
export function faultOf(name: FaultName): Fault {
  return { name, delayMillis: defaultDelay(name) }
}

function defaultDelay(fault: FaultName): number {
  return DEFAULT_DELAYS[fault] ?? 1_000
}
