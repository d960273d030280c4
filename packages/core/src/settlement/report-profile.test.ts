import { expect, test } from 'vitest'
import { type ReportProfile, settleProfile } from './report-profile.ts'

test('keeps the default of what it does not name', () => {
  const { columns, amounts, dates, delimiter } = settleProfile({ columns: { amount: 'Nominal', fee: [] } })
  expect(columns).toMatchObject({ invoice: ['MerchantInvoice'], amount: ['Nominal'], fee: [] })
  expect([amounts, dates, delimiter]).toEqual(['plain', 'dmy', null])
})

test.each<[unknown, string]>([
  [[], 'profile: must be an object'],
  [{ colums: {} }, 'knows no "colums"; it has columns'],
  [{ columns: { price: 'Price' } }, 'knows no "price"; there are invoice'],
  [{ columns: { fee: 7 } }, 'profile.columns.fee'],
  [{ delimiter: '::' }, 'profile.delimiter: must be one of ","'],
  [{ encoding: 'ebcdic' }, 'profile.encoding'],
  [{ amounts: 'round' }, 'profile.amounts'],
  [{ dates: 'y' }, 'profile.dates'],
  [{ refundTypes: [1] }, 'profile.refundTypes'],
  [{ productNames: { QR: 'qr' } }, 'profile.productNames.QR'],
])('refuses %j', (profile, message) => {
  expect(() => settleProfile(profile as ReportProfile)).toThrow(message)
})
