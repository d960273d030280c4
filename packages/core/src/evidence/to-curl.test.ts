import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toCurl } from './to-curl.ts'

/** What a real shell makes of the command: curl itself is replaced by something that prints its arguments. */
function readBack(command: string): string[] {
  const script = `curl() { for argument in "$@"; do printf '%s\\0' "$argument"; done; }\n${command}`
  return execFileSync('bash', ['-c', script]).toString().split('\0').slice(0, -1)
}

test('reads back from a shell as the very same request', () => {
  const body = `{"note":"it's $HOME \`date\` \\"quoted\\" \\\\ !","n":1}`
  const command = toCurl({
    method: 'POST',
    url: 'https://app.byte-stack.net/x?a=1&b=2',
    headers: { 'x-a': "o'clock" },
    body,
  })
  expect(readBack(command)).toEqual([
    ...['--location', '--request', 'POST', 'https://app.byte-stack.net/x?a=1&b=2'],
    ...['--header', "x-a: o'clock", '--data-raw', body],
  ])
})

test('whatever the body', () => {
  const text = fc.string({ unit: fc.constantFrom("'", '"', '\\', '$', '`', '!', '\n', ' ', 'a', '%', ';', '&') })
  fc.assert(
    fc.property(text, (body) => {
      fc.pre(body !== '')
      expect(readBack(toCurl({ method: 'POST', url: 'https://x', headers: {}, body })).at(-1)).toBe(body)
    }),
    { numRuns: 100 },
  )
})
