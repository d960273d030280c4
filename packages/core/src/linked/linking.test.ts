import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SnapResult } from '../snap/call.ts'
import type { SnapClass } from '../snap/response-code.ts'
import type { Json, JsonObject } from '../values/json.ts'
import { phoneNumber } from '../values/phone-number.ts'
import { buildBalance, readBalance } from './balance.ts'
import { buildBinding, readBinding } from './binding.ts'
import { appAddress, browserAddress } from './browser-address.ts'
import { buildHistory, readHistory } from './history.ts'
import type { LinkData, LinkState } from './link-data.ts'
import { hashState, readLinkReturn, returnAddress, stateOf } from './link-return.ts'
import { buildLookup, readLookup } from './lookup.ts'

const answered = (body: JsonObject, of: SnapClass = 'succeeded', code: string | null = '2000700'): SnapResult => {
  return { kind: 'answered', class: of, responseCode: code, message: null, ovoErrorCode: null, body }
}
const silent: SnapResult = { kind: 'no-answer', sent: 'maybe', reason: 'timeout' }
const phone = phoneNumber('081234567890')
const page = 'https://app.byte-stack.net/link/terms?token=T'

describe('lookup', () => {
  it.each([
    ['ACTIVE', 'can-link'],
    ['ACTIVE_NO_PIN', 'can-link'],
    ['CAN_REGISTER', 'must-register'],
    ['BLOCKED_MSISDN', 'blocked'],
    ['LINKED', 'already-linked'],
    ['SOMETHING_NEW', 'unclear'],
  ] as const)('reads %s as %s, wherever it stands', (status, standing) => {
    for (const body of [
      { status },
      { accountStatus: status },
      { additionalInfo: { status } },
      { data: { accountStatus: status.toLowerCase() } },
    ])
      expect(readLookup(answered(body))).toBe(standing)
  })

  it('is unclear without OVO’s word', () => {
    expect(readLookup(silent)).toBe('unclear')
    expect(readLookup(answered({ status: 'ACTIVE' }, 'refused', '4040001'))).toBe('unclear')
    for (const status of [undefined, null, '', {}, true, '__proto__'] as readonly (Json | undefined)[])
      expect(readLookup(answered({ status }))).toBe('unclear')
  })

  it('asks in either form', () => {
    const query = (form: 'local' | 'international') => buildLookup({ phone, form, deviceId: 'd' }).query
    expect(query('local')).toEqual({ phone: '081234567890' })
    expect(query('international')).toEqual({ phone: '6281234567890' })
  })
})

describe('binding', () => {
  const build = (linkedBodies: 'standard' | 'ovo-v3', linkedPhoneForm: 'local' | 'international' = 'local') =>
    buildBinding({
      number: '217000000001',
      merchantId: 'MID',
      customer: 'alice',
      phone,
      state: 'S',
      deviceId: 'd',
      returnUrl: 'https://shop.example/ovo/linked?linkState=S',
      dialect: { linkedBodies, linkedPhoneForm },
    }).body

  it('has the standard’s fields, or those of v3.0', () => {
    const common = { partnerReferenceNo: '217000000001', merchantId: 'MID', additionalInfo: { state: 'S' } }
    const url = 'https://shop.example/ovo/linked?linkState=S'
    expect(build('standard')).toEqual({
      ...common,
      phoneNo: '081234567890',
      additionalData: { userId: 'alice' },
      redirectUrl: url,
    })
    expect(build('ovo-v3', 'international')).toEqual({
      ...common,
      phoneNo: '6281234567890',
      custIdMerchant: 'alice',
      successRegistrationUrl: url,
      failedRegistrationUrl: url,
    })
  })

  it('tells a customer whose name is longer than ASPI’s 20 characters by its digest', () => {
    const call = (customer: string) =>
      buildBinding({
        number: '217000000001',
        merchantId: 'MID',
        customer,
        phone,
        state: 'S',
        deviceId: 'd',
        returnUrl: page,
        dialect: { linkedBodies: 'standard', linkedPhoneForm: 'local' },
      }).body.additionalData
    expect(call('c'.repeat(20))).toEqual({ userId: 'c'.repeat(20) })
    // printf '018f7f2e-6c1d-7c39-9a51-3f0f6a3d2b11' | openssl dgst -sha256
    expect(call('018f7f2e-6c1d-7c39-9a51-3f0f6a3d2b11')).toEqual({ userId: '0de873a44a6169e9b228' })
  })

  const read = (body: JsonObject) => readBinding(answered(body), { number: '217000000001' })

  it('gives a page only with a token beside it', () => {
    expect(read({ linkageToken: 'L', redirectUrl: page })).toEqual({ type: 'page', sealedLinkageToken: 'L', page })
    expect(read({ additionalInfo: { linkageToken: 'L' }, params: { pinWebViewUrl: page } })).toEqual({
      type: 'page',
      sealedLinkageToken: 'L',
      page,
    })
    expect(read({ redirectUrl: page })).toEqual({ type: 'lost', reason: 'no-linkage-token' })
    expect(read({ linkageToken: 'L' })).toEqual({ type: 'lost', reason: 'no-page' })
    expect(read({ linkageToken: 'L', redirectUrl: page, partnerReferenceNo: '9' })).toEqual({
      type: 'lost',
      reason: 'reference-differs',
    })
  })

  it.each([
    ['refused', { type: 'refused', reason: 'refused', responseCode: '4030705' }],
    ['caller-fault', { type: 'refused', reason: 'caller-fault', responseCode: '4030705' }],
    ['renew-token', { type: 'refused', reason: 'renew-token', responseCode: '4030705' }],
    ['busy', { type: 'refused', reason: 'busy', responseCode: '4030705' }],
    ['in-progress', { type: 'lost', reason: '4030705' }],
    ['unknown', { type: 'lost', reason: '4030705' }],
  ] as const)('reads %s', (of, outcome) => {
    expect(readBinding(answered({}, of, '4030705'), { number: '1' })).toEqual(outcome)
  })

  it('knows what never left', () => {
    expect(readBinding(silent, { number: '1' })).toEqual({ type: 'lost', reason: 'timeout' })
    const unsent = { kind: 'no-answer', sent: 'no', reason: 'connection-refused' } as const
    expect(readBinding(unsent, { number: '1' })).toEqual({ type: 'unsent', reason: 'connection-refused' })
  })
})

