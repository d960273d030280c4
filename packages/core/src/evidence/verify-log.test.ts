import { describe, expect, test } from 'vitest'
import { createSealer, type Sealer } from '../crypto/seal.ts'
import { systemRandom } from '../engine/default-ports.ts'
import { createExchangeLog } from '../engine/exchange-log.ts'
import { createLogChain } from '../engine/log-chain.ts'
import { createLogRetention } from '../engine/log-retention.ts'
import type { ChangeSet, LogRow, Store } from '../engine/store.ts'
import { memoryStore } from '../store/memory.ts'
import { type LogVerdict, verifyLog } from './verify-log.ts'

const key = '5f'.repeat(32)
const newKey = '6a'.repeat(32)
const dayMillis = 24 * 60 * 60_000

/** A process that writes into the log. */
function processOn(store: Store, keys: readonly string[] = [key]) {
  const sealer = createSealer(keys)
  const chain = createLogChain({ store, sealer, random: systemRandom })
  const log = createExchangeLog({ sealer, random: systemRandom, now: () => store.now() })
  const begin = () =>
    log.begin({
      direction: 'out',
      merchant: 'default',
      operation: 'qris.query',
      recordId: 'pay_1',
      request: {
        method: 'POST',
        url: 'https://ovo.test/x',
        headers: { 'x-a': '1' },
        body: Buffer.from('{"a":"\u0000é"}'),
      },
    })
  /** One call with its answer: two rows. */
  async function call(more: Partial<ChangeSet> = {}): Promise<boolean> {
    const exchange = begin()
    const { committed } = await chain.store.commit({ now: store.now(), exchangeStarts: [exchange.start], ...more })
    if (!committed) return false
    const answer = { kind: 'answered', status: 200, headers: {}, body: Buffer.from('{"n":1}') } as const
    await chain.store.commit({ now: store.now(), exchangeEnds: [exchange.end(answer)] })
    return true
  }
  return { sealer, chain, call }
}

/** A store as somebody sees it who has changed its rows behind OvoKit's back. */
function tampered(store: Store, change: (rows: readonly LogRow[]) => readonly LogRow[]): Store {
  const all = async (writer: string) => change(await store.logRows({ writer, after: 0, limit: 1_000_000 }))
  return {
    ...store,
    logRows: async ({ writer, after, limit }) =>
      (await all(writer))
        .filter(({ row }) => row.seq > after)
        .sort((a, b) => a.row.seq - b.row.seq)
        .slice(0, limit),
  }
}

const verdictOf = (store: Store, sealer: Sealer = createSealer([key])): Promise<LogVerdict> =>
  verifyLog({ store, sealer })
const found = ({ findings }: LogVerdict) => findings.map(({ kind, seq, through, side }) => [kind, seq, through, side])

async function fiveCalls(): Promise<Store> {
  const store = memoryStore()
  const { call, chain } = processOn(store)
  for (let count = 0; count < 5; count++) await call()
  await chain.close()
  return store
}

