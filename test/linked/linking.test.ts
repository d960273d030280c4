import { createOvo, type LinkResult, memoryStore, type Ovo, OvoError, type Store } from '@ovokit/core'
import type { FaultInput, SimulatorOptions } from '@ovokit/simulator'
import { afterEach, describe, expect, test } from 'vitest'
import { canaryCustomer } from '../secrets/canaries.ts'
import { credentials, openShop, type Shop, type ShopOptions, testEncryptionKey } from '../support/shop.ts'
import { begin, failPages, link, returnUrl, walkPages } from '../support/wallet.ts'

const second = 1_000
const minute = 60 * second
const day = 24 * 60 * minute
const alice = { customer: 'alice' }
const bobsPhone = { phone: '081200000002' }
let shop: Shop
afterEach(() => shop.close())

async function open(options: ShopOptions = {}): Promise<Shop> {
  shop = await openShop(options)
  shop.sim.addCustomer({ ...bobsPhone, balance: 70_000 })
  return shop
}

async function openLinked(options: ShopOptions = {}): Promise<Shop> {
  await open(options)
  await link(shop, 'alice', canaryCustomer)
  return shop
}

const calls = (operation: string): number => shop.sim.requests.filter((one) => one.operation === operation).length
const notices = (): string[] => shop.linkNotices.map(({ type, customer }) => `${customer} ${type}`)
const present = async (customer = 'alice') => (await shop.ovo.links.find({ customer }))?.status
const fault = (operation: FaultInput['operation'], name: FaultInput['fault'], more: Partial<FaultInput> = {}): void =>
  shop.sim.faults.add({ operation, fault: name, ...more })
const codeOf = (task: Promise<unknown>): Promise<unknown> =>
  task.then(
    () => 'no error',
    (error: unknown) => (OvoError.is(error) ? error.code : error),
  )

