import { describe, expect, it } from 'vitest'
import { ConfigurationError } from '../errors/errors.ts'
import { defaultSnapDialect, resolveSnapDialect, type SnapDialect } from './dialect.ts'

const wrong =
  (partial: unknown): (() => unknown) =>
  () =>
    resolveSnapDialect(partial as Partial<SnapDialect>)

describe('resolveSnapDialect', () => {
  it('fills in the defaults', () => {
    expect(resolveSnapDialect()).toEqual(defaultSnapDialect)
    expect(resolveSnapDialect({ signatureEncoding: 'hex' })).toEqual({
      ...defaultSnapDialect,
      signatureEncoding: 'hex',
    })
    expect(resolveSnapDialect({ paths: { 'qris.query': '/OVOSNAP/v2.0/qr/qr-mpm-query' } }).paths).toEqual({
      'qris.query': '/OVOSNAP/v2.0/qr/qr-mpm-query',
    })
  })

  it('takes undefined as not given', () => {
    expect(wrong({ timestampLayout: undefined })()).toEqual(defaultSnapDialect)
  })

  it.each([
    [{ timestampLayout: 'minutes' }, 'dialect.timestampLayout'],
    [{ signatureEncoding: 'base64url' }, 'dialect.signatureEncoding'],
    [{ topUpTimestampLayout: 'minutes' }, 'dialect.topUpTimestampLayout'],
    [{ topUpSignatureEncoding: 'utf8' }, 'dialect.topUpSignatureEncoding'],
    [{ callbackToken: 'none' }, 'dialect.callbackToken'],
    [{ callbackFreshnessMillis: 0 }, 'dialect.callbackFreshnessMillis'],
    [{ callbackFreshnessMillis: '300000' }, 'dialect.callbackFreshnessMillis'],
    [{ callbackFreshnessMillis: Infinity }, 'dialect.callbackFreshnessMillis'],
    [{ paths: { 'qris.cancel': '/x' } }, 'qris.cancel'],
    [{ paths: { 'qris.query': 'https://elsewhere/x' } }, 'qris.query'],
    [{ paths: { 'qris.query': '//elsewhere/x' } }, 'qris.query'],
    [{ paths: { 'qris.query': '/x#y' } }, 'qris.query'],
    [{ paths: null }, 'dialect.paths'],
    [{ timestampLayuot: 'seconds' }, 'timestampLayuot'],
    [{ constructor: 'x' }, 'constructor'],
  ])('refuses %j', (partial, named) => {
    expect(wrong(partial)).toThrow(ConfigurationError)
    expect(wrong(partial)).toThrow(named)
  })

  it('names every problem at once', () => {
    expect(wrong({ endpointUrl: 'host', refundInconsistent: 'failed' })).toThrow(
      expect.objectContaining({ problems: expect.objectContaining({ length: 2 }) }),
    )
  })
})
