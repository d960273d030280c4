import { timingSafeEqual } from 'node:crypto'

/** Compares bytes in a time that depends on their length only. Different lengths are unequal at once. */
export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