describe('linking', () => {
  test('leads to OVO’s pages and back, and tells the shop once', async () => {
    const { ovo } = await open()
    expect(await ovo.links.find(alice)).toBeNull()
    const { link: started, page } = await begin(ovo, 'alice', canaryCustomer)
    expect(started).toMatchObject({ status: 'started', customer: 'alice', maskedPhone: '0813****9283', linkedAt: null })
    expect(started.expiresAt.getTime() - started.createdAt.getTime()).toBe(15 * minute)
    const url = await walkPages(page, canaryCustomer)
    expect(url.href.startsWith(`${returnUrl}?`)).toBe(true)
    const done = await ovo.links.complete({ ...alice, url: `${url.pathname}${url.search}` })
    expect(done).toMatchObject({ outcome: 'linked', link: { id: started.id, status: 'linked', reason: null } })
    expect([await ovo.links.find(alice), await ovo.links.get(started.id)]).toEqual([done.link, done.link])
    expect(await ovo.links.list(alice)).toEqual([done.link])
    await shop.settle()
    expect(shop.linkNotices).toMatchObject([{ type: 'linked', customer: 'alice', link: { id: started.id } }])
    expect(shop.events).toEqual([])
    expect(await ovo.links.balance(alice)).toEqual({ cash: 10_000_000, points: 0 })
  })

  test('that OVO says no to has failed, and can be tried again', async () => {
    const { ovo } = await open()
    const url = await failPages((await begin(ovo, 'alice', canaryCustomer)).page, canaryCustomer)
    const result = await ovo.links.complete({ ...alice, url })
    expect(result).toMatchObject({ outcome: 'declined', link: { status: 'failed', reason: 'declined-OV00006' } })
    expect(await ovo.links.lookup(canaryCustomer)).toBe('blocked')
    await link(shop, 'alice', bobsPhone)
    await shop.settle()
    expect(notices()).toEqual(['alice link-failed', 'alice linked'])
    expect((await ovo.links.list(alice)).map(({ status }) => status)).toEqual(['failed', 'linked'])
  })

  test('waits 15 minutes for the customer', async () => {
    const { ovo } = await open()
    const { page } = await begin(ovo, 'alice', canaryCustomer)
    const url = await walkPages(page, canaryCustomer)
    await shop.advance(15 * minute + second)
    expect(await ovo.links.find(alice)).toMatchObject({ status: 'failed', reason: 'lapsed' })
    expect(await ovo.links.complete({ ...alice, url })).toMatchObject({
      outcome: 'ignored',
      link: { status: 'failed' },
    })
    expect(notices()).toEqual(['alice link-failed'])
    expect(calls('link.token')).toBe(0)
  })

  test('asks first what a number can do, where it is told to', async () => {
    const { ovo } = await openLinked()
    const stranger = '081299990000'
    expect(await ovo.links.lookup(canaryCustomer)).toBe('already-linked')
    expect(await ovo.links.lookup(bobsPhone)).toBe('can-link')
    expect(await ovo.links.lookup({ phone: stranger })).toBe('must-register')
    const first = (phone: string) => ovo.links.start({ customer: 'carol', phone, returnUrl, lookUpFirst: true })
    expect(await codeOf(first(stranger))).toBe('phone-not-registered')
    expect(await codeOf(first(canaryCustomer.phone))).toBe('phone-linked')
    expect([calls('link.bind'), await present('carol')]).toEqual([1, undefined])
    expect((await first(bobsPhone.phone)).page).toContain('/linking/')
    fault('link.lookup', 'http-500')
    expect(await ovo.links.lookup(bobsPhone)).toBe('unclear')
  })

  test.each([
    ['lose-response', 'ovo-unreachable', 'no-answer'],
    ['http-500', 'ovo-unreachable', 'no-answer'],
    ['too-many', 'ovo-refused', 'busy'],
  ] as const)('that cannot begin (%s) says so, and leaves nothing open', async (name, code, reason) => {
    const { ovo } = await open()
    fault('link.bind', name)
    expect(await codeOf(begin(ovo, 'alice', canaryCustomer))).toBe(code)
    expect(await ovo.links.find(alice)).toMatchObject({ status: 'failed', reason })
    await link(shop, 'alice', canaryCustomer)
  })

  test.each([
    [{ phone: '+14155550100' }, 'invalid-input'],
    [{ customer: '' }, 'invalid-input'],
    [{ returnUrl: 'http://shop.example/back' }, 'invalid-input'],
    [{ returnUrl: 'javascript:alert(1)' }, 'invalid-input'],
    [{ deviceId: 'not one word' }, 'invalid-input'],
    [{ merchant: 'nobody' }, 'merchant-unknown'],
  ])('with %o is refused before anything is sent', async (changes, code) => {
    await open()
    const input = { ...alice, phone: canaryCustomer.phone, returnUrl }
    expect(await codeOf(shop.ovo.links.start({ ...input, ...changes }))).toBe(code)
    expect(shop.sim.requests).toEqual([])
  })

  test.each<[string, SimulatorOptions['dialect'], ShopOptions['dialect']]>([
    [
      'hex and seconds',
      { signatureEncoding: 'hex', linkedTimestamp: 'seconds' },
      { signatureEncoding: 'hex', linkedTimestampLayout: 'seconds' },
    ],
    ['OVO’s own state', {}, { linkStateFrom: 'ovo' }],
    ['upper-case grants', {}, { grantTypeCase: 'upper' }],
    [
      'the bodies of v3.0, numbers with 62, and the end of a token in seconds',
      { linkedBodies: 'ovo-v3', linkedPhone: 'international', customerTokenEnd: 'tokenExpiresIn' },
      { linkedBodies: 'ovo-v3', linkedPhoneForm: 'international' },
    ],
    [
      'a customer’s token in a header of its own',
      { customerTokenHeader: 'authorization-customer' },
      { customerTokenHeader: 'authorization-customer' },
    ],
    ['no colon before the hash', { asymmetricSeparator: 'nothing' }, { asymmetricSeparator: '' }],
  ])('speaks the other dialect: %s', async (_, simulator, dialect) => {
    await openLinked({
      ...(simulator === undefined ? {} : { simulator: { dialect: simulator } }),
      ...(dialect && { dialect }),
    })
    expect(await shop.ovo.links.balance(alice)).toMatchObject({ cash: 10_000_000 })
    expect(await shop.ovo.links.unlink(alice)).toMatchObject({ status: 'unlinked' })
  })
})

