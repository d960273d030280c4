import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noAnswerText, pushToPayCodes, readPushToPayCode } from './response-codes.ts'

describe('readPushToPayCode', () => {
  it.each([
    ['00', 'approved'],
    ['0', 'approved'],
    [0, 'approved'],
    ['8', 'refused'],
    ['08', 'refused'],
    [8, 'refused'],
    [' 17 ', 'declined'],
    [17, 'declined'],
    ['er', 'unknown'],
    ['Eb', 'configuration'],
    ['40', 'used'],
    ['94', 'used'],
    ['25', 'not-found'],
    ['54', 'too-old'],
    ['73', 'reversed'],
    ['68', 'unknown'],
  ])('reads %j as %s', (code, class_) => expect(readPushToPayCode(code)?.class).toBe(class_))

  it.each(['BB', '99', 'XY1'])('takes %j, which no source names, as unknown', (code) => {
    expect(readPushToPayCode(code)).toMatchObject({ code, class: 'unknown' })
  })

  it.each(['', ' ', '-1', 1.5, '2005400', 'a b', null, undefined, {}, ['00'], true, Number.NaN])(
    'finds no code in %j',
    (value) => {
      const read = readPushToPayCode(value)
      expect(read === null || read.class === 'unknown').toBe(true)
    },
  )

  it('says approved, and never throws, for nothing but zero', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        if (readPushToPayCode(value)?.class === 'approved') expect(Number(value)).toBe(0)
      }),
    )
  })
})

describe('the table', () => {
  it('has each code once, upper case, two long', () => {
    const codes = pushToPayCodes.map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes.every((code) => /^[0-9A-Z]{2}$/.test(code))).toBe(true)
    expect(codes).toHaveLength(31)
  })

  it('tells a shopper about four codes only, in both languages', () => {
    const told = pushToPayCodes.filter(({ shopper }) => shopper !== undefined)
    expect(told.map(({ code }) => code)).toEqual(['00', '14', '17', '26'])
    for (const { shopper } of told) expect([shopper?.id, shopper?.en].every((text) => text?.endsWith('.'))).toBe(true)
    expect(noAnswerText.en).toBe('Transaction failed due to timeout. Please try again.')
  })

  it('names every dispute', () => {
    expect(pushToPayCodes.filter(({ dispute }) => dispute !== undefined).map(({ code }) => code)).toEqual([
      '08',
      '40',
      '58',
      '94',
      'BR',
      'ER',
    ])
  })
})