/** Rows 1 (the opening note), 2 and 3 (a call and its answer), … 11, and 12 (the closing note). */
describe('verifyLog', () => {
  test('finds nothing wrong with what nobody has touched', async () => {
    const verdict = await verdictOf(await fiveCalls())
    expect(found(verdict)).toEqual([])
    expect(verdict).toMatchObject({ isIntact: true, rows: 12, beforeChains: 0 })
    expect(verdict.writers).toMatchObject([{ seq: 12, rows: 12, isClosed: true, undecided: 0 }])
  })

  const change = (seq: number, how: (row: LogRow) => LogRow) => (rows: readonly LogRow[]) =>
    rows.map((row) => (row.row.seq === seq ? how(row) : row))
  const edit = (more: object) => (entry: LogRow) => ({ ...entry, row: { ...entry.row, ...more } }) as LogRow

  test.each([
    ['a time', 4, { at: 1 }],
    ['the readable request', 4, { request: { method: 'POST', url: 'https://ovo.test/x', headers: {}, body: '' } }],
    ['the sealed request', 4, { sealedRequest: 'v1.x' }],
    ['whose it was', 4, { merchant: 'other' }],
    ['which payment it was about', 4, { recordId: null }],
    ['an outcome', 5, { outcome: 'no-answer' }],
    ['an answer', 5, { response: { status: 201 } }],
    ['an answer’s exchange', 5, { id: 'exc_other' }],
    ['the link', 5, { link: 'v1.9' }],
    ['a note', 12, { facts: { rows: 11 } }],
  ])('finds where %s was altered', async (_, seq, more) => {
    const verdict = await verdictOf(tampered(await fiveCalls(), change(seq, edit(more))))
    expect(verdict.findings).toMatchObject([{ kind: 'altered', seq, through: seq }])
    expect(verdict.isIntact).toBe(false)
  })

  test.each([
    [[4], [['missing', 4, 4, null]]],
    [[2], [['missing', 2, 2, null]]],
    [[1], [['missing', 1, 1, null]]],
    [[1, 2, 3], [['missing', 1, 3, null]]],
    [
      [5, 6, 7, 9],
      [
        ['missing', 5, 7, null],
        ['missing', 9, 9, null],
      ],
    ],
  ])('finds that rows %j were removed', async (gone, expected) => {
    const verdict = await verdictOf(
      tampered(await fiveCalls(), (rows) => rows.filter(({ row }) => !gone.includes(row.seq))),
    )
    expect(found(verdict)).toEqual(expected)
  })

  test('finds rows that changed places', async () => {
    const swap: Readonly<Record<number, number>> = { 4: 6, 6: 4 }
    const moved = tampered(await fiveCalls(), (rows) =>
      rows.map((entry) => edit({ seq: swap[entry.row.seq] ?? entry.row.seq })(entry)),
    )
    expect(found(await verdictOf(moved))).toEqual([
      ['moved', 4, 4, 'request'],
      ['moved', 6, 6, 'request'],
    ])
  })

  test('takes no row from another chain, nor one that was made without the key', async () => {
    const store = await fiveCalls()
    const forger = processOn(store, [newKey])
    await forger.call()
    const verdict = await verdictOf(store)
    expect(new Set(verdict.findings.map(({ kind }) => kind))).toEqual(new Set(['unknown-key']))
    const [first = '', second = ''] = (await store.logWriters()).map(({ writer }) => writer)
    const foreign = (await store.logRows({ writer: second, after: 1, limit: 1 }))[0] as LogRow
    const grafted = tampered(store, (rows) =>
      rows[0]?.row.writer === first
        ? rows.map((row) => (row.row.seq === 2 ? edit({ writer: first })(foreign) : row))
        : rows,
    )
    expect((await verdictOf(grafted, createSealer([key, newKey]))).findings).toMatchObject([
      { kind: 'altered', seq: 2 },
    ])
  })

  test('knows that a tail was cut from the closing note, from another process, or from a head that was kept', async () => {
    const store = await fiveCalls()
    const [writer = ''] = (await store.logWriters()).map((head) => head.writer)
    const cut = (last: number) =>
      tampered(store, (rows) => rows.filter(({ row }) => row.writer !== writer || row.seq <= last))
    // Without a witness it looks like a process that died.
    expect((await verdictOf(cut(7))).writers).toMatchObject([{ seq: 7, isClosed: false }])
    const { writers } = await verdictOf(store)
    const sealer = createSealer([key])
    expect(found(await verifyLog({ store: cut(7), sealer, expect: writers }))).toEqual([['cut', 8, 12, null]])
    expect(found(await verifyLog({ store, sealer, expect: writers }))).toEqual([])
    await processOn(store).call()
    expect(found(await verdictOf(cut(7)))).toEqual([['cut', 8, 12, null]])
    expect(found(await verdictOf(tampered(store, (rows) => rows.filter(({ row }) => row.writer !== writer))))).toEqual([
      ['cut', 1, 12, null],
    ])
  })

  test('knows a chain that whoever has the key wrote anew, from a head that was kept', async () => {
    const { writers } = await verdictOf(await fiveCalls())
    const sealer = createSealer([key])
    const other = await fiveCalls()
    const [head] = await other.logWriters()
    const kept = writers.map((one) => ({ ...one, writer: head?.writer ?? '' }))
    expect(found(await verifyLog({ store: other, sealer, expect: kept }))).toEqual([['altered', 12, 12, 'note']])
  })

  test('takes places that the store refused for what they are', async () => {
    const store = memoryStore()
    const { call, chain } = processOn(store)
    const claim = { key: 'callback', expiresAt: store.now() + dayMillis }
    await call({ claim })
    expect(await Promise.all([call(), call({ claim }), call(), call({ claim })])).toEqual([true, false, true, false])
    const open = await verdictOf(store)
    expect(found(open)).toEqual([])
    await chain.close()
    const closed = await verdictOf(store)
    expect([found(closed), closed.rows, closed.writers[0]?.seq]).toEqual([[], 8, 10])
  })

  test('takes a chain whose first places were refused', async () => {
    const store = memoryStore()
    const { call } = processOn(store)
    const claim = { key: 'callback', expiresAt: store.now() + dayMillis }
    await store.commit({ now: store.now(), claim })
    expect(await call({ claim })).toBe(false)
    await call()
    const verdict = await verdictOf(store)
    expect([found(verdict), verdict.rows]).toEqual([[], 3])
    const [{ writer = '' } = {}] = await store.logWriters()
    expect((await store.logRows({ writer, after: 0, limit: 1 }))[0]).toMatchObject({ row: { type: 'opened', seq: 3 } })
  })

  test('takes what was stored although the answer was lost, and stores it once', async () => {
    const inner = memoryStore()
    let isDown = false
    const store: Store = {
      ...inner,
      commit: async (given) => {
        const result = await inner.commit(given)
        if (isDown) throw new Error('connection lost')
        return result
      },
    }
    const { call, chain } = processOn(store)
    await call()
    const { log: exchange } = {
      log: createExchangeLog({ sealer: createSealer([key]), random: systemRandom, now: () => 1 }),
    }
    const one = exchange.begin({
      direction: 'out',
      merchant: 'default',
      operation: 'x',
      recordId: null,
      request: { method: 'POST', url: 'https://ovo.test', headers: {}, body: new Uint8Array() },
    })
    await chain.store.commit({ now: 1, exchangeStarts: [one.start] })
    const end = one.end({ kind: 'no-answer', sent: 'maybe', reason: 'timeout' })
    isDown = true
    await expect(chain.store.commit({ now: 1, exchangeEnds: [end] })).rejects.toThrow('connection lost')
    isDown = false
    await chain.store.commit({ now: 1, exchangeEnds: [end] })
    await chain.store.commit({ now: 1, exchangeEnds: [end] })
    await call()
    await chain.close()
    const verdict = await verdictOf(store)
    expect([found(verdict), verdict.rows]).toEqual([[], 8])
  })

  test('reads on under a new key while the old one is kept', async () => {
    const store = memoryStore()
    await processOn(store, [key]).call()
    await processOn(store, [newKey, key]).call()
    expect(found(await verdictOf(store, createSealer([newKey, key])))).toEqual([])
    expect((await verdictOf(store, createSealer([newKey]))).findings.every(({ kind }) => kind === 'unknown-key')).toBe(
      true,
    )
  })

  test('counts what is older than the chains, and finds what was slipped in later', async () => {
    const store = memoryStore()
    const { start } = createExchangeLog({ sealer: createSealer([key]), random: systemRandom, now: () => 1 }).begin({
      direction: 'out',
      merchant: 'default',
      operation: 'x',
      recordId: null,
      request: { method: 'POST', url: 'https://ovo.test', headers: {}, body: new Uint8Array() },
    })
    await store.commit({ now: 1, exchangeStarts: [start] })
    await processOn(store).call()
    expect(await verdictOf(store)).toMatchObject({ isIntact: true, beforeChains: 1 })
    await store.commit({ now: 1, exchangeStarts: [{ ...start, id: 'exc_slipped', at: store.now() + 1 }] })
    expect((await verdictOf(store)).findings).toMatchObject([{ kind: 'stray' }])
  })

  test('verifies what retention has left, and misses what was removed beyond it', async () => {
    let offset = 0
    const store = memoryStore({ timeOffset: () => offset })
    const old = processOn(store)
    for (let count = 0; count < 3; count++) await old.call()
    offset += 5 * dayMillis
    await old.call()
    const young = processOn(store)
    await young.call()
    offset += 6 * dayMillis
    const retention = createLogRetention({ store, chain: young.chain, keepDays: 10 })
    expect(await retention.prune()).toBe(7)
    expect(await retention.prune()).toBe(0)
    expect(await store.exchanges({ limit: 99 })).toHaveLength(2)
    const verdict = await verdictOf(store)
    expect([found(verdict), verdict.rows]).toEqual([[], 6])
    const [{ writer = '' } = {}] = verdict.writers.filter(({ seq }) => seq === 9)
    const beyond = tampered(store, (rows) => rows.filter(({ row }) => row.writer !== writer || row.seq !== 8))
    expect(found(await verdictOf(beyond))).toEqual([['missing', 8, 8, null]])
    offset += 30 * dayMillis
    await retention.prune()
    const late = await verdictOf(store)
    // Nothing but the notes of this pruning itself.
    expect([found(late), late.rows, await store.exchanges({ limit: 99 })]).toEqual([[], 2, []])
  })

  test('tends the log once it has run for a while: an hourly witness, and a daily pruning by one process', async () => {
    let offset = 0
    const store = memoryStore({ timeOffset: () => offset })
    const [one, two] = [processOn(store), processOn(store)]
    await Promise.all([one.call(), two.call()])
    const retentions = [one, two].map(({ chain }) => createLogRetention({ store, chain, keepDays: 1 }))
    const tend = async () => {
      for (const { tend } of retentions) await tend()
    }
    await tend()
    offset += 2 * 60 * 60_000
    await tend()
    await tend()
    const types = (await verdictOf(store)).rows
    expect(types).toBe(8)
    offset += 2 * dayMillis
    await store.sweep({ now: store.now(), deliveredBefore: 0 })
    await tend()
    const verdict = await verdictOf(store)
    expect(found(verdict)).toEqual([])
    expect(await store.exchanges({ limit: 9 })).toEqual([])
  })
})
