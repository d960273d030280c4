import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { keyPath, keyText } from '../../../../test/vectors/vectors.ts'
import { readPublicKey } from '../crypto/keys.ts'
import { verifyTokenRequest } from './verify-token-request.ts'

const timestamp = '2024-01-30T11:17:02+07:00'
const now = Date.UTC(2024, 0, 30, 4, 17, 2)
const ovoPublicKey = readPublicKey(keyText('rsa-2048.pkcs1.pub.pem'))
const signature = execFileSync('openssl', ['dgst', '-sha256', '-sign', keyPath('rsa-2048.pkcs1.pem'), '-binary'], {
  input: `CLIENT0001|${timestamp}`,
}).toString('base64')
const headers = { 'x-client-key': 'CLIENT0001', 'x-timestamp': timestamp, 'x-signature': signature }

const verify = (changed: Record<string, string | undefined> = {}, later = 0) =>
  verifyTokenRequest({
    headers: { ...headers, ...changed },
    now: now + later,
    ovoPublicKey,
    clientIds: ['CLIENT0000', 'CLIENT0001'],
    freshnessMillis: 300_000,
  })

it('accepts what openssl signed', () => {
  expect(verify()).toEqual({ ok: true, clientId: 'CLIENT0001', replayKey: expect.stringMatching(/^[0-9a-f]{64}$/) })
})

it.each([
  [{ 'x-client-key': undefined }, 'missing-header', 'x-client-key'],
  [{ 'x-timestamp': '' }, 'missing-header', 'x-timestamp'],
  [{ 'x-signature': undefined }, 'missing-header', 'x-signature'],
  [{ 'x-client-key': 'CLIENT0009' }, 'partner-mismatch', 'x-client-key'],
  [{ 'x-client-key': 'CLIENT0000' }, 'bad-signature', 'x-signature'],
  [{ 'x-timestamp': 'now' }, 'bad-timestamp', 'x-timestamp'],
  [{ 'x-timestamp': '2024-01-30T11:17:03+07:00' }, 'bad-signature', 'x-signature'],
  [{ 'x-signature': 'AAAA' }, 'bad-signature', 'x-signature'],
])('refuses %j: %s', (changed, reason, header) => {
  expect(verify(changed)).toEqual({ ok: false, reason, header })
})

it('refuses what is too old or too new', () => {
  expect(verify({}, 300_001)).toMatchObject({ reason: 'stale' })
  expect(verify({}, -300_001)).toMatchObject({ reason: 'stale' })
  expect(verify({}, 300_000).ok).toBe(true)
})
