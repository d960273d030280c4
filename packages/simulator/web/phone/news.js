/** @import { PhoneEntry } from '../../src/phone/phone-history.ts' */
/** @import { PhonePush, PhoneState } from '../../src/phone/phone-state.ts' */
/** @import { TextName } from '../texts.js' */

/**
 * Something that happened to the holder of a phone by itself.
 *
 * @typedef {{ readonly text: TextName, readonly merchant: string, readonly amount: number, readonly push?: PhonePush }} News
 */

/** @type {Readonly<Record<PhoneEntry['kind'], TextName | null>>} */
const MOVED = {
  payment: 'newsPaid',
  pending: null,
  returned: 'newsReturned',
  refund: 'newsRefund',
  'top-up': 'newsTopUp',
}

/**
 * What has happened between two looks at one phone, to be told once. What its holder did here, by the ids in `own`, is no
 * news to her.
 *
 * @param {PhoneState} before
 * @param {PhoneState} after
 * @param {ReadonlySet<string>} own
 * @returns {readonly News[]}
 */
export function newsBetween(before, after, own) {
  if (before.holder.phone !== after.holder.phone) return []
  const moved = after.history
    .filter(({ id }) => !own.has(id))
    .filter(isNewIn(before.history, ({ id, kind }) => id + kind))
  const wasPaid = new Set(after.history.map(({ id }) => id))
  const gone = before.pushes
    .filter(isNewIn(after.pushes, ({ id }) => id))
    .filter(({ id }) => !own.has(id) && !wasPaid.has(id))
  const told = [
    ...after.pushes.filter(isNewIn(before.pushes, ({ id }) => id)).map((push) => tell('newsPush', push, push)),
    ...after.nearby.filter(isNewIn(before.nearby, ({ id }) => id)).map((qr) => tell('newsQr', qr)),
    ...gone.map((push) => tell('newsGone', push)),
    ...moved.map((entry) => tell(MOVED[entry.kind], entry)),
    ...after.links.filter(isNewIn(before.links, ({ partner }) => partner)).map((link) => tell('newsLinked', link)),
    ...before.links.filter(isNewIn(after.links, ({ partner }) => partner)).map((link) => tell('newsUnlinked', link)),
  ]
  return told.flatMap((one) => one ?? [])
}

/**
 * @param {TextName | null} text
 * @param {{ readonly merchant: string, readonly amount?: number }} about
 * @param {PhonePush} [push]
 * @returns {News | null}
 */
const tell = (text, { merchant, amount = 0 }, push) =>
  text === null ? null : { text, merchant, amount, ...(push === undefined ? {} : { push }) }

/**
 * @template One
 * @param {readonly One[]} known
 * @param {(one: One) => string} keyOf
 * @returns {(one: One) => boolean}
 */
function isNewIn(known, keyOf) {
  const keys = new Set(known.map(keyOf))
  return (one) => !keys.has(keyOf(one))
}