describe('one account for a customer', () => {
  test('two tabs get the same pages, and one link (G6)', async () => {
    const { ovo } = await open()
    const all = await Promise.all(Array.from({ length: 6 }, () => begin(ovo, 'alice', canaryCustomer)))
    expect(new Set(all.map(({ page, link: { id } }) => `${page} ${id}`)).size).toBe(1)
    expect(calls('link.bind')).toBe(1)
    const url = await walkPages(all[0]?.page ?? '', canaryCustomer)
    const results = await Promise.all([1, 2, 3].map(() => ovo.links.complete({ ...alice, url })))
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['ignored', 'ignored', 'linked'])
    expect(calls('link.token')).toBe(1)
    expect(await codeOf(begin(ovo, 'alice', bobsPhone))).toBe('already-linked')
  })

  test('another number ends the attempt before it; its return changes nothing', async () => {
    const { ovo } = await open()
    const first = await begin(ovo, 'alice', canaryCustomer)
    const second = await begin(ovo, 'alice', bobsPhone)
    expect(second.link.id).not.toBe(first.link.id)
    expect(await ovo.links.get(first.link.id)).toMatchObject({ status: 'failed', reason: 'superseded' })
    const url = await walkPages(first.page, canaryCustomer)
    expect(await ovo.links.complete({ ...alice, url })).toMatchObject({ outcome: 'ignored', link: second.link })
    await shop.settle()
    expect(notices()).toEqual([])
  })

  test('and none is shared: another customer has a link, a token and a balance of their own', async () => {
    const { ovo } = await openLinked()
    await link(shop, 'bob', bobsPhone)
    expect(await ovo.links.balance({ customer: 'bob' })).toMatchObject({ cash: 70_000 })
    expect(await ovo.links.balance(alice)).toMatchObject({ cash: 10_000_000 })
    await ovo.links.unlink({ customer: 'bob' })
    expect([await present('bob'), await present()]).toEqual(['unlinked', 'linked'])
  })
})

