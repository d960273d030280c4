import { expect, test } from 'vitest'
import { passphraseOfFile } from './pass-file.ts'

const of = (...bytes: number[]): number[] => [...passphraseOfFile(Uint8Array.from(bytes))]

test('the first line, as a C string: before the first line feed or zero byte', () => {
  expect(of(1, 2, 0x0a, 3, 0x0a)).toEqual([1, 2])
  expect(of(1, 2, 0, 3, 0x0a)).toEqual([1, 2])
  expect(of(1, 0x0d, 0x0a)).toEqual([1, 0x0d])
  expect(of(1, 2, 3)).toEqual([1, 2, 3])
  expect(of(0x0a, 1)).toEqual([])
  expect(of(0, 1)).toEqual([])
  expect(of(0xff, 0x80, 0xc3)).toEqual([0xff, 0x80, 0xc3])
})

test('at most 1,023 bytes', () => {
  expect(passphraseOfFile(new Uint8Array(4_096).fill(65))).toHaveLength(1_023)
})
