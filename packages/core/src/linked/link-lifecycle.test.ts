import { describe, expect, it, test } from 'vitest'
import { checkTable, type TableShape } from '../lifecycle/check-table.ts'
import type { CallOperation, Subject } from '../lifecycle/lifecycle.ts'
import { transition } from '../lifecycle/transition.ts'
import type { SnapCall, SnapResult } from '../snap/call.ts'
import type { SnapClass } from '../snap/response-code.ts'
import { formatTimestamp } from '../values/jakarta-time.ts'
import type { JsonObject } from '../values/json.ts'
import { isCustomerTokenRefused } from './customer-token.ts'
import { isUsable, type LinkData, type LinkState, type LinkSubject, linkReference } from './link-data.ts'
import type { LinkEvent } from './link-events.ts'
import { linkLifecycle } from './link-lifecycle.ts'
import { type LinkAction, linkTiming } from './link-schedule.ts'
import { linkTable } from './link-table.ts'
import { sealTokens } from './sealed-tokens.ts'

const t0 = 1_800_000_000_000
const day = 86_400_000
const fresh: LinkSubject = {
  id: 'link_1',
  kind: 'link',
  merchant: 'default',
  reference: linkReference('alice'),
  number: '217000000001',
  parentId: null,
  state: 'started',
  data: {
    customer: 'alice',
    merchantId: 'MID',
    deviceId: 'device-1',
    maskedPhone: '0812****7890',
    stateHash: 'hash',
    generation: 0,
    tries: 0,
  },
  createdAt: t0,
}

const answered = (
  body: JsonObject,
  { of = 'succeeded', code = '2007400' as string | null }: { of?: SnapClass; code?: string | null } = {},
): SnapResult => ({ kind: 'answered', class: of, responseCode: code, message: null, ovoErrorCode: null, body })
const silent: SnapResult = { kind: 'no-answer', sent: 'maybe', reason: 'timeout' }

/** One event as the engine would bring it about. */
function apply(subject: LinkSubject, event: LinkEvent, now: number): LinkSubject {
  const step = transition(linkTable, subject.state, event.type)
  if (!step.accepted) throw new Error(`${event.type} is rejected in ${subject.state}`)
  return { ...subject, state: step.to, data: linkLifecycle.reduce(subject, event, { now, relatives: [] }) }
}

const run = (events: readonly (readonly [number, LinkEvent])[], from: LinkSubject = fresh): LinkSubject =>
  events.reduce((subject, [at, event]) => apply(subject, event, t0 + at), from)

const page: LinkEvent = { type: 'page-given', sealedLinkageToken: 'sealed-linkage', sealedPage: 'sealed-page' }
const back: LinkEvent = { type: 'returned', sealedAuthCode: 'sealed-code' }
const issued = (more: Partial<LinkEvent & { type: 'issued' }> = {}): LinkEvent => ({
  type: 'issued',
  sealedAccessToken: 'sealed-access',
  sealedRefreshToken: 'sealed-refresh',
  expiresAt: t0 + 15 * day,
  ...more,
})
const linked = run([
  [100, page],
  [60_000, back],
  [60_500, issued()],
])

const due = (subject: LinkSubject, now = t0): unknown => {
  const step = linkLifecycle.nextStep(subject, now)
  return step === null ? null : [step.action, step.at - t0]
}

const operation = (action: LinkAction): CallOperation<LinkState, LinkData, LinkEvent, SnapCall, SnapResult> => {
  const found = linkLifecycle.operations[action]
  if (!('build' in found)) throw new Error(`${action} is no call`)
  return found
}

const notices = (before: LinkSubject, event: LinkEvent): readonly string[] => {
  const after = apply(before, event, t0)
  const all = linkLifecycle.consequences({ before, after, event, now: t0, relatives: [] })
  return all.map((one) => (one.kind === 'notify' ? one.type : one.kind))
}