describe('a return from OVO’s pages', () => {
  /** What somebody may bring instead of what OVO sent. */
  const forgeries: Readonly<Record<string, (url: URL) => unknown>> = {
    'without a state': ({ searchParams }) => searchParams.delete('linkState'),
    'with another state': ({ searchParams }) => searchParams.set('linkState', 'A'.repeat(22)),
    'with two states': ({ searchParams }) => searchParams.append('linkState', searchParams.get('linkState') ?? ''),
    'without a code': ({ searchParams }) => searchParams.delete('authCode'),
    'with two codes': ({ searchParams }) => searchParams.append('authCode', 'mine'),
    'with an error and no state': ({ searchParams }) => {
      searchParams.delete('linkState')
      searchParams.set('errorResponse', '{"code":"OV00006"}')
    },
  }

  test.each(Object.entries(forgeries))('%s changes nothing, and the true one still counts (G9)', async (_, forge) => {
    const { ovo } = await open()
    const url = await walkPages((await begin(ovo, 'alice', canaryCustomer)).page, canaryCustomer)
    const forged = new URL(url)
    forge(forged)
    expect(await ovo.links.complete({ ...alice, url: forged })).toMatchObject({ outcome: 'ignored' })
    expect([await present(), calls('link.token')]).toEqual(['started', 0])
    expect(await ovo.links.complete({ ...alice, url })).toMatchObject({ outcome: 'linked' })
  })

  test('is nothing in another customer’s hands, nor a second time, nor for an older link (G9)', async () => {
    const { ovo } = await open()
    const url = await walkPages((await begin(ovo, 'alice', canaryCustomer)).page, canaryCustomer)
    const outcome = async (customer: string): Promise<LinkResult['outcome']> =>
      (await ovo.links.complete({ customer, url })).outcome
    expect(await outcome('mallory')).toBe('ignored')
    await begin(ovo, 'mallory', bobsPhone)
    expect(await outcome('mallory')).toBe('ignored')
    expect([await present('mallory'), await present()]).toEqual(['started', 'started'])
    expect(await outcome('alice')).toBe('linked')
    expect(await outcome('alice')).toBe('ignored')
    await ovo.links.unlink(alice)
    await begin(ovo, 'alice', canaryCustomer)
    expect(await outcome('alice')).toBe('ignored')
    expect([await present(), calls('link.token')]).toEqual(['started', 1])
  })

  test('whose token does not come at once is asked about, and said later', async () => {
    const { ovo } = await open()
    const url = await walkPages((await begin(ovo, 'alice', canaryCustomer)).page, canaryCustomer)
    fault('link.token', 'http-500')
    expect(await ovo.links.complete({ ...alice, url })).toMatchObject({ outcome: 'checking' })
    expect(await codeOf(begin(ovo, 'alice', canaryCustomer))).toBe('link-in-progress')
    expect(await codeOf(ovo.links.unlink(alice))).toBe('link-in-progress')
    await shop.advance(2 * second)
    expect([await present(), notices()]).toEqual(['linked', ['alice linked']])
  })

  test('whose token was lost on the way is over: OVO takes a code once', async () => {
    const { ovo } = await open()
    const url = await walkPages((await begin(ovo, 'alice', canaryCustomer)).page, canaryCustomer)
    fault('link.token', 'lose-response')
    expect(await ovo.links.complete({ ...alice, url })).toMatchObject({ outcome: 'checking' })
    await shop.advance(2 * second)
    expect([await present(), notices()]).toEqual(['failed', ['alice link-failed']])
    await link(shop, 'alice', canaryCustomer)
  })

  test('that is no address is refused', async () => {
    await open()
    expect(await codeOf(shop.ovo.links.complete({ ...alice, url: 'http://%' }))).toBe('invalid-input')
  })
})