describe('addresses for a browser', () => {
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'http://app.byte-stack.net/pin',
    '//elsewhere/pin',
    'https://user:secret@app.byte-stack.net/',
    'pin',
    '',
    null,
  ])('refuses %j', (text) => expect([browserAddress(text), appAddress(text)]).toEqual([null, null]))

  it('takes https, and a simulator on this machine', () => {
    for (const text of [page, 'http://127.0.0.1:4010/pin', 'http://localhost:1/x']) {
      expect(browserAddress(text)).toBe(text)
      expect(appAddress(text)).toBe(text)
    }
  })

  it('takes OVO’s own scheme for the app alone', () => {
    expect([browserAddress('ovo://pay?x=1'), appAddress('ovo://pay?x=1')]).toEqual([null, 'ovo://pay?x=1'])
  })
})

describe('the way back', () => {
  const link = (state: LinkState = 'started', more: Partial<LinkData> = {}) => ({
    state,
    data: {
      customer: 'alice',
      merchantId: 'MID',
      deviceId: 'd',
      maskedPhone: '0812****7890',
      generation: 0,
      tries: 0,
      stateHash: hashState('RIGHT'),
      sealedPage: 'p',
      ...more,
    },
  })
  const read = (query: string, subject = link(), from: 'return-address' | 'ovo' = 'return-address') =>
    readLinkReturn(new URLSearchParams(query), subject, from)

  it('carries our state in the address, beside what the shop had there', () => {
    expect(returnAddress({ url: 'https://shop.example/back?lang=id', state: 'S' })).toBe(
      'https://shop.example/back?lang=id&linkState=S',
    )
  })

  it('takes one code with the right state', () => {
    const taken = { type: 'returned', authCode: 'CODE' }
    expect(read('linkState=RIGHT&authCode=CODE&state=theirs&displayMessage=SUCCESS')).toEqual(taken)
    expect(read('authCode=CODE&state=RIGHT', link(), 'ovo')).toEqual(taken)
  })

  it('takes an error with the right state', () => {
    const error = encodeURIComponent('{"code":"OV00006","state":"RIGHT"}')
    expect(read(`linkState=RIGHT&errorResponse=${error}`)).toEqual({ type: 'declined', code: 'OV00006' })
    expect(read(`errorResponse=${error}`, link(), 'ovo')).toEqual({ type: 'declined', code: 'OV00006' })
    expect(read('linkState=RIGHT&errorResponse=%7Bbroken')).toEqual({ type: 'declined', code: 'unclear' })
    expect(read('linkState=RIGHT&errorResponse={"code":"<script>"}')).toEqual({ type: 'declined', code: 'unclear' })
  })

  it.each([
    ['no state', 'authCode=CODE'],
    ['another state', 'linkState=WRONG&authCode=CODE'],
    ['two states', 'linkState=RIGHT&linkState=WRONG&authCode=CODE'],
    ['an empty state', 'linkState=&authCode=CODE'],
    ['the hash for the state', `linkState=${hashState('RIGHT')}&authCode=CODE`],
    ['two codes', 'linkState=RIGHT&authCode=CODE&authCode=OTHER'],
    ['no code', 'linkState=RIGHT'],
    ['an empty code', 'linkState=RIGHT&authCode='],
    ['a code that no header could carry', 'linkState=RIGHT&authCode=a%0d%0ab'],
    ['a forged error', 'linkState=WRONG&errorResponse={"code":"OV00006"}'],
    ['an error that names its own state', 'errorResponse={"code":"OV00006","state":"RIGHT"}'],
  ])('takes a return with %s for forged', (_, query) => expect(read(query)).toEqual({ type: 'forged' }))

  it('takes a state where the dialect does not expect it for none', () => {
    expect(read('state=RIGHT&authCode=CODE')).toEqual({ type: 'forged' })
    expect(read('linkState=RIGHT&authCode=CODE', link(), 'ovo')).toEqual({ type: 'forged' })
  })

  it.each(['authorised', 'linked', 'unlinking', 'unlinked', 'revoked', 'failed'] as const)(
    'takes a second return, or a late one, for forged: %s',
    (state) => expect(read('linkState=RIGHT&authCode=CODE', link(state))).toEqual({ type: 'forged' }),
  )

  it('never takes anything for ours that does not carry the state, whatever else it is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (query) => {
        const given = new URLSearchParams(query)
        fc.pre(stateOf(given, 'return-address') !== 'RIGHT')
        expect(readLinkReturn(given, link(), 'return-address')).toEqual({ type: 'forged' })
      }),
    )
  })
})

