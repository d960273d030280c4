import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readGenerate } from '../../packages/core/src/qris/generate.ts'
import { crc16 } from '../../packages/core/src/qris/payload.ts'
import { readQuery } from '../../packages/core/src/qris/query.ts'
import { readRefundQuery } from '../../packages/core/src/qris/refund.ts'
import { readRefundAnswer } from '../../packages/core/src/snap/refund.ts'
import { readResponseCode, snapCases } from '../../packages/core/src/snap/response-code.ts'
import { readJsonObject } from '../../packages/core/src/values/json.ts'
import { runs, timeout } from './bounds.ts'
import { nastyBody, nastyJson, nastyText } from './hostile.ts'
import { answerFields, bytes, dialects, now, paidAnswer, payment, read, refund, status } from './wire.ts'

const query = (answer: object, httpStatus = 200) =>
  readQuery(read('qris.query', httpStatus, bytes(answer)), payment, now)

/** Another text that somebody might take for the same. */
const lookalike = (text: string): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.constantFrom(
      ` ${text}`,
      `${text} `,
      `0${text}`,
      text.slice(1),
      text.slice(0, -1),
      `${text}\0`,
      text.toLowerCase() === text ? `${text}A` : text.toLowerCase(),
      `${text}\n`,
      [text],
      { value: text },
      [[text]],
      true,
      {},
      [],
    ),
    nastyText,
    nastyJson,
  )

const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === ''

/** The values of a field that OVO may send and that mean the same to us. */
const same: Readonly<Record<string, (value: unknown) => boolean>> = {
  originalPartnerReferenceNo: (value) => value === payment.number || value === Number(payment.number),
  originalReferenceNo: (value) => isAbsent(value) || value === 'OVO-REF-1',
  merchantId: (value) => isAbsent(value) || value === 'SIM0000001',
  terminalId: (value) => isAbsent(value) || value === 'T0000001',
  latestTransactionStatus: (value) => value === '00',
  responseCode: (value) => isAbsent(value) || /^200\d\d00$/.test(typeof value === 'object' ? '' : String(value)),
}

describe('paid is only said of the very answer that says it about this payment (G4)', () => {
  test('the right answer is paid', () => {
    expect(query(paidAnswer)).toMatchObject({ type: 'paid', referenceNo: 'OVO-REF-1' })
  })

  test.each(Object.entries(same))('with another %s it is not', { timeout }, (field, isSame) => {
    const right = String(paidAnswer[field as keyof typeof paidAnswer])
    fc.assert(
      fc.property(lookalike(right), (value) => {
        fc.pre(!isSame(JSON.parse(JSON.stringify(value))))
        expect(query({ ...paidAnswer, [field]: value }).type).not.toBe('paid')
      }),
      { numRuns: runs },
    )
  })

  const amounts = fc.oneof(
    fc.record({ value: lookalike('25000.00'), currency: fc.constant('IDR') }),
    fc.record({ value: fc.constant('25000.00'), currency: lookalike('IDR') }),
    fc.record({
      value: fc.oneof(
        fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => `${value}.00`),
        fc.double({ min: 24_999, max: 25_001, noNaN: true }).map(String),
        fc.double({ min: 24_999, max: 25_001, noNaN: true }),
      ),
      currency: fc.constant('IDR'),
    }),
    nastyJson,
  )
  test('with another amount or currency it is not', { timeout }, () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        const { value, currency } = (amount ?? {}) as { value?: unknown; currency?: unknown }
        const isRight = currency === 'IDR' && ['25000', '25000.0', '25000.00'].includes(value as string)
        fc.pre(amount !== null && !isRight)
        expect(query({ ...paidAnswer, amount }).type).not.toBe('paid')
      }),
      { numRuns: runs },
    )
  })

  test('with a paid time of another hour, or none that can be read, it is not', { timeout }, () => {
    fc.assert(
      fc.property(lookalike(paidAnswer.paidTime), (paidTime) => {
        const event = query({ ...paidAnswer, paidTime })
        const isLeftOut = isAbsent(paidTime)
        if (event.type === 'paid' && !isLeftOut) expect(Math.abs(event.paidAt - now)).toBeLessThan(10 * 60_000)
        if (typeof paidTime === 'object' && !isLeftOut) expect(event.type).not.toBe('paid')
      }),
      { numRuns: runs },
    )
  })

  test('with another HTTP status, or something that is no JSON object, it is not', { timeout }, () => {
    fc.assert(
      fc.property(status, nastyBody(answerFields), (httpStatus, body) => {
        if (httpStatus !== 200) expect(query(paidAnswer, httpStatus).type).not.toBe('paid')
        const event = readQuery(read('qris.query', httpStatus, body), payment, now)
        if (event.type !== 'paid') return
        const answer = readJsonObject(body)
        expect(httpStatus).toBe(200)
        for (const [field, isSame] of Object.entries(same))
          expect([field, isSame(answer?.[field])]).toEqual([field, true])
      }),
      { numRuns: runs },
    )
  })
})

