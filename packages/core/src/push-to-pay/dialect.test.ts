import { describe, expect, it } from 'vitest'
import { ConfigurationError } from '../errors/errors.ts'
import { defaultPushToPayDialect, type PushToPayDialect, pushToPayHosts, resolvePushToPayDialect } from './dialect.ts'

const wrong = (partial: unknown) => () => resolvePushToPayDialect(partial as Partial<PushToPayDialect>)

describe('resolvePushToPayDialect', () => {
  it('fills in the defaults', () => {
    expect(resolvePushToPayDialect()).toEqual(defaultPushToPayDialect)
    expect(resolvePushToPayDialect({ statusDate: 'now' })).toEqual({ ...defaultPushToPayDialect, statusDate: 'now' })
    expect(wrong({ random: undefined })()).toEqual(defaultPushToPayDialect)
  })

  it.each([
    [{ hmacCovers: 'body' }, 'dialect.hmacCovers'],
    [{ referenceNumberForm: 'hex' }, 'dialect.referenceNumberForm'],
    [{ statusDate: 'later' }, 'dialect.statusDate'],
    [{ reversalPhone: true }, 'dialect.reversalPhone'],
    [{ random: 'letters' }, 'dialect.random'],
    [{ hosts: {} }, 'dialect.hosts'],
    [{ constructor: 'x' }, 'dialect.constructor'],
  ])('refuses %j', (partial, named) => {
    expect(wrong(partial)).toThrow(ConfigurationError)
    expect(wrong(partial)).toThrow(named)
  })
})

it("knows OVO's hosts", () => {
  expect(pushToPayHosts).toEqual({ staging: 'https://app.byte-stack.net', production: 'https://apigw.ovo.id' })
})
