import type { EpochMillis } from '../values/jakarta-time.ts'

/** Word from outside, a callback or a browser that came back, that OVO may have something to say. */
export interface Hinted {
  readonly hint?: { readonly at: EpochMillis; readonly asked: number }
  readonly askedAt?: EpochMillis
}

const second = 1_000
/** After a hint OVO's books may lag behind it a little. */
const hintDelays = [0, 2 * second, 5 * second, 10 * second, 30 * second]

/** True while a hint is still worth asking about. */
export const isHintAlive = (hint: { readonly asked: number }): boolean => hint.asked < hintDelays.length

/** When to ask for the sake of a hint; infinity when there is none, or it has been asked about enough. */
export function hintedAsk({ hint, askedAt }: Hinted): EpochMillis {
  const delay = hint === undefined ? undefined : hintDelays[hint.asked]
  if (hint === undefined || delay === undefined) return Number.POSITIVE_INFINITY
  return Math.max(hint.at, hint.asked === 0 ? hint.at : (askedAt ?? hint.at)) + delay
}

/** The step of a record that is asked about only for a hint's sake. */
export function onlyHinted(record: Hinted): { readonly at: EpochMillis; readonly action: 'ask' } | null {
  const at = hintedAsk(record)
  return Number.isFinite(at) ? { at, action: 'ask' } : null
}
