import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../errors/errors.ts'
import { maskPhone, type PhoneNumber, phoneNumber } from './phone-number.ts'

describe('phoneNumber', () => {
  it.each([
    '081234567890',
    '+6281234567890',
    '6281234567890',
    '+62 812-3456-7890',
    '(0812) 3456 7890',
    '0812-3456-7890',
    ' 081234567890 ',
  ])('takes %j', (value) => expect(phoneNumber(value)).toBe('081234567890'))

  it.each(['0812345678', '08123456789', '0812345678901'])('takes %j, short or long', (value) => {
    expect(phoneNumber(value)).toBe(value)
  })

  it.each([
    '',
    '081234567',
    '08123456789012',
    '81234567890',
    '021345678901',
    '+6581234567',
    '+1 202 555 0100',
    '0062812345678',
    '+62081234567890',
    '08123456789o',
    '0812.3456.7890',
    '０８１２３４５６７８９０',
    '081234567890\n081234567891',
    `08${' '.repeat(50)}1234567890`,
    81234567890,
    null,
    undefined,
    {},
  ])('refuses %j', (value) => {
    expect(() => phoneNumber(value)).toThrow(expect.objectContaining({ code: 'invalid-input', field: 'phone' }))
  })

  it('never quotes what it was given', () => {
    const input = fc.oneof(fc.string({ minLength: 6 }), fc.stringMatching(/^[+0-9]{6,20}$/))
    fc.assert(
      fc.property(input, (value) => {
        try {
          phoneNumber(value)
        } catch (error) {
          expect(error).toBeInstanceOf(InputError)
          expect((error as Error).message).not.toMatch(/\d{5}/)
        }
      }),
    )
  })

  it('is a type that plain text is not', () => {
    // @ts-expect-error -- text that nobody checked is not a PhoneNumber
    const unchecked: PhoneNumber = '081234567890'
    expect(unchecked).toBe(phoneNumber('081234567890'))
  })
})

it.each([
  ['0812345678', '0812****78'],
  ['08123456789', '0812****789'],
  ['081234567890', '0812****7890'],
  ['0812345678901', '0812****8901'],
])('masks %s as %s', (phone, masked) => expect(maskPhone(phoneNumber(phone))).toBe(masked))
