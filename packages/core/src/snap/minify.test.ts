import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minifyJson } from './minify.ts'

const minify = (text: string): string => new TextDecoder().decode(minifyJson(new TextEncoder().encode(text)))

// Each is minified already, and each comes out different when it is parsed and written again.
const stubborn = [
  '{"b":1,"2":1,"1":1}',
  '{"a":1.0}',
  '{"a":12345678901234567890}',
  String.raw`{"u":"https:\/\/x"}`,
  String.raw`{"n":"\u00e9"}`,
  '{"a":1,"a":2}',
]

describe('minifyJson', () => {
  it.each(stubborn)('leaves %s alone', (text) => {
    expect(JSON.stringify(JSON.parse(text))).not.toBe(text)
    const bytes = new TextEncoder().encode(text)
    expect(minifyJson(bytes)).toBe(bytes)
  })

  it.each([
    ['{ "a" : 1 }', '{"a":1}'],
    ['{\r\n\t"a": [1, 2]\n}\n', '{"a":[1,2]}'],
    ['{"a": "b  c\\" d"}', '{"a":"b  c\\" d"}'],
    ['{"a": "ends with \\\\" , "b": " "}', '{"a":"ends with \\\\","b":" "}'],
    ['{"a": "é 日本"}', '{"a":"é 日本"}'],
    ['  ', ''],
    ['', ''],
  ])('makes %j into %j', (text, expected) => {
    expect(minify(text)).toBe(expected)
  })

  it('keeps other spaces, which are not JSON whitespace', () => {
    expect(minify('\u00a0\u000b\u000c')).toBe('\u00a0\u000b\u000c')
  })

  it('never changes the value, and minifies once', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 1, 4, '\t', ' \n'), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent)
        expect(minify(text)).toBe(JSON.stringify(JSON.parse(json)))
        expect(JSON.parse(minify(json))).toEqual(JSON.parse(json))
        expect(minify(minify(json))).toBe(minify(json))
      }),
    )
  })

  it('takes any bytes, adds none and does not touch its input', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const before = bytes.slice()
        expect(minifyJson(bytes).length).toBeLessThanOrEqual(bytes.length)
        expect(bytes).toEqual(before)
      }),
    )
  })
})
