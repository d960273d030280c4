import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { refusalReason, topUpRefusals, topUpText } from './response-codes.ts'

const page = readFileSync(new URL('../../../../docs/protocol/top-up.md', import.meta.url), 'utf8')

test('every refusal is in the table of the page, with its texts', () => {
  for (const { status, caseCode, name, reason, shopper } of topUpRefusals) {
    expect(page).toContain(
      `| ${status}xx${caseCode} | ${name} | \`${reason}\` | ${shopper === undefined ? '| |' : `${shopper.id} | ${shopper.en} |`}`,
    )
  }
})

test('the four that OVO mandates have texts in both languages, and no other', () => {
  expect(topUpRefusals.flatMap(({ shopper, reason }) => (shopper === undefined ? [] : [reason]))).toEqual([
    'account-not-found',
    'account-inactive',
    'over-limit',
    'amount-invalid',
  ])
  expect(topUpText('over-limit')?.id).toContain('batas')
  expect(topUpText('deposit-too-low')).toBeNull()
  expect(topUpText(undefined)).toBeNull()
})

test('the case decides, not the service in the middle and not a code that is none', () => {
  expect(['4033718', '4033818', '4030018'].map((code) => refusalReason('refused', code))).toEqual(
    Array(3).fill('account-not-found'),
  )
  expect(refusalReason('refused', '4043718')).toBe('refused')
  expect(refusalReason('refused', '40337181')).toBe('refused')
  expect(refusalReason('caller-fault', null)).toBe('caller-fault')
})
