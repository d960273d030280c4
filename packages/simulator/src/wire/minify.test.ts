import { expect, test } from 'vitest'
import { minify } from './minify.ts'

test.each([
  ['{ "a" : 1 ,\n\t"b": [ 1, 2 ] }', '{"a":1,"b":[1,2]}'],
  ['{"a": "two  words \\" and  a quote"}', '{"a":"two  words \\" and  a quote"}'],
  ['{"b":1.0, "1":"https:\\/\\/x", "n": "\\u00e9"}', '{"b":1.0,"1":"https:\\/\\/x","n":"\\u00e9"}'],
  ['', ''],
])('%j becomes %j', (json, expected) => {
  expect(minify(json)).toBe(expected)
})
