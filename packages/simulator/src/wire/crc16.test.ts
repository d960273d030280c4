import { expect, test } from 'vitest'
import { crc16 } from './crc16.ts'

test('the check value of CRC-16/CCITT-FALSE', () => {
  expect(crc16('123456789')).toBe('29B1')
  expect(crc16('')).toBe('FFFF')
})

test('a small check keeps its zeros', () => {
  const texts = Array.from({ length: 5_000 }, (_, index) => String(index))
  const small = texts.map(crc16).filter((crc) => Number.parseInt(crc, 16) < 0x100)
  expect(small.length).toBeGreaterThan(0)
  for (const crc of small) expect(crc).toMatch(/^00[0-9A-F]{2}$/)
})