describe('the table', () => {
  it('is sound', () => expect(checkTable(linkLifecycle as unknown as TableShape<string>)).toEqual([]))

  it('holds the one link of a customer while it lives, and no longer', () => {
    const held = (Object.keys(linkTable) as LinkState[]).filter(
      (state) => linkLifecycle.exclusive({ ...fresh, state }) !== null,
    )
    expect(held).toEqual(['started', 'authorised', 'linked', 'unlinking'])
    expect(linkLifecycle.exclusive(fresh)).toBe('link:default:alice')
    expect(linkLifecycle.exclusive({ ...fresh, data: { ...fresh.data, customer: 'bob' } })).toBe('link:default:bob')
  })

  it('knows every event in at least one state, and reduces each where it is known', () => {
    for (const [state, row] of Object.entries(linkTable) as [LinkState, Record<string, LinkState>][])
      for (const type of Object.keys(row)) {
        const event = {
          type,
          reason: 'r',
          responseCode: null,
          code: 'c',
          by: 'x',
          sealedToken: 't',
          generation: 0,
          sealedPage: 'p',
          sealedLinkageToken: 'l',
          sealedAuthCode: 'a',
          sealedAccessToken: 'k',
          sealedRefreshToken: null,
          expiresAt: null,
        } as unknown as LinkEvent
        expect(() => linkLifecycle.reduce({ ...fresh, state }, event, { now: t0, relatives: [] })).not.toThrow()
      }
  })

  it('keeps no token, code or address once it has ended', () => {
    for (const end of [
      apply(linked, { type: 'revoked', responseCode: '4017402' }, t0),
      run([[1, { type: 'unlinking' }], [2, { type: 'unlinked' }]], linked), // biome-ignore format: one line a step
      run([[100, page], [200, { type: 'lapsed' }]]), // biome-ignore format: one line a step
      run([[100, page], [200, back], [300, { type: 'refused', reason: 'x', responseCode: null }]]), // biome-ignore format: one line a step
    ])
      expect(JSON.stringify(end.data)).not.toMatch(/sealed/)
  })

  it('gives the page and the code up as soon as they have served', () => {
    const authorised = run([[100, page], [200, back]]) // biome-ignore format: one line a step
    expect(authorised.data).not.toHaveProperty('sealedPage')
    expect(linked.data).not.toHaveProperty('sealedAuthCode')
    expect(linked.data).not.toHaveProperty('sealedLinkageToken')
  })
})

describe('when what is due', () => {
  test('a binding without an answer is lost after 30 s; a page is good for 15 minutes', () => {
    expect(due(fresh)).toEqual(['give-up', 30_000])
    expect(due(run([[100, page]]))).toEqual(['lapse', linkTiming.pagesMillis])
  })

  test('a code is exchanged at once, again after a lost answer, and for two minutes', () => {
    const authorised = run([[100, page], [60_000, back]]) // biome-ignore format: one line a step
    expect(due(authorised)).toEqual(['exchange', 60_000])
    const once = apply(authorised, { type: 'inconclusive', reason: 'timeout' }, t0 + 65_000)
    expect(due(once)).toEqual(['exchange', 67_000])
    const often = [70_000, 80_000, 115_000].reduce(
      (subject, at) => apply(subject, { type: 'inconclusive', reason: 'timeout' }, t0 + at),
      once,
    )
    expect(due(often)).toEqual(['lapse', 180_000])
  })

  test('a token is refreshed a day before its end, or after nine tenths of a short life', () => {
    expect(due(linked)).toEqual(['refresh', 14 * day])
    const short = apply(linked, issued({ expiresAt: t0 + 100_000 + 600_000 }), t0 + 100_000)
    expect(due(short)).toEqual(['refresh', 100_000 + 540_000])
  })

  test('a token whose end nobody told is used until it is refused', () => {
    const endless = apply(linked, issued({ expiresAt: null }), t0)
    expect(due(endless)).toBeNull()
    const refused = apply(endless, { type: 'token-refused', generation: 2, responseCode: '4015402' }, t0 + 5_000)
    expect(due(refused)).toEqual(['refresh', 5_000])
    expect(isUsable(refused)).toBe(false)
  })

  test('without a refresh token a refused one means revoked', () => {
    const { sealedRefreshToken: _, ...data } = linked.data
    const bare = { ...linked, data }
    expect(due(bare)).toBeNull()
    expect(due(apply(bare, { type: 'token-refused', generation: 1, responseCode: null }, t0 + 9))).toEqual([
      'revoke',
      9,
    ])
  })

  test('an old token that is refused changes nothing', () => {
    const renewed = apply(linked, issued({ sealedAccessToken: 'second' }), t0 + 1_000)
    const after = apply(renewed, { type: 'token-refused', generation: 1, responseCode: null }, t0 + 2_000)
    expect(after.data).toEqual(renewed.data)
    expect(isUsable(after)).toBe(true)
  })

  test('unbinding: two calls, a person after five minutes, and it goes on', () => {
    const unlinking = apply(linked, { type: 'unlinking' }, t0 + 100_000)
    expect(due(unlinking)).toEqual(['unbind', 100_000])
    const half = apply(unlinking, { type: 'confirming', sealedToken: 'sealed-step' }, t0 + 100_500)
    expect(due(half)).toEqual(['confirm', 100_000])
    const stuck = { ...half, data: { ...half.data, tries: 6, triedAt: t0 + 390_000 } }
    expect(due(stuck)).toEqual(['raise', 400_000])
    expect(notices(stuck, { type: 'raised' })).toEqual(['link-attention'])
    expect(due(apply(stuck, { type: 'raised' }, t0 + 400_000))).toEqual(['confirm', 390_000 + 3_600_000])
  })

  test('a token that dies between the two calls of unbinding makes the first again; then it is refreshed', () => {
    const half = run([[1, { type: 'unlinking' }], [2, { type: 'confirming', sealedToken: 's' }]], linked) // biome-ignore format: one line a step
    const again = apply(half, { type: 'token-refused', generation: 1, responseCode: '4010901' }, t0 + 10_000)
    expect(due(again)).toEqual(['unbind', 12_000])
    const dead = apply(again, { type: 'token-refused', generation: 1, responseCode: '4010901' }, t0 + 12_500)
    expect(due(dead)).toEqual(['refresh', 12_500])
    expect(apply(dead, { type: 'revoked', responseCode: null }, t0).state).toBe('unlinked')
    expect(due(apply(dead, issued(), t0 + 13_000))).toEqual(['unbind', 1])
  })

  test('nothing after the end', () => {
    for (const state of ['unlinked', 'revoked', 'failed'] as const) expect(due({ ...fresh, state })).toBeNull()
  })
})