/** What the standard's table says that nothing was done. Anything else may have happened. */
const clearRefusals = new Set(
  snapCases
    .filter(({ retry }) => ['final', 'later', 'caller', 'token'].includes(retry))
    .map(({ status: httpStatus, caseCode }) => `${httpStatus}/${caseCode}`),
)
function isClearRefusal(httpStatus: number, body: Uint8Array): boolean {
  const code = readResponseCode(readJsonObject(body)?.responseCode)
  return code?.httpStatus === httpStatus && clearRefusals.has(`${httpStatus}/${code.caseCode}`)
}

describe('what is not a clear answer never settles a write (G2)', () => {
  test('a refund is refused only by a code that says so, on the status that says the same', { timeout }, () => {
    fc.assert(
      fc.property(status, nastyBody(answerFields), fc.constantFrom(...dialects), (httpStatus, body, dialect) => {
        const { type } = readRefundAnswer(read('qris.refund', httpStatus, body, dialect), refund)
        expect(['succeeded', 'refused', 'missed', 'unclear']).toContain(type)
        if (type === 'refused') expect(isClearRefusal(httpStatus, body)).toBe(true)
        // Turned away before it was looked at: for the moment, or for its token.
        const isTurnedAway = httpStatus === 429 || (httpStatus === 401 && isClearRefusal(httpStatus, body))
        if (type === 'missed') expect(isTurnedAway).toBe(true)
      }),
      { numRuns: runs },
    )
  })

  test('a refund has succeeded only by OVO’s word about this very refund', { timeout }, () => {
    fc.assert(
      fc.property(status, nastyBody(answerFields), (httpStatus, body) => {
        const { type } = readRefundAnswer(read('qris.refund', httpStatus, body), refund)
        if (type !== 'succeeded') return
        const answer = readJsonObject(body)
        expect(httpStatus).toBe(200)
        const isNamed = [refund.number, Number(refund.number)].includes(answer?.partnerRefundNo as string)
        if (isAbsent(answer?.responseCode)) expect(isNamed).toBe(true)
        expect(isNamed || isAbsent(answer?.partnerRefundNo)).toBe(true)
        const { refundAmount } = answer as { refundAmount?: { value: string; currency: string } | null }
        if (!isAbsent(refundAmount))
          expect([refundAmount?.currency, Number(refundAmount?.value)]).toEqual(['IDR', 25_000])
      }),
      { numRuns: runs },
    )
  })

  test('a refund’s query settles it only by status and number of this payment', { timeout }, () => {
    fc.assert(
      fc.property(status, nastyBody(answerFields), (httpStatus, body) => {
        const { type } = readRefundQuery(read('qris.query', httpStatus, body), refund, now)
        expect(['succeeded', 'not-happened', 'unclear']).toContain(type)
        if (type === 'unclear') return
        const answer = readJsonObject(body)
        expect([payment.number, Number(payment.number)]).toContain(answer?.originalPartnerReferenceNo)
        expect(answer?.latestTransactionStatus).toBe(type === 'succeeded' ? '04' : '00')
      }),
      { numRuns: runs },
    )
  })

  test('generate is refused only by a clear code, and shows only a QR of this amount', { timeout }, () => {
    const qr = (amount: string): string => {
      const text = `000201010212261200040000010400005303360540${amount.length}${amount}5802ID5903ABC6003JKT6304`
      return text + crc16(text)
    }
    const fields = {
      ...answerFields,
      qrContent: fc.constantFrom(qr('25000'), qr('25000.00').replace('5408', '5408'), qr('25001')),
    }
    fc.assert(
      fc.property(status, nastyBody(fields), (httpStatus, body) => {
        const event = readGenerate(read('qris.generate', httpStatus, body), payment)
        if (event.type === 'shown') expect([httpStatus, event.qrContent.includes('540525000')]).toEqual([200, true])
        if (event.type === 'refused') expect(isClearRefusal(httpStatus, body) || httpStatus === 429).toBe(true)
        expect(['shown', 'refused', 'lost', 'payload-wrong']).toContain(event.type)
      }),
      { numRuns: runs },
    )
  })
})
