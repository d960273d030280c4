import { expect, it } from 'vitest'
import { sha256Hex } from './digest.ts'

it.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  // FIPS 180-2, appendix B.1
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
])('hashes %j, as text and as bytes', (text, hash) => {
  expect(sha256Hex(text)).toBe(hash)
  expect(sha256Hex(new TextEncoder().encode(text))).toBe(hash)
})