describe('customer tokens', () => {
  const authorised = run([[100, page], [60_000, back]]) // biome-ignore format: one line a step

  it('exchanges the code under the linkage token, and refreshes with the refresh token alone', () => {
    expect(operation('exchange').build(authorised)).toEqual({
      protocol: 'snap',
      operation: 'link.token',
      customer: 'alice',
      deviceId: 'device-1',
      body: { grantType: 'authorization_code', authCode: 'sealed-code' },
      sealedFields: ['authCode'],
      bearer: { sealed: 'sealed-linkage' },
    })
    expect(operation('refresh').build(linked)).toEqual({
      protocol: 'snap',
      operation: 'link.token',
      customer: 'alice',
      deviceId: 'device-1',
      body: { grantType: 'refresh_token', refreshToken: 'sealed-refresh' },
      sealedFields: ['refreshToken'],
    })
  })

  it.each([
    [{ accessTokenExpiryTime: formatTimestamp(t0 + 15 * day, 'seconds') }, t0 + 15 * day],
    [{ tokenExpiresIn: 1_296_000 }, t0 + 15 * day],
    [{ expiresIn: '900' }, t0 + 900_000],
    [{}, null],
    [{ tokenExpiresIn: -1 }, null],
    [{ accessTokenExpiryTime: 'soon' }, null],
  ])('believes the end that the server gives: %j', (end, expiresAt) => {
    const result = answered({ accessToken: 'A', refreshToken: 'R', ...end })
    expect(operation('exchange').read(result, authorised, t0)).toEqual({
      type: 'issued',
      sealedAccessToken: 'A',
      sealedRefreshToken: 'R',
      expiresAt,
    })
  })

  it('keeps the refresh token that it has when a refresh brings no new one', () => {
    const event = operation('refresh').read(answered({ accessToken: 'B' }), linked, t0)
    expect(apply(linked, event, t0).data).toMatchObject({
      sealedAccessToken: 'B',
      sealedRefreshToken: 'sealed-refresh',
      generation: 2,
    })
  })

  it.each([
    ['refused', '4037405', 'refused', 'revoked'],
    ['renew-token', '4017402', 'refused', 'revoked'],
    ['caller-fault', '4017400', 'inconclusive', 'inconclusive'],
    ['busy', '4297400', 'inconclusive', 'inconclusive'],
    ['unknown', '5007400', 'inconclusive', 'inconclusive'],
    ['in-progress', '2027400', 'inconclusive', 'inconclusive'],
  ] as const)('reads %s (%s) as %s of an exchange and %s of a refresh', (of, code, exchange, refresh) => {
    const result = answered({}, { of, code })
    expect(operation('exchange').read(result, authorised, t0).type).toBe(exchange)
    expect(operation('refresh').read(result, linked, t0).type).toBe(refresh)
  })

  it('takes silence, and success without a token, for nothing', () => {
    expect(operation('refresh').read(silent, linked, t0)).toEqual({ type: 'inconclusive', reason: 'timeout' })
    for (const accessToken of [undefined, null, '', 7, 'a b', {}])
      expect(operation('refresh').read(answered({ accessToken }), linked, t0)).toEqual({
        type: 'inconclusive',
        reason: 'no-token',
      })
  })

  it('seals every token of an answer, wherever it stands, and nothing else', () => {
    const body = {
      responseCode: '2007400',
      accessToken: 'A',
      refreshToken: 'R',
      tokenType: 'Bearer',
      additionalInfo: { linkageToken: 'L', ilp: 'x' },
      accessTokenInfo: { accessToken: 'B', expiresIn: 1 },
    }
    expect(sealTokens(body, (token) => `<${token}>`)).toEqual({
      responseCode: '2007400',
      accessToken: '<A>',
      refreshToken: '<R>',
      tokenType: 'Bearer',
      additionalInfo: { linkageToken: '<L>', ilp: 'x' },
      accessTokenInfo: { accessToken: '<B>', expiresIn: 1 },
    })
  })

  it('knows when it is the customer’s token that was refused', () => {
    const own = { customerTokenHeader: 'authorization' } as const
    const aspi = { customerTokenHeader: 'authorization-customer' } as const
    const seen = (code: string, of: SnapClass = 'renew-token') =>
      [own, aspi].map((dialect) => isCustomerTokenRefused(answered({}, { of, code }), dialect))
    expect([seen('4015402'), seen('4015404')]).toEqual([[true, true], [true, true]]) // biome-ignore format: one line
    expect([seen('4015401'), seen('4015403')]).toEqual([[true, false], [true, false]]) // biome-ignore format: one line
    expect(seen('4035414', 'refused')).toEqual([false, false])
    expect(isCustomerTokenRefused(silent, own)).toBe(false)
  })
})

