/**
 * Core's rooms from the top down: a file imports from its own room and from rooms above it. Rooms of one line are
 * side by side and do not see each other.
 */
export const roomOrder = [
  ['errors'],
  ['values'],
  ['lifecycle'],
  ['crypto'],
  ['snap'],
  ['push-to-pay'],
  ['qris', 'linked', 'top-up'],
  ['engine'],
  ['store'],
  ['notification'],
  ['payments'],
  ['credentials', 'evidence', 'settlement'],
  ['checkout'],
  // Files that stand in src itself: config.ts, settle-config.ts, ovo.ts, create-ovo.ts, index.ts.
  ['src'],
  ['testing'],
]

/** Pairs that the order alone would allow. @type {Readonly<Record<string, readonly string[]>>} */
export const strangers = {
  'push-to-pay': ['snap'],
  qris: ['push-to-pay'],
  linked: ['push-to-pay'],
  'top-up': ['push-to-pay'],
}

/** Rooms without clock, chance, timers, environment, network or disk. */
export const pureRooms = ['errors', 'values', 'lifecycle', 'crypto', 'snap', 'push-to-pay', 'qris', 'linked', 'top-up']

/**
 * Where a module from outside may be imported at run time; anything else from outside is refused. An entry that ends in
 * a slash is a whole room. Types may come from Node anywhere.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const outsiders = {
  'node:crypto': ['crypto/', 'credentials/key-pairs.ts', 'engine/default-ports.ts', 'testing/'],
  'node:assert': ['testing/'],
  'node:assert/strict': ['testing/'],
  qrcode: ['qris/picture.ts'],
  'rate-limiter-flexible': ['checkout/limits.ts'],
  undici: ['engine/transport.ts'],
  '@electric-sql/pglite': ['store/embedded-database.ts'],
  'node-forge': ['credentials/'],
  'csv-parse': ['settlement/read-csv.ts'],
  saxes: ['settlement/read-xlsx.ts'],
  yauzl: ['settlement/zip.ts'],
}

/** Which packages of this repository a package may import. @type {Readonly<Record<string, readonly string[]>>} */
export const packageNeighbours = {
  core: [],
  // A second reading of the same facts: it shares not a line with core, in its tests neither.
  simulator: [],
  express: ['core'],
  // The simulator only in its testing entry, as an optional peer.
  nestjs: ['core', 'simulator'],
  medusa: ['core', 'elements'],
  elements: [],
  // `ovokit simulate` starts it.
  cli: ['core', 'elements', 'simulator'],
}

/** Globals that a pure room may use. `Date` and `Math` have rules of their own. */
export const pureGlobals = new Set(
  `undefined NaN Infinity Object Array String Number Boolean BigInt Symbol JSON Map Set WeakMap WeakSet RegExp Promise
  Error TypeError RangeError AggregateError Uint8Array Uint16Array Uint32Array ArrayBuffer DataView Buffer
  TextEncoder TextDecoder URL URLSearchParams Intl Iterator Reflect Proxy
  parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent structuredClone`
    .trim()
    .split(/\s+/),
)
