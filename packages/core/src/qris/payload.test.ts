import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rupiah } from '../values/rupiah.ts'
import { checkQris, crc16, parseQris } from './payload.ts'

/** Synthetic, valid, of no real merchant; its CRC was computed by another implementation. */
const withDecimals =
  '00020101021226630014ID.EXAMPLE.WWW011893600912000000001702120000000000170303UMI51440014ID.CO.QRIS.WWW0215ID10000000000010303UMI520458145303360540810000.005802ID5913TOKO SIMULASI6007JAKARTA610512190622305121000000000010703A01630425EC'
const withoutDecimals = `${withDecimals.slice(0, withDecimals.indexOf('5408'))}5405100005802ID5913TOKO SIMULASI6007JAKARTA610512190622305121000000000010703A0163046418`

const signed = (body: string): string => `${body}6304${crc16(`${body}6304`)}`
const field = (id: string, value: string): string => `${id}${String(value.length).padStart(2, '0')}${value}`
const account = field('26', field('00', 'ID.EXAMPLE.WWW') + field('01', '9360091200000000170'))
type Parts = Partial<Record<'initiation' | 'account' | 'currency' | 'amount' | 'country' | 'city', string>>
const payload = (parts: Parts = {}): string =>
  signed(
    field('00', '01') +
      (parts.initiation ?? field('01', '12')) +
      (parts.account ?? account) +
      field('52', '5814') +
      (parts.currency ?? field('53', '360')) +
      (parts.amount ?? field('54', '10000')) +
      (parts.country ?? field('58', 'ID')) +
      field('59', 'TOKO') +
      (parts.city ?? field('60', 'JAKARTA')) +
      field('61', '12190'),
  )
const amount = rupiah(10_000)

describe('crc16', () => {
  test('matches the published check value of CRC-16/CCITT-FALSE', () => expect(crc16('123456789')).toBe('29B1'))

  test('pads with zeros, where one code in 256 needs it', () => {
    const small = Array.from({ length: 5_000 }, (_, index) => payload({ city: field('60', `CITY ${index}`) })).find(
      (code) => /00..$/.test(code.slice(-4)),
    )
    expect(small).toBeDefined()
    expect(small?.slice(-4, -2)).toBe('00')
    expect(parseQris(small ?? '')).toMatchObject({ ok: true })
  })
})

describe('parseQris', () => {
  test('reads a sound payload', () => {
    expect(parseQris(withDecimals)).toMatchObject({
      ok: true,
      payload: {
        amount: '10000.00',
        currency: '360',
        country: 'ID',
        initiation: '12',
        merchantName: 'TOKO SIMULASI',
        city: 'JAKARTA',
      },
    })
  })

  test.each([
    ['an empty text', '', 'malformed'],
    ['a wrong CRC', withDecimals.replace(/.{4}$/, '0000'), 'crc-wrong'],
    ['a CRC in lower case', withDecimals.replace('25EC', '25ec'), 'crc-wrong'],
    ['one changed digit', withDecimals.replace('10000.00', '10000.01'), 'crc-wrong'],
    ['something behind the CRC', `${withDecimals}0001`, 'malformed'],
    ['an element behind the CRC', `${withDecimals}80011`, 'crc-not-last'],
    ['a duplicate tag', payload({ amount: field('54', '10000') + field('54', '1') }), 'duplicate-id'],
    [
      'a duplicate tag inside a template',
      payload({ account: field('26', field('00', 'A') + field('00', 'B')) }),
      'duplicate-id',
    ],
    ['a template that is cut', payload({ account: field('26', '0005AB') }), 'malformed'],
    ['an empty element', payload({ city: '6000' }), 'malformed'],
    ['no format in front', signed(field('01', '12') + field('00', '01')), 'format-not-first'],
    ['another format', signed(field('00', '02')), 'format-not-first'],
    ['letters outside ASCII', payload({ city: field('60', 'YOGYÅ') }), 'not-ascii'],
    ['more than 512 characters', 'x'.repeat(513), 'too-long'],
  ])('refuses %s', (_, content, problem) => expect(parseQris(content)).toEqual({ ok: false, problem }))

  test('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9]{0,80}$/), fc.constant(withDecimals)),
        fc.nat(200),
        (text, cut) => {
          const result = parseQris(text.slice(0, cut))
          return result.ok || typeof result.problem === 'string'
        },
      ),
      { numRuns: 10_000 },
    )
  })
})

describe('checkQris', () => {
  test('takes exactly this payment, however its amount is written', () => {
    for (const content of [
      withDecimals,
      withoutDecimals,
      payload({ amount: field('54', '10000.') }),
      payload({ amount: field('54', '10000.0') }),
    ]) {
      expect(checkQris(content, { amount })).toMatchObject({ ok: true })
    }
  })

  test.each([
    ['another amount', payload({ amount: field('54', '1000') }), 'amount-differs'],
    ['sen', payload({ amount: field('54', '10000.50') }), 'amount-differs'],
    ['a thousands separator', payload({ amount: field('54', '10.000') }), 'amount-differs'],
    ['an amount that the payer types', payload({ amount: '' }), 'amount-missing'],
    ['a static QR', payload({ initiation: field('01', '11') }), 'not-dynamic'],
    ['no initiation', payload({ initiation: '' }), 'not-dynamic'],
    ['dollars', payload({ currency: field('53', '840') }), 'currency-not-rupiah'],
    ['another country', payload({ country: field('58', 'MY') }), 'country-not-indonesia'],
    ['nobody to pay', payload({ account: '' }), 'merchant-missing'],
  ])('refuses %s', (_, content, problem) => expect(checkQris(content, { amount })).toEqual({ ok: false, problem }))
})
