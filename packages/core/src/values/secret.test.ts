import { format, inspect } from 'node:util'
import { expect, it } from 'vitest'
import { Secret } from './secret.ts'

const secret = new Secret('hunter2')

it('gives its text when asked', () => {
  expect(secret.reveal()).toBe('hunter2')
})

it.each([
  ['a template', `${secret}`],
  ['joining', ['a', secret].join()],
  ['JSON', JSON.stringify({ secret })],
  ['inspecting', inspect({ deep: { secret } }, { showHidden: true, depth: 9 })],
  ['format', format('%s %o %j', secret, secret, secret)],
  ['its keys', JSON.stringify([Object.keys(secret), Object.getOwnPropertyNames(secret), { ...secret }])],
  ['a clone', inspect(structuredClone(secret))],
])('hides in %s', (_, text) => {
  expect(text).not.toContain('hunter2')
})

it('shows that something is there', () => {
  expect(inspect(secret)).toBe('[secret]')
  expect(JSON.stringify(secret)).toBe('"[secret]"')
})
