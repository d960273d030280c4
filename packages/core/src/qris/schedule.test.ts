import { describe, expect, test } from 'vitest'
import { rupiah } from '../values/rupiah.ts'
import type { QrisData } from './qris-data.ts'
import { nextQrisStep } from './schedule.ts'

const t0 = 1_800_000_000_000
const base: QrisData = {
  amount: rupiah(1),
  merchantId: 'm',
  terminalId: 't',
  latePayment: 'accept',
  sentAt: t0,
  answeredAt: t0 + 400,
  asked: 0,
}
const due = (state: Parameters<typeof nextQrisStep>[0]['state'], more: Partial<QrisData> = {}, now = t0) => {
  const step = nextQrisStep({ state, data: { ...base, ...more } }, now)
  return step === null ? null : [step.action, step.at - t0]
}
const askedAt = (offset: number): Partial<QrisData> => ({ asked: 1, askedAt: t0 + offset })

describe('when a QRIS payment is asked about', () => {
  test('unwatched: 20, 50 and 76 s after generate, the last when nobody can pay it any more', () => {
    expect(due('awaiting-scan')).toEqual(['ask', 20_000])
    expect(due('awaiting-scan', askedAt(20_100))).toEqual(['ask', 50_000])
    expect(due('awaiting-scan', askedAt(50_100))).toEqual(['ask', 76_400])
    expect(due('awaiting-scan', askedAt(76_500))).toEqual(['ask', 81_500])
  })

  test('watched: every 5 s, but never past the end', () => {
    const watchedUntil = t0 + 90_000
    expect(due('awaiting-scan', { watchedUntil })).toEqual(['ask', 5_400])
    expect(due('awaiting-scan', { watchedUntil, ...askedAt(10_000) })).toEqual(['ask', 15_000])
    expect(due('awaiting-scan', { watchedUntil, ...askedAt(74_000) })).toEqual(['ask', 76_400])
    expect(due('awaiting-scan', { watchedUntil: t0 + 9_000, ...askedAt(10_000) }, t0 + 10_000)).toEqual(['ask', 20_000])
  })

  test('hinted: at once, then with growing patience', () => {
    const hint = (asked: number) => ({ hint: { at: t0 + 7_000, asked } })
    expect(due('awaiting-scan', hint(0))).toEqual(['ask', 7_000])
    expect(due('awaiting-scan', { ...hint(1), ...askedAt(7_100) })).toEqual(['ask', 9_100])
    expect(due('failed', { ...hint(2), ...askedAt(9_200) })).toEqual(['ask', 14_200])
    expect(due('expired', { ...hint(0), isClosed: true })).toEqual(['ask', 7_000])
  })

  test('expired: backed off with age, until a person is called after a day', () => {
    expect(due('expired', askedAt(76_500))).toEqual(['ask', 91_500])
    expect(due('expired', askedAt(3_600_000))).toEqual(['ask', 3_600_000 + 900_000])
    expect(due('expired', askedAt(86_000_000))).toEqual(['raise', 86_400_000])
    expect(due('expired', { ...askedAt(80_000), isClosed: true })).toBeNull()
  })

  test('created: given up when no answer can come any more', () => expect(due('created')).toEqual(['give-up', 30_000]))

  test('at rest: paid, refunded and failed need nothing', () => {
    expect([due('paid'), due('refunded'), due('failed')]).toEqual([null, null, null])
  })
})
