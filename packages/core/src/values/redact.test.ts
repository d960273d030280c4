import { expect, test } from 'vitest'
import { redactBody, redactHeaders } from './redact.ts'

const body = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))

test('takes secrets and people out of a body, at any depth, and leaves the rest (G8)', () => {
  const text = redactBody(
    body({
      partnerReferenceNo: '217525262777',
      amount: { value: '10000.00', currency: 'IDR' },
      accessToken: 'live-token',
      tokenType: 'Bearer',
      customerNumber: '081234567890',
      customerName: 'Budi Santoso',
      additionalInfo: { actionables: [{ token: 'PaymentToken', qParams: { pin: '123456' } }] },
      responseMessage: 'failed for 6281234567890 today',
    }),
  )
  for (const secret of ['live-token', '0812', '62812', 'Budi', 'PaymentToken', '123456"'])
    expect(text).not.toContain(secret)
  for (const kept of ['217525262777', '10000.00', 'Bearer', 'failed for']) expect(text).toContain(kept)
})

test('finds a person under other names, in numbers, keys and headers too (G8)', () => {
  const text = redactBody(
    body({
      merchantName: 'TOKO SIMULASI',
      name: 'Budi Santoso',
      holderName: 'Budi Santoso',
      cashBalance: '755000',
      cashUsed: '245000',
      customer: { first: 'Budi', contact: '081234567890' },
      contact: 6281234567890,
      number: 81234567890,
      count: 812345,
      '081234567890': 'a key',
    }),
  )
  for (const secret of ['Budi', '81234567890', '755000']) expect(text).not.toContain(secret)
  for (const kept of ['TOKO SIMULASI', '812345', 'a key', '245000']) expect(text).toContain(kept)
  expect(redactHeaders({ 'x-note': 'for 081234567890' })).toEqual({ 'x-note': 'for [redacted]' })
})

test('does not show what it cannot read', () => {
  expect(redactBody(body('<html>token=abc</html>'))).toBe('[22 bytes, not a JSON object]')
  expect(redactBody(body(`{"cut":"081234567890`))).toMatch(/^\[\d+ bytes/)
  expect(redactBody(body(''))).toBe('')
})

test('hides what is nested without end', () => {
  let deep: unknown = { accessToken: 'live-token' }
  for (let level = 0; level < 50; level++) deep = { deep }
  expect(redactBody(body(deep))).not.toContain('live-token')
})

test('takes secrets out of headers and keeps their names', () => {
  expect(redactHeaders({ authorization: 'Bearer live', 'X-Signature': 'abc', 'x-partner-id': 'toko' })).toEqual({
    authorization: '[redacted]',
    'X-Signature': '[redacted]',
    'x-partner-id': 'toko',
  })
})
