import fc from 'fast-check'

/** Texts that have broken parsers, stores, regular expressions and terminals before. */
const nastyTexts = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff',
  '\ufeff',
  '\u2028',
  '\u202e',
  '\r\nX-Injected: 1',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  '[object Object]',
  'null',
  'undefined',
  'NaN',
  '-0',
  '1e400',
  '25000.00',
  '025000.00',
  '25000.001',
  '9'.repeat(400),
  'A'.repeat(5_000),
  '../../etc/passwd',
  "'; drop table records; --",
  '{{7*7}}<%= 7 %>',
  '%00%ff%zz',
  '٢٥٠٠٠',
  '2026-02-30T25:61:61+99:99',
  '2026-11-22T10:00:00+07:00',
]

export const nastyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...nastyTexts),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.stringMatching(/^[\d.:+TZ-]{0,40}$/),
)

const nastyNumber: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 0.1, 25_000.5, 2 ** 53, 2 ** 53 + 2, 1e21, 5e-324, 1.7e308, -1.7e308, 2_004_700),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)

const nastyKey = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toJSON', 'length', '', '\0'),
  nastyText,
)

const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false),
    nastyNumber,
    nastyText,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.array(fc.tuple(nastyKey, tie('tree')), { maxLength: 4 }).map(Object.fromEntries),
  ),
}))

/** Any JSON value, mostly of the wrong kind. */
export const nastyJson: fc.Arbitrary<unknown> = tree

/** JSON that a parser takes and that nests deeper than a careless walk survives. */
const deep = fc
  .constantFrom(50, 2_000, 15_000)
  .chain((depth) =>
    fc.constantFrom(
      '['.repeat(depth) + ']'.repeat(depth),
      `${'{"a":'.repeat(depth)}null${'}'.repeat(depth)}`,
      `{"amount":${'{"value":'.repeat(depth)}"1"${'}'.repeat(depth)}}`,
      '['.repeat(depth),
    ),
  )

/** What JSON can say and an object literal cannot: a key twice, a number beyond all numbers, an escaped lone surrogate. */
const onlyInText = fc.constantFrom(
  '{"responseCode":"2004700","responseCode":"4004700"}',
  '{"amount":{"value":1e400,"currency":"IDR"}}',
  '{"latestTransactionStatus":"\\ud800","originalPartnerReferenceNo":"\\u0000"}',
  '{"__proto__":{"responseCode":"2004700","latestTransactionStatus":"00"}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '\ufeff{"a":1}',
  '{"a":1}{"b":2}',
  '"{}"',
  '1e999',
)

/** An object with the given fields, each of them there or not, right or hostile, and some fields of nobody. */
export function nastyObject(fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<object> {
  const known = Object.fromEntries(
    Object.entries(fields).map(([name, right]) => [name, fc.oneof({ arbitrary: right, weight: 3 }, nastyJson)]),
  )
  return fc
    .tuple(fc.record(known, { requiredKeys: [] }), fc.array(fc.tuple(nastyKey, nastyJson), { maxLength: 2 }))
    .map(([object, more]) => ({ ...object, ...Object.fromEntries(more) }))
}

/** Bodies: an object with these fields, other JSON, text, and plain bytes. */
export function nastyBody(fields: Readonly<Record<string, fc.Arbitrary<unknown>>> = {}): fc.Arbitrary<Uint8Array> {
  const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
  return fc.oneof(
    { arbitrary: nastyObject(fields).map((value) => utf8(JSON.stringify(value))), weight: 12 },
    { arbitrary: nastyObject(fields).map((value) => utf8(JSON.stringify(value, null, '\t'))), weight: 2 },
    { arbitrary: nastyJson.map((value) => utf8(JSON.stringify(value))), weight: 3 },
    { arbitrary: onlyInText.map(utf8), weight: 3 },
    { arbitrary: nastyText.map(utf8), weight: 2 },
    { arbitrary: fc.uint8Array({ maxLength: 64 }), weight: 3 },
    { arbitrary: deep.map(utf8), weight: 1 },
  )
}

/** Bodies of 64 kB that are slow for whoever looks at everything twice. */
export const heavyBodies: readonly (readonly [string, string])[] = (
  [
    ['spaces', ' '],
    ['open brackets', '['],
    ['open objects', '{"a":'],
    ['quotes', '"'],
    ['backslashes', '"\\'],
    ['digits', '0'],
    ['almost phone numbers', '+6280'],
    ['phone numbers', '081234567890 '],
    ['dots', 'a.'],
    ['control characters', '\u0001\u200b'],
    ['elements of a QR', '0001a'],
  ] as const
).flatMap(([name, unit]) => {
  const filling = unit.repeat(Math.floor(65_000 / unit.length))
  return [
    [name, filling],
    [`${name}, in a field`, JSON.stringify({ responseMessage: filling.slice(0, 30_000), qrContent: filling })],
    [`${name}, as a key`, JSON.stringify({ [filling.slice(0, 60_000)]: 1 })],
  ] as const
})