describe('unbinding', () => {
  const unlinking = apply(linked, { type: 'unlinking' }, t0)
  const code = '2000900'

  it('calls twice: with the customer’s token, then with the one it was answered with', () => {
    const body = { partnerReferenceNo: '217000000001', merchantId: 'MID' }
    const common = { protocol: 'snap', operation: 'link.unbind', body, customer: 'alice', deviceId: 'device-1' }
    expect(operation('unbind').build(unlinking)).toEqual({ ...common, bearer: { sealed: 'sealed-access' } })
    const event = operation('unbind').read(answered({ linkageToken: 'step' }, { code }), unlinking, t0)
    expect(event).toEqual({ type: 'confirming', sealedToken: 'step' })
    const half = apply(unlinking, event, t0)
    expect(operation('confirm').build(half)).toEqual({ ...common, bearer: { sealed: 'step' } })
    expect(operation('confirm').read(answered({}, { code }), half, t0)).toEqual({ type: 'unlinked' })
  })

  it.each([
    { accessToken: 'step' },
    { accessTokenInfo: { accessToken: 'step' } },
    { additionalInfo: { linkageToken: 'step' } },
  ])('finds the token in %j', (body) => {
    expect(operation('unbind').read(answered(body, { code }), unlinking, t0)).toMatchObject({ sealedToken: 'step' })
  })

  it('is not done by an answer that says nothing', () => {
    expect(operation('unbind').read(answered({}, { code }), unlinking, t0).type).toBe('inconclusive')
    expect(operation('confirm').read(answered({}, { code: null }), unlinking, t0).type).toBe('inconclusive')
    expect(operation('confirm').read(silent, unlinking, t0).type).toBe('inconclusive')
    const refused = answered({}, { of: 'refused', code: '4030901' })
    expect(operation('confirm').read(refused, unlinking, t0)).toEqual({ type: 'inconclusive', reason: '4030901' })
  })
})

it('tells the shop of each end and of the beginning, and not of an attempt that was begun anew', () => {
  const authorised = run([[100, page], [200, back]]) // biome-ignore format: one line a step
  expect(notices(authorised, issued())).toEqual(['linked'])
  expect(notices(linked, issued())).toEqual([])
  expect(notices(linked, { type: 'revoked', responseCode: null })).toEqual(['link-revoked'])
  expect(notices(fresh, { type: 'declined', code: 'OV00006' })).toEqual(['link-failed'])
  expect(notices(fresh, { type: 'superseded', by: 'link_2' })).toEqual([])
  expect(notices(apply(linked, { type: 'unlinking' }, t0), { type: 'revoked', responseCode: null })).toEqual([
    'unlinked',
  ])
})

it('stands beside the orders under a name that no order can have', () => {
  const record: Subject = fresh as unknown as Subject
  expect(record.reference).toBe('link\nalice')
})
