import jsQR from 'jsqr'
import { PNG } from 'pngjs'
import QRCode from 'qrcode'
import { expect, test } from 'vitest'
import { crc16 } from './crc16.ts'
import { breakCrc, buildQrisPayload, readQrisPayload } from './qris-payload.ts'
import { decodeTlv } from './tlv.ts'

const SYNTHETIC =
  '00020101021226630014ID.EXAMPLE.WWW011893600912000000001702120000000000170303UMI51440014ID.CO.QRIS.WWW0215ID10000000000010303UMI520458145303360540810000.005802ID5913TOKO SIMULASI6007JAKARTA610512190622305121000000000010703A01630425EC'

const details = {
  merchantId: 'SIM0000001',
  terminalId: 'T0000001',
  merchantName: 'TOKO SIMULASI',
  referenceNo: '20260302000000000001',
  amount: 25_000,
}

test('reads a payload made elsewhere, with and without decimals', () => {
  expect(readQrisPayload(SYNTHETIC)).toEqual({ referenceNo: '100000000001', amount: 10_000 })
  const whole = SYNTHETIC.replace('540810000.00', '540510000').replace(/25EC$/, '6418')
  expect(readQrisPayload(whole)).toEqual({ referenceNo: '100000000001', amount: 10_000 })
})

test('writes every object a dynamic QRIS needs', () => {
  const payload = buildQrisPayload(details)
  const objects = decodeTlv(payload)
  expect(Object.fromEntries(objects ?? [])).toMatchObject({
    '00': '01',
    '01': '12',
    '53': '360',
    '54': '25000.00',
    '58': 'ID',
    '59': 'TOKO SIMULASI',
  })
  expect([...(objects?.keys() ?? [])].at(-1)).toBe('63')
  expect(decodeTlv(objects?.get('26') ?? '')?.get('01')).toMatch(/^93600912\d{10}$/)
  expect(decodeTlv(objects?.get('51') ?? '')?.get('02')).toMatch(/^ID\d{13}$/)
  expect(decodeTlv(objects?.get('62') ?? '')?.get('07')).toBe('T0000001')
  expect(readQrisPayload(payload)).toEqual({ referenceNo: details.referenceNo, amount: 25_000 })
})

test('a check below 0100 is written with its zeros', () => {
  const payloads = Array.from({ length: 5_000 }, (_, index) => buildQrisPayload({ ...details, amount: index + 1 }))
  const small = payloads.filter((payload) => payload.slice(-4).startsWith('00'))
  expect(small.length).toBeGreaterThan(0)
  for (const payload of small) {
    expect(payload.slice(-8, -4)).toBe('6304')
    expect(readQrisPayload(payload)).toBeDefined()
  }
})

test('refuses a broken check, a cut payload and a repeated tag', () => {
  const payload = buildQrisPayload(details)
  expect(readQrisPayload(breakCrc(payload))).toBeUndefined()
  expect(readQrisPayload(payload.slice(0, -10))).toBeUndefined()
  expect(readQrisPayload('')).toBeUndefined()
  const twice = `${payload.slice(0, -8)}540500000`.concat('6304')
  expect(readQrisPayload(twice + crc16(twice))).toBeUndefined()
})

test('survives being drawn and scanned by another library', async () => {
  const payload = buildQrisPayload(details)
  const picture = PNG.sync.read(await QRCode.toBuffer(payload, { scale: 4 }))
  expect(jsQR.default(new Uint8ClampedArray(picture.data), picture.width, picture.height)?.data).toBe(payload)
})
