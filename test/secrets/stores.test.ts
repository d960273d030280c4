import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryStore, type Store } from '@ovokit/core'
import { embeddedStore } from '@ovokit/core/embedded'
import { postgresStore } from '@ovokit/core/postgres'
import { signCallback } from '@ovokit/core/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTransport } from '../../packages/core/src/engine/transport.ts'
import { putEmptyEmbeddedStore } from '../support/empty-embedded-store.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { openShop, type Shop, testEncryptionKey } from '../support/shop.ts'
import { pageOf, returnUrl, walkPages } from '../support/wallet.ts'
import { canaryCustomer } from './canaries.ts'
import { capture, type Secret } from './capture.ts'
import { findLeaks, report } from './scan.ts'
import { personalData, talkative } from './talkative-ovo.ts'

/** A store, and its contents as they lie there: files, or rows. */
interface Place {
  readonly store: (timeOffset: () => number) => Store
  /** After the shop has closed. */
  raw(): Promise<ReadonlyArray<{ where: string; text: string }>>
}

let folder: string
let postgres: TestPostgres
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ovokit-secrets-'))
  await putEmptyEmbeddedStore(join(folder, 'ovo'))
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
})

async function readFiles(): Promise<{ where: string; text: string }[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  return Promise.all(
    files
      .filter((file) => file.isFile())
      .map(async (file) => ({ where: file.name, text: await readFile(join(file.parentPath, file.name), 'latin1') })),
  )
}

async function readRows(schema: string): Promise<{ where: string; text: string }[]> {
  const pool = postgres.pool()
  const tables = await pool.query('select table_name as name from information_schema.tables where table_schema = $1', [
    schema,
  ])
  return Promise.all(
    tables.rows.map(async ({ name }: { name: string }) => {
      const { rows } = await pool.query(`select t::text as row from ${schema}.${name} t`)
      return { where: name, text: rows.map(({ row }: { row: string }) => row).join('\n') }
    }),
  )
}

const places: Readonly<Record<string, () => Place>> = {
  // Everything that is given to it is heard by `openShop` and searched with the whole run.
  memory: () => ({ store: (timeOffset) => memoryStore({ timeOffset }), raw: async () => [] }),
  embedded: () => ({ store: (timeOffset) => embeddedStore(join(folder, 'ovo'), { timeOffset }), raw: readFiles }),
  postgres: () => {
    const schema = postgres.schema()
    return {
      store: (timeOffset) => postgresStore(postgres.pool(), { schema, timeOffset }),
      raw: () => readRows(schema),
    }
  },
}

/** A payment and its refund, and a linked account's whole life, with an OVO that tells everything about the customer whenever it says anything. */
async function play({ store }: Place): Promise<{ secrets: readonly Secret[]; originals: string }> {
  const http = createTransport()
  const shop = await openShop({ store, config: { transport: talkative(http.transport) } })
  const { ovo, sim, partner } = shop
  const payment = await ovo.qris.start({ reference: 'ORDER-1', amount: 25_000 })
  await sim.pay({ qrContent: payment.qr.content, phone: canaryCustomer.phone, pin: canaryCustomer.pin })
  await shop.settle()
  const callback = signCallback({
    path: new URL(shop.callbackUrl).pathname,
    body: JSON.stringify({ originalPartnerReferenceNo: payment.partnerReferenceNo, ...personalData }),
    at: ovo.now(),
    credentials: partner,
    accessToken: 'a-token-that-came-with-a-callback-0001',
  })
  const { method, headers, body } = callback
  expect((await fetch(shop.callbackUrl, { method, headers, body: Buffer.from(body) })).status).toBe(200)
  await shop.settle()
  await ovo.payments.refund(payment.id)
  await shop.settle()
  expect((await ovo.payments.get(payment.id)).status).toBe('refunded')
  const ways = await playLinked(shop)

  const originals = await Promise.all(
    (await ovo.log.list({ limit: 1_000 })).map((exchange) => ovo.log.original(exchange)),
  )
  const tokens = sim.requests.map((request) => request.headers.authorization?.replace('Bearer ', '') ?? '')
  const keys = partner.privateKey.split('\n').filter((line) => line.length === 64)
  const secrets: Secret[] = [
    { kind: 'client secret', text: partner.clientSecret },
    { kind: 'access token', text: 'a-token-that-came-with-a-callback-0001' },
    { kind: 'encryption key', text: testEncryptionKey },
    ...ways.map((text): Secret => ({ kind: 'way back', text })),
    ...[...new Set(tokens)].filter(Boolean).map((text): Secret => ({ kind: 'access token', text })),
    ...keys.slice(keys.length / 2).map((text): Secret => ({ kind: 'private key', text })),
    { kind: 'phone number', text: canaryCustomer.phone.slice(1) },
    { kind: 'PIN', text: canaryCustomer.pin },
    { kind: 'name', text: canaryCustomer.name },
  ]
  await shop.close()
  await http.close()
  return { secrets, originals: JSON.stringify(originals) }
}

/** Everything that happens to a linked account. Gives what opened it on the way. */
async function playLinked({ ovo, sim, settle }: Shop): Promise<string[]> {
  const { page } = await ovo.links.start({ customer: 'alice', phone: canaryCustomer.phone, returnUrl })
  const url = await walkPages(page, canaryCustomer)
  expect(await ovo.links.complete({ customer: 'alice', url })).toMatchObject({ outcome: 'linked' })
  sim.faults.add({ operation: 'link.balance', fault: 'token-expired' })
  await ovo.links.balance({ customer: 'alice' })
  await ovo.links.lookup(canaryCustomer)
  const payment = await ovo.linked.start({ reference: 'ORDER-2', amount: 25_000, customer: 'alice', returnUrl })
  await sim.approveLinked({ page: pageOf(payment) })
  await settle()
  await ovo.payments.refund(payment.id, { amount: 10_000 })
  await ovo.links.unlink({ customer: 'alice' })
  await settle()
  const refreshes = sim.requests.flatMap(({ body }) => /"refreshToken":"([^"]+)"/.exec(body)?.[1] ?? [])
  expect(refreshes).toHaveLength(1)
  const ways = ['authCode', 'linkState'].map((name) => url.searchParams.get(name) ?? '')
  return [...ways, ...refreshes, pageOf(payment).split('/').at(-1) ?? '']
}

describe.each(Object.entries(places))('what lies in the store: %s (G8)', (kind, open) => {
  test('no token, secret, phone number or name can be read there, and the sealed originals hold them all', async () => {
    const place = open()
    const { secrets, originals } = await play(place)
    const search = (where: string, text: string) => findLeaks([{ channel: 'store', where, test: kind, text }], secrets)

    const opened = new Set(search('originals', originals).map((leak) => leak.kind))
    expect([...opened].sort(), 'there was something to leak').toEqual([
      ...['PIN', 'access token', 'name', 'phone number', 'way back'],
    ])

    const contents = await place.raw()
    if (kind !== 'memory') expect(contents.map(({ text }) => text).join('')).toContain('ORDER-1')
    expect(report(contents.flatMap(({ where, text }) => search(where, text)))).toBe('')
    for (const { where, text } of contents) if (kind === 'postgres') capture('store', `rows of ${where}`, text)
  })
})
