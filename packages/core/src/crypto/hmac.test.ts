import { execFileSync } from 'node:child_process'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { hmacSha256, hmacSha512, hmacSha512Text, readHmacKey } from './hmac.ts'

it('agrees with RFC 4231, test case 2', () => {
  expect(Buffer.from(hmacSha512({ key: 'Jefe', message: 'what do ya want for nothing?' })).toString('hex')).toBe(
    '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737',
  )
})

it.each(['TESTSECRET', 'c2VjcmV0LXRoYXQtbG9va3MtbGlrZS1iYXNlNjQ=', 'kunci-é'])(
  'agrees with openssl under %s',
  (key) => {
    const message = 'POST:/x:t:é:2024-01-30T11:17:02+07:00'
    const theirs = execFileSync('openssl', ['dgst', '-sha512', '-hmac', key, '-binary'], { input: message })
    expect(Buffer.from(hmacSha512({ key, message })).equals(theirs)).toBe(true)
    expect(Buffer.from(hmacSha512({ key: readHmacKey(key), message })).equals(theirs)).toBe(true)
    for (const encoding of ['base64', 'hex'] as const)
      expect(hmacSha512Text({ key: readHmacKey(key), message, encoding })).toBe(theirs.toString(encoding))
  },
)

it('keeps a key that was made ready out of what is printed', () => {
  const key = readHmacKey('hunter2')
  expect(`${inspect(key, { showHidden: true })} ${JSON.stringify({ key })} ${key}`).not.toContain('hunter2')
})

describe('hmacSha256', () => {
  it('agrees with RFC 4231, test case 2', () => {
    const code = hmacSha256({ key: 'Jefe', message: 'what do ya want for nothing?' })
    expect(Buffer.from(code).toString('hex')).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843')
  })

  it.each(['TESTSECRET', 'a4f6bf89b2a85781', 'kunci-é'])('agrees with openssl under %s', (key) => {
    const message = 'hypermart1468914526é'
    const theirs = execFileSync('openssl', ['dgst', '-sha256', '-hmac', key, '-binary'], { input: message })
    expect(Buffer.from(hmacSha256({ key, message })).equals(theirs)).toBe(true)
    expect(Buffer.from(hmacSha256({ key: readHmacKey(key), message })).equals(theirs)).toBe(true)
  })
})
