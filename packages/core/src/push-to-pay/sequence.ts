import { InputError } from '../errors/errors.ts'
import { type EpochMillis, jakartaDate } from '../values/jakarta-time.ts'

/**
 * How batch numbers go on.
 *
 * - `daily`: each Jakarta day is a batch of its own, named `yyMMdd`; its reference numbers begin at 1.
 * - `rolling`: one batch until its reference numbers reach 999999, then the next.
 */
export type BatchMethod = 'daily' | 'rolling'

/** Where a sequence begins: above every number that the same tid and mid have ever used. Default: 1 and 1. */
export interface SequenceStart {
  readonly batchNo: number
  readonly referenceNumber: number
}

/** One pair of numbers, each 1 to 999999. */
export interface PushNumbers {
  readonly batchNo: number
  readonly referenceNumber: number
}

const LARGEST = 999_999

/**
 * Tells the lowest position that may be given out now. A counter that takes the greater of its last position plus one and
 * this floor never gives a pair out twice, whatever the clock does, and a `daily` one begins each day with a new batch.
 *
 * A pair and its position say the same: {@link numbersAt} turns a position into the pair.
 *
 * @param start - Default: batch 1, reference number 1. A position below it is never given out.
 * @throws InputError `invalid-input` for a start that is not two integers from 1 to 999999.
 * @see docs/protocol/push-to-pay.md#sequences
 */
export function sequenceFloor({
  method,
  now,
  start = { batchNo: 1, referenceNumber: 1 },
}: {
  method: BatchMethod
  now: EpochMillis
  start?: SequenceStart
}): number {
  const first = positionOf(start)
  if (method === 'rolling') return first
  const batchNo = Number(jakartaDate(now).replaceAll('-', '').slice(2))
  return Math.max(first, positionOf({ batchNo, referenceNumber: 1 }))
}

/**
 * Turns a position into its pair. Positions that follow each other differ in the pair, and every 999999th begins a batch.
 *
 * @throws InputError `invalid-input` when the batch numbers are used up, or `position` is not a position.
 * @see docs/protocol/push-to-pay.md#sequences
 */
export function numbersAt(position: number): PushNumbers {
  const batchNo = Math.floor(position / LARGEST)
  if (!Number.isSafeInteger(position) || batchNo < 1 || batchNo > LARGEST) {
    throw new InputError('position', 'is outside batches 1 to 999999; configure a start with OVO')
  }
  return { batchNo, referenceNumber: (position % LARGEST) + 1 }
}

/** The name of the counter: OVO tells numbers apart per tid and mid. */
export function sequenceName({ terminalId, mid }: { terminalId: string; mid: string }): string {
  return `push-to-pay:${JSON.stringify([terminalId, mid])}`
}

/** Writes a number as six digits, zero-padded. @throws InputError `invalid-input` unless it is 1 to 999999. */
export function sixDigits(n: number): string {
  return String(inRange(n)).padStart(6, '0')
}

const positionOf = ({ batchNo, referenceNumber }: PushNumbers): number =>
  inRange(batchNo, 'batchNo') * LARGEST + inRange(referenceNumber, 'referenceNumber') - 1

function inRange(n: number, field = 'number'): number {
  if (Number.isSafeInteger(n) && n >= 1 && n <= LARGEST) return n
  throw new InputError(field, 'must be an integer from 1 to 999999')
}