describe('balance', () => {
  const money = (value: string) => ({ value, currency: 'IDR' })
  const read = (...accountInfos: Json[]) => readBalance(answered({ accountInfos }))

  it('asks under the customer’s token', () => {
    expect(buildBalance({ number: '1', link: 'link_1', customer: 'alice', deviceId: 'd' })).toEqual({
      protocol: 'snap',
      operation: 'link.balance',
      body: { partnerReferenceNo: '1' },
      bearer: { link: 'link_1' },
      customer: 'alice',
      deviceId: 'd',
    })
  })

  it('reads cash and points by any of their names', () => {
    const rows = [
      { balanceType: 'Cash', availableBalance: money('0.00'), amount: money('9.00') },
      { balanceType: 'ovo points', amount: money('2130700.00') },
    ]
    expect(read(...rows)).toEqual({ cash: 0, points: 2_130_700 })
    expect(read({ balanceType: 'Coins', amount: money('7') })).toEqual({ cash: null, points: 7 })
  })

  it('never takes what is missing or unclear for nothing', () => {
    for (const value of ['-1.00', '1.50', '1,000.00', '', '1e3'])
      expect(read({ balanceType: 'CASH', amount: money(value) })).toEqual({ cash: null, points: null })
    expect(read(null, 'x', {}, { balanceType: 'GOLD', amount: money('1.00') })).toEqual({ cash: null, points: null })
    expect(readBalance(answered({}))).toBeNull()
    expect(readBalance(silent)).toBeNull()
    expect(readBalance(answered({ accountInfos: [] }, 'refused', '4031118'))).toBeNull()
  })
})

describe('history', () => {
  const now = Date.parse('2026-11-22T10:00:00+07:00')
  const day = 86_400_000
  const build = (more: object = {}) =>
    buildHistory({
      number: '1',
      link: 'link_1',
      customer: 'alice',
      deviceId: 'd',
      from: now - 30 * day,
      to: now,
      page: 0,
      pageSize: 50,
      now,
      ...more,
    })

  it('asks for a page of a month', () => {
    expect(build().body).toEqual({
      partnerReferenceNo: '1',
      fromDateTime: '2026-10-23T10:00:00+07:00',
      toDateTime: '2026-11-22T10:00:00+07:00',
      pageSize: 50,
      pageNumber: 0,
    })
  })

  it.each([
    { from: now + 1 },
    { from: now - 32 * day },
    { from: now - 367 * day, to: now - 360 * day },
    { pageSize: 51 },
    { pageSize: 0 },
    { page: -1 },
    { page: 0.5 },
    { from: Number.NaN },
  ])('refuses %j', (more) => expect(() => build(more)).toThrow(expect.objectContaining({ code: 'invalid-input' })))

  const line = {
    dateTime: '2026-11-22T10:00:00+07:00',
    amount: { value: '1.00', currency: 'IDR' },
    status: 'SUCCESS',
    type: 'PAYMENT',
    remark: 'kopi',
  }
  const read = (detailData: Json, pageSize = 2) => readHistory(answered({ detailData }), { page: 3, pageSize })

  it('pages until a page is not full', () => {
    const entry = { at: now, amount: 1, status: 'SUCCESS', type: 'PAYMENT', remark: 'kopi' }
    expect(read([line, line])).toEqual({ entries: [entry, entry], next: 4 })
    expect(read([line])).toEqual({ entries: [entry], next: null })
    expect(read([])).toEqual({ entries: [], next: null })
  })

  it('leaves out a line that it cannot read, and still counts it', () => {
    expect(read([line, { ...line, dateTime: 'yesterday' }])).toMatchObject({ next: 4, entries: { length: 1 } })
    expect(read([null, 7])).toEqual({ entries: [], next: 4 })
    expect(read({})).toBeNull()
    expect(readHistory(silent, { page: 0, pageSize: 2 })).toBeNull()
  })
})
