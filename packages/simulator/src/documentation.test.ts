import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ENDPOINTS } from './api/endpoints.ts'
import { CONTROL_ROUTES } from './control/control-routes.ts'
import { resolveDialect } from './dialect.ts'
import { POS_OPERATIONS } from './pos/operations.ts'
import { POS_CODES } from './wire/pos-code.ts'

const text = readFileSync(new URL('../../../docs/simulator.md', import.meta.url), 'utf8')

test('every API of SNAP is in its table', () => {
  for (const { operation, path, service } of ENDPOINTS) {
    expect(text).toContain(`| \`${operation}\` | \`${path}\` | ${service} |`)
  }
})

test('every operation of Push To Pay is in its table, and they do not share their codes', () => {
  for (const { operation, type, processingCode, answerType } of POS_OPERATIONS) {
    expect(text).toContain(`| \`${operation}\` | ${type} | ${processingCode} | ${answerType} |`)
  }
  expect(new Set(POS_OPERATIONS.map(({ type, processingCode }) => type + processingCode)).size).toBe(6)
})

test('every responseCode of Push To Pay is explained, and no other', () => {
  const [, table = ''] = text.split('| responseCode | when |')
  const explained = [...(table.split('\n\n')[0] ?? '').matchAll(/^\| (\w\w) \|/gm)].map(([, code]) => code)
  expect(explained.sort()).toEqual(Object.keys(POS_CODES).sort())
})

test('every field of the dialect has a row that begins with its default', () => {
  for (const [field, value] of Object.entries(resolveDialect())) {
    expect(text).toContain(`| \`${field}\` | \`${value}\`, `)
  }
})

test('every control route is listed', () => {
  for (const route of Object.keys(CONTROL_ROUTES)) {
    const [method = '', path = ''] = route.split(' ')
    expect(text.split('\n').some((line) => line.includes(`\`${method} `) && line.includes(`${path}\``))).toBe(true)
  }
})