describe('a customer’s token', () => {
  test('is refreshed before OVO says that it ends', async () => {
    await openLinked()
    await shop.advance(13 * day)
    expect(calls('link.token')).toBe(1)
    await shop.advance(day + minute)
    expect(calls('link.token')).toBe(2)
    await shop.advance(2 * day)
    expect(await shop.ovo.links.balance(alice)).toMatchObject({ cash: 10_000_000 })
    expect(calls('link.balance')).toBe(1)
  })

  test('that nobody refreshed in time is refreshed by whoever needs it', async () => {
    await openLinked()
    await shop.sim.clock.advance(16 * day)
    expect(await shop.ovo.links.balance(alice)).toMatchObject({ cash: 10_000_000 })
    expect([calls('link.token'), calls('link.balance')]).toEqual([2, 1])
  })

  test('that OVO refuses is renewed once for everybody, and each call sent once more', async () => {
    const { ovo } = await openLinked()
    fault('link.balance', 'token-expired')
    const all = await Promise.all(Array.from({ length: 8 }, () => ovo.links.balance(alice)))
    expect(new Set(all.map(({ cash }) => cash))).toEqual(new Set([10_000_000]))
    expect(calls('link.token')).toBe(2)
    expect(calls('token.b2b')).toBe(0)
  })

  test('that the customer took back in the app is noticed on use, and told once', async () => {
    const { ovo, sim } = await openLinked()
    sim.unlink(canaryCustomer)
    expect(await present()).toBe('linked')
    expect(await Promise.all([1, 2, 3].map(() => codeOf(ovo.links.balance(alice))))).toEqual(
      Array(3).fill('not-linked'),
    )
    await shop.settle()
    expect(await ovo.links.find(alice)).toMatchObject({ status: 'revoked', reason: 'revoked', responseCode: '4017404' })
    expect(notices()).toEqual(['alice linked', 'alice link-revoked'])
    await link(shop, 'alice', canaryCustomer)
    expect(await ovo.links.balance(alice)).toMatchObject({ cash: 10_000_000 })
  })

  test('that cannot be renewed now is no revocation', async () => {
    const { ovo } = await openLinked()
    fault('link.balance', 'token-expired')
    fault('link.token', 'http-500')
    expect(await codeOf(ovo.links.balance(alice))).toBe('ovo-refused')
    expect(await present()).toBe('linked')
    await shop.advance(2 * second)
    expect(await ovo.links.balance(alice)).toMatchObject({ cash: 10_000_000 })
  })

  test('is read with the old key after a rotation, and written with the new one', async () => {
    const timeOffset = (): number => shop?.sim.clock.offset() ?? 0
    const kept = memoryStore({ timeOffset })
    const { sim, partner } = await openLinked({ store: () => kept })
    const reborn = async (encryptionKey: string[]): Promise<Ovo> => {
      const merchants = { default: { snap: credentials(sim, partner) } }
      const ovo = createOvo({ environment: { snap: sim.url }, store: kept, encryptionKey, merchants })
      await ovo.start({ worker: false })
      return ovo
    }
    const newKey = 'a7'.repeat(32)
    const rotated = await reborn([newKey, testEncryptionKey])
    expect(await rotated.links.balance(alice)).toMatchObject({ cash: 10_000_000 })
    expect(await codeOf((await reborn([newKey])).links.balance(alice))).toBe('seal-broken')
    fault('link.balance', 'token-expired')
    await rotated.links.balance(alice)
    expect(await (await reborn([newKey])).links.balance(alice)).toMatchObject({ cash: 10_000_000 })
  })

  test('whose key is gone is of no use, and can be unlinked and linked again', async () => {
    const kept = memoryStore({ timeOffset: () => shop?.sim.clock.offset() ?? 0 })
    const { sim, partner } = await openLinked({ store: () => kept })
    const merchants = { default: { snap: credentials(sim, partner) } }
    const environment = { snap: sim.url }
    const ovo = createOvo({ environment, store: kept, encryptionKey: 'a7'.repeat(32), merchants })
    await ovo.start({ worker: false })
    expect(await codeOf(ovo.links.balance(alice))).toBe('seal-broken')
    expect(await ovo.links.unlink(alice)).toMatchObject({ status: 'unlinked' })
    await link({ ovo, sim }, 'alice', canaryCustomer)
    expect(await ovo.links.balance(alice)).toMatchObject({ cash: 10_000_000 })
  })

  test('cannot be opened for anybody else, whatever stands in the store (G8)', async () => {
    let swap = false
    const timeOffset = (): number => shop?.sim.clock.offset() ?? 0
    const kept = memoryStore({ timeOffset })
    const tampered: Store = {
      ...kept,
      record: async (id) => {
        const record = await kept.record(id)
        return swap && record !== null ? { ...record, data: { ...record.data, ...stolen } } : record
      },
    }
    const { ovo } = await open({ store: () => tampered })
    const { id } = await link(shop, 'alice', canaryCustomer)
    await link(shop, 'bob', bobsPhone)
    const { sealedAccessToken } = (await kept.record(id))?.data ?? {}
    const stolen = { sealedAccessToken }
    swap = true
    expect(await codeOf(ovo.links.balance({ customer: 'bob' }))).toBe('seal-broken')
    swap = false
    expect(await ovo.links.balance({ customer: 'bob' })).toMatchObject({ cash: 70_000 })
  })
})

