import { expect, test } from 'vitest'
import { checkSameOrigin } from './same-origin.ts'

const judge = (headers: Record<string, string>): string => {
  try {
    checkSameOrigin({ host: 'shop.test', ...headers })
    return 'taken'
  } catch (error) {
    return (error as { code: string }).code
  }
}

test.each([
  ['taken', 'JSON', { 'content-type': 'application/json' }],
  ['taken', 'JSON with a charset', { 'content-type': 'Application/JSON; charset=utf-8' }],
  ['taken', 'a form of the shop’s own page', { 'sec-fetch-site': 'same-origin', 'content-type': 'text/plain' }],
  ['taken', 'an older browser on the shop’s own page', { origin: 'https://shop.test' }],
  ['cross-site', 'a form of another site', { 'sec-fetch-site': 'cross-site', 'content-type': 'text/plain' }],
  ['cross-site', 'a neighbour under the same domain', { 'sec-fetch-site': 'same-site' }],
  ['cross-site', 'another site in an older browser', { origin: 'https://evil.test' }],
  ['cross-site', 'a sandboxed page', { origin: 'null' }],
  [
    'cross-site',
    'a browser that contradicts its Origin',
    { 'sec-fetch-site': 'cross-site', origin: 'https://shop.test' },
  ],
  ['cross-site', 'nothing to go by', {}],
  ['cross-site', 'something like JSON', { 'content-type': 'application/jsonx' }],
  ['cross-site', 'JSON hidden in a form type', { 'content-type': 'text/plain; application/json' }],
])('%s: %s', (verdict, _, headers) => {
  expect(judge(headers)).toBe(verdict)
})