describe('unlinking', () => {
  test('takes two calls, and may be asked for twice', async () => {
    const { ovo } = await openLinked()
    const [one, two] = await Promise.all([ovo.links.unlink(alice), ovo.links.unlink(alice)])
    expect([one.status, two.status]).toEqual(['unlinked', 'unlinked'])
    expect(await ovo.links.unlink(alice)).toEqual(one)
    expect(calls('link.unbind')).toBe(2)
    expect(shop.sim.links()).toEqual([])
    await shop.settle()
    expect(notices()).toEqual(['alice linked', 'alice unlinked'])
    expect(await codeOf(ovo.links.balance(alice))).toBe('not-linked')
    expect(await codeOf(ovo.links.unlink({ customer: 'nobody' }))).toBe('link-not-found')
    expect(await codeOf(ovo.links.get('lnk_0'))).toBe('link-not-found')
  })

  test.each(['http-500', 'lose-response'] as const)('goes on by itself after %s', async (name) => {
    const { ovo } = await openLinked()
    fault('link.unbind', name)
    expect(await ovo.links.unlink(alice)).toMatchObject({ status: 'unlinking' })
    expect(await codeOf(begin(ovo, 'alice', canaryCustomer))).toBe('link-in-progress')
    await shop.advance(2 * second)
    expect(await present()).toBe('unlinked')
    expect(shop.sim.links()).toEqual([])
  })

  test('is done when OVO had forgotten the link, or its last answer was lost', async () => {
    const { ovo, sim } = await openLinked()
    sim.unlink(canaryCustomer)
    expect(await ovo.links.unlink(alice)).toMatchObject({ status: 'unlinked' })
    await link(shop, 'bob', bobsPhone)
    fault('link.unbind', 'delay', { delayMillis: 0 })
    fault('link.unbind', 'lose-response')
    await ovo.links.unlink({ customer: 'bob' })
    await shop.advance(2 * second)
    await shop.advance(5 * second)
    expect(await present('bob')).toBe('unlinked')
  })

  test('gives an attempt up that has only begun', async () => {
    const { ovo } = await open()
    await begin(ovo, 'alice', canaryCustomer)
    expect(await ovo.links.unlink(alice)).toMatchObject({ status: 'failed', reason: 'abandoned' })
    expect(calls('link.unbind')).toBe(0)
  })

  test('that OVO does not confirm is told to a person after five minutes', async () => {
    const { ovo } = await openLinked()
    fault('link.unbind', 'http-500', { times: 100 })
    await ovo.links.unlink(alice)
    for (let passed = 0; passed < 6; passed++) await shop.advance(minute)
    expect(notices()).toEqual(['alice linked', 'alice link-attention'])
    expect(shop.linkNotices.at(-1)?.attention?.reason).toBe('not-unlinked')
    shop.sim.faults.clear()
    await shop.advance(30 * minute)
    expect(await present()).toBe('unlinked')
  })
})

describe('what OVO tells about a customer', () => {
  const paths = { 'link.history': '/OVOSNAP/v2.0/transaction-history-list' }
  const range = () => ({ ...alice, from: new Date(shop.ovo.now().getTime() - 20 * day) })

  test('needs a path that nobody has published', async () => {
    const { ovo } = await openLinked()
    expect(await codeOf(ovo.links.history(range())[Symbol.asyncIterator]().next())).toBe('not-configured')
    expect(await codeOf(ovo.links.topUpInstructions(alice))).toBe('not-configured')
    expect(calls('link.history')).toBe(0)
  })

  test('history comes page by page until one is short', async () => {
    const { ovo, sim } = await openLinked({ dialect: { paths } })
    for (let n = 1; n <= 5; n++) {
      const order = { reference: `ORDER-${n}`, amount: 1_000 * n, customer: 'alice', returnUrl }
      await sim.approveLinked({ page: (await ovo.linked.start(order)).pinPage?.web ?? '' })
    }
    await shop.settle()
    const read = async (pageSize: number): Promise<(number | null)[]> => {
      const amounts = []
      for await (const { amount } of ovo.links.history({ ...range(), pageSize })) amounts.push(amount)
      return amounts
    }
    expect((await read(2)).sort()).toEqual([1_000, 2_000, 3_000, 4_000, 5_000])
    expect(calls('link.history')).toBe(3)
    expect(await read(50)).toHaveLength(5)
    expect(await codeOf(read(51))).toBe('invalid-input')
  })

  test('what cannot be read is said so', async () => {
    const { ovo } = await openLinked()
    fault('link.balance', 'http-500')
    expect(await codeOf(ovo.links.balance(alice))).toBe('ovo-unreachable')
    fault('link.balance', 'garbage')
    expect(await codeOf(ovo.links.balance(alice))).toBe('ovo-unreachable')
  })
})
