import { Buffer } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryStore, type Store } from '@ovokit/core'
import { embeddedStore } from '@ovokit/core/embedded'
import {
  createReconcile,
  type Finding,
  type ReconcileInput,
  type Reconciliation,
  readReport,
  settleProfile,
} from '@ovokit/core/settlement'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { putEmptyEmbeddedStore } from '../support/empty-embedded-store.ts'
import {
  month,
  monthBegins,
  type Planned,
  planFees,
  planPayment,
  reportCells,
  reportHeader,
  twists,
} from '../support/settlement-plan.ts'
import { openShop, type Shop } from '../support/shop.ts'

type Style = { readonly delimiter: ',' | ';' | '\t' | '|'; readonly preamble: number; readonly dots: boolean }

const plain: Style = { delimiter: ',', preamble: 0, dots: false }

function toCsv(rows: readonly (readonly string[])[], { delimiter, preamble, dots }: Style): string {
  const money = (cell: string): string => (dots ? cell.replace(/\B(?=(?:\d{3})+$)/g, '.') : cell)
  const written = rows.map((cells) => cells.map((cell, column) => (column >= 5 ? money(cell) : cell)))
  const lines = [...Array.from({ length: preamble }, () => ['OVO, settlement; report']), reportHeader, ...written]
  const cell = (value: string): string => (/[",;|\t]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
  return lines.map((cells) => cells.map(cell).join(delimiter)).join('\r\n')
}

async function* inChunks(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function reconcile(
  store: Store,
  csv: string,
  input: Partial<ReconcileInput> = {},
): Promise<{ result: Reconciliation; findings: Finding[] }> {
  const findings: Finding[] = []
  const result = await createReconcile({ store })({
    reports: [{ name: 'report.csv', bytes: inChunks(csv, 4_096) }],
    onFinding: (finding) => void findings.push(finding),
    ...input,
  })
  return { result, findings }
}

async function storeOf(planned: readonly Planned[]): Promise<Store> {
  const store = memoryStore()
  const insert = planned.flatMap(({ records }) => records)
  if (insert.length > 0) expect(await store.commit({ now: monthBegins, insert })).toEqual({ committed: true })
  return store
}

const terms = { ...month, fees: planFees }
const sorted = (list: readonly { kind: string; invoice: string | null }[]): string[] =>
  list.map(({ kind, invoice }) => `${kind} ${invoice}`).sort()

describe('a settlement report against the store', () => {
  it('finds every seeded difference and invents none, however the report is ordered and written (G10)', async () => {
    const style = fc.record({
      delimiter: fc.constantFrom(',' as const, ';' as const, '\t' as const, '|' as const),
      preamble: fc.integer({ min: 0, max: 5 }),
      dots: fc.boolean(),
    })
    const property = fc.asyncProperty(
      fc.array(fc.constantFrom(...twists), { minLength: 1, maxLength: 60 }),
      fc.infiniteStream(fc.nat()),
      style,
      async (wanted, order, style) => {
        const planned = wanted.map((twist, index) => planPayment(index * 13, twist))
        const rows = planned
          .flatMap(({ rows }) => rows)
          .map((row) => ({ row, at: order.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ row }, line) => reportCells(row, line + 1))
        const profile = { delimiter: style.delimiter, amounts: style.dots ? 'dot-thousands' : 'plain' } as const
        const { findings, result } = await reconcile(await storeOf(planned), toCsv(rows, style), { ...terms, profile })
        expect(sorted(findings)).toEqual(sorted(planned.flatMap(({ finding }) => finding ?? [])))
        expect(result.rows + result.counts['bad-row']).toBe(rows.length)
        expect(result.isClean).toBe(findings.length === 0)
        const right = planned.filter(({ rows, finding }) => rows.length > 0 && finding === null)
        expect(result.matched).toBe(right.length)
      },
    )
    await fc.assert(property, { numRuns: Number(process.env.PROPERTY_RUNS ?? 150) })
  })

  it('says of each line that it cannot read where it is and why, and goes on', async () => {
    const good = planPayment(1, 'right')
    const [row] = good.rows
    const cells = reportCells(row as NonNullable<typeof row>, 1)
    const changed = (column: number, to: string): string[] => cells.map((cell, at) => (at === column ? to : cell))
    const rows = [
      changed(1, ''),
      changed(1, '2.00000E+11'),
      changed(5, '10500.50'),
      changed(5, 'ten'),
      changed(5, '0'),
      changed(5, '99999999999999999'),
      changed(5, '-10500'),
      changed(2, '31/02/2026'),
      changed(7, '1,2'),
      cells.slice(0, 3),
      [...cells, 'more'],
      cells,
    ]
    const { findings, result } = await reconcile(await storeOf([good]), toCsv(rows, plain), terms)
    expect(findings.map(({ kind, place, message }) => [kind, place?.line, message])).toEqual([
      ['bad-row', 2, 'has no invoice'],
      ['bad-row', 3, expect.stringContaining('a spreadsheet has shortened the invoice')],
      ['bad-row', 4, expect.stringContaining('has a fraction of a rupiah')],
      ['bad-row', 5, expect.stringContaining('is no amount')],
      ['bad-row', 6, expect.stringContaining('is 0')],
      ['bad-row', 7, expect.stringContaining('is no amount')],
      ['bad-row', 8, expect.stringContaining('below zero')],
      ['bad-row', 9, expect.stringContaining('is no date')],
      ['bad-row', 10, expect.stringContaining('net:')],
      ['bad-row', 11, 'has 3 cells where the header has 8'],
      ['bad-row', 12, 'has 9 cells where the header has 8'],
    ])
    expect([result.rows, result.matched]).toEqual([1, 1])
  })

  it('reads several files as one report, and finds the line that is in two of them', async () => {
    const [a, b] = [planPayment(1, 'right'), planPayment(2, 'right')]
    const csv = (...planned: Planned[]): string =>
      toCsv(
        planned.flatMap(({ rows }) => rows).map((row, line) => reportCells(row, line + 1)),
        plain,
      )
    const reports = [
      { name: 'one.csv', bytes: inChunks(csv(a, b), 7) },
      { name: 'two.csv', bytes: inChunks(csv(b), 7) },
    ]
    const { findings } = await reconcile(await storeOf([a, b]), '', { ...terms, reports })
    expect(findings).toMatchObject([{ kind: 'duplicate-row', place: { file: 'two.csv', line: 2 } }])
    expect(findings[0]?.message).toContain('line 3 of one.csv')
  })

  it('knows a payment of another period when the report has it, and says that it is the wrong day', async () => {
    const planned = planPayment(3, 'right')
    const { findings } = await reconcile(
      await storeOf([planned]),
      toCsv(
        planned.rows.map((row) => reportCells(row, 1)),
        plain,
      ),
      { ...terms, from: '2026-10-20', to: '2026-10-21' },
    )
    expect(findings).toMatchObject([{ kind: 'wrong-day', reference: 'ORDER-3' }])
    expect(findings[0]?.message).toContain('the report is about 2026-10-20 to 2026-10-21')
  })

  it('does not lose sight of a payment that OVO gave no number', async () => {
    const { records, rows } = planPayment(3, 'right')
    const [record] = records
    if (record === undefined) throw new Error('nothing was planned')
    const { referenceNo: _, ...data } = record.data
    const store = memoryStore()
    await store.commit({ now: monthBegins, insert: [{ ...record, data }] })
    const { findings } = await reconcile(
      store,
      toCsv(
        rows.map((row) => reportCells(row, 1)),
        plain,
      ),
      terms,
    )
    expect(findings.map(({ kind }) => kind).sort()).toEqual(['missing-at-ovo', 'missing-at-shop'])
    expect(findings.find(({ kind }) => kind === 'missing-at-ovo')?.message).toContain('gave it no number')
  })

  it('takes the period from the report, and asks for it when the report has none', async () => {
    const planned = [planPayment(0, 'right'), planPayment(4, 'missing-at-ovo'), planPayment(9, 'right')]
    const store = await storeOf(planned)
    const rows = planned.flatMap(({ rows }) => rows).map((row, line) => reportCells(row, line + 1))
    const { result } = await reconcile(store, toCsv(rows, plain))
    expect([result.from, result.to, result.counts['missing-at-ovo']]).toEqual(['2026-10-01', '2026-10-10', 1])
    await expect(reconcile(store, 'MerchantInvoice,Amount\r\n')).rejects.toThrow('from and to')
  })

  it.each([
    ['', 'it is empty'],
    ['a,b\n1,2\n', 'its widest line has "a", "b"'],
    ['MerchantInvoice,Amount,Gross Amount\n', 'two columns may be the amount'],
    [`MerchantInvoice,Amount\n"${'x'.repeat(70_000)}`, 'cannot be read as CSV'],
    ['MerchantInvoice,Amount\nA,"1', 'cannot be read as CSV'],
  ])('refuses what is no report: %#', async (csv, message) => {
    await expect(reconcile(memoryStore(), csv, month)).rejects.toMatchObject({
      code: 'report-unreadable',
      file: 'report.csv',
      message: expect.stringContaining(message),
    })
  })

  it('refuses a file that is not there, or not in its encoding', async () => {
    await expect(reconcile(memoryStore(), '', { ...month, reports: ['/nowhere/report.csv'] })).rejects.toMatchObject({
      code: 'report-unreadable',
    })
    async function* latin(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('MerchantInvoice,Amount\nCaf\xe9,1\n', 'latin1')
    }
    const reports = [{ name: 'latin.csv', bytes: latin() }]
    await expect(reconcile(memoryStore(), '', { ...month, reports })).rejects.toThrow('is not utf-8')
    const again = [{ name: 'latin.csv', bytes: latin() }]
    const { findings } = await reconcile(memoryStore(), '', {
      ...month,
      reports: again,
      profile: { encoding: 'windows-1252' },
    })
    expect(findings).toMatchObject([{ kind: 'missing-at-shop', invoice: 'Café' }])
  })

  it('leaves nothing on the disk, also when the handler fails', async () => {
    const planned = planPayment(1, 'missing-at-ovo')
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('ovokit-settlement-'))
    const onFinding = (): never => {
      throw new Error('the mail is down')
    }
    const csv = toCsv([], plain)
    await expect(reconcile(await storeOf([planned]), csv, { ...terms, onFinding })).rejects.toThrow('the mail is down')
    const after = (await readdir(tmpdir())).filter((name) => name.startsWith('ovokit-settlement-'))
    expect(after).toEqual(before)
  })
})

describe('a settlement report of Excel', () => {
  const path = new URL('./report.xlsx', import.meta.url).pathname

  // Written by exceljs: shared and rich texts, dates, a formula, numbers, a second sheet, a title above the header.
  it('is read like the same in CSV, from a path and from a stream', async () => {
    const planned = [planPayment(1, 'right'), planPayment(3, 'missing-at-ovo'), planPayment(5, 'right')]
    const store = await storeOf(planned)
    const profile = { sheet: 'Settlement' }
    for (const report of [path, { name: path, bytes: createReadStream(path, { highWaterMark: 999 }) }]) {
      const { findings, result } = await reconcile(store, '', { ...terms, fees: {}, profile, reports: [report] })
      expect(result.rows).toBe(2)
      expect(findings.map(({ kind, invoice, place }) => `${kind} ${invoice} ${place?.line}`).sort()).toEqual([
        'bad-row null 6',
        'missing-at-ovo 200000000005 undefined',
        'missing-at-ovo OVO26000000000003 undefined',
        'missing-at-shop 200000000003 4',
      ])
    }
  })

  it('says which sheets there are, and what is broken', async () => {
    const run = (reports: ReconcileInput['reports'], sheet: string): Promise<unknown> =>
      reconcile(memoryStore(), '', { ...month, reports, profile: { sheet } })
    await expect(run([path], 'Other')).rejects.toThrow('it has "Notes", "Settlement"')
    const bytes = await readFile(path)
    const cut = { name: 'cut.xlsx', bytes: createReadStream(path, { end: bytes.length - 400 }) }
    await expect(run([cut], 'Settlement')).rejects.toMatchObject({ code: 'report-unreadable', file: 'cut.xlsx' })
  })
})

describe('a report that nobody meant', () => {
  const read = async (bytes: Uint8Array): Promise<void> => {
    async function* once(): AsyncGenerator<Uint8Array> {
      yield bytes
    }
    try {
      for await (const _ of readReport({ name: 'any', bytes: once() }, settleProfile())) {
        // What it holds does not matter, only that reading it ends.
      }
    } catch (error) {
      expect(error).toMatchObject({ code: 'report-unreadable', file: 'any' })
    }
  }

  it('is read or refused, whatever its bytes are', async () => {
    const header = Buffer.from('MerchantInvoice,Amount\n')
    const any = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.string({ unit: 'binary', maxLength: 400 }).map((text) => Buffer.concat([header, Buffer.from(text)])),
      fc
        .array(fc.constantFrom(',', '"', '\n', '\r\n', ';', 'A', '1', '-', '\uFEFF'), { maxLength: 200 })
        .map((parts) => Buffer.concat([header, Buffer.from(parts.join(''))])),
    )
    await fc.assert(fc.asyncProperty(any, read), { numRuns: 400 })
  })

  it('is refused when it is a workbook with a few bytes changed, and never read for ever', async () => {
    const workbook = await readFile(new URL('./report.xlsx', import.meta.url).pathname)
    const flips = fc.array(fc.tuple(fc.nat(workbook.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 6 })
    const property = fc.asyncProperty(flips, async (changes) => {
      const bytes = Buffer.from(workbook)
      for (const [at, byte] of changes) bytes[at] = byte
      await read(bytes)
    })
    await fc.assert(property, { numRuns: 300 })
  })
})

describe('a shop’s own day', () => {
  let folder: string
  let shop: Shop
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ovokit-settle-'))
    await putEmptyEmbeddedStore(join(folder, 'data'))
    shop = await openShop({ store: (timeOffset) => embeddedStore(join(folder, 'data'), { timeOffset }) })
  })
  afterAll(async () => {
    await shop.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('is reconciled by OVO’s number for QRIS and by merchantInvoice for a push, and only by these (G4)', async () => {
    const { ovo, sim } = shop
    const phone = '081234567001'
    sim.addCustomer({ phone, balance: 1_000_000 })
    const shown = await ovo.qris.start({ reference: 'ORDER-Q', amount: 25_000 })
    await sim.pay({ qrContent: shown.qr.content })
    await shop.settle()
    const started = await ovo.pushToPay.start({ reference: 'ORDER-P', amount: 40_000, phone })
    await sim.nextPush({ phone })
    await sim.approvePush({ phone })
    const push = await shop.reaches(started.id, 'paid')
    const unpaid = await ovo.qris.start({ reference: 'ORDER-U', amount: 5_000 })
    const qris = await ovo.payments.get(shown.id)
    if (qris.method !== 'qris' || push.method !== 'push-to-pay') throw new Error('another kind of payment')
    const day = new Date(ovo.now().getTime() + 7 * 3_600_000).toISOString().slice(0, 10)

    const reconcileLines = async (...lines: string[]): Promise<unknown[]> => {
      const findings: Finding[] = []
      const csv = ['MerchantInvoice;Amount;Transaction Date', ...lines.map((line) => `${line};${day}`)].join('\n')
      await ovo.settlement.reconcile({
        reports: [{ name: 'day.csv', bytes: inChunks(csv, 3) }],
        from: day,
        to: day,
        onFinding: (finding) => void findings.push(finding),
      })
      return findings.map(({ kind, reference, invoice }) => [kind, reference ?? invoice]).sort()
    }
    expect(await reconcileLines(`${qris.referenceNo};25000`, `${push.merchantInvoice};40000`)).toEqual([])
    expect(await reconcileLines(`${qris.partnerReferenceNo};25000`, `${push.merchantInvoice};40000`)).toEqual([
      ['missing-at-ovo', 'ORDER-Q'],
      ['missing-at-shop', qris.partnerReferenceNo],
    ])
    expect(await reconcileLines(`${qris.referenceNo};25000`, `${unpaid.referenceNo};5000`)).toEqual([
      ['missing-at-ovo', 'ORDER-P'],
      ['not-paid-at-shop', 'ORDER-U'],
    ])
    await ovo.payments.refund(qris.id)
    await shop.settle()
    expect(await reconcileLines(`${qris.referenceNo};25000`, `${push.merchantInvoice};40000`)).toEqual([
      ['refunded-before-settlement', 'ORDER-Q'],
    ])
    expect(await reconcileLines(`${push.merchantInvoice};40000`)).toEqual([])
  })

  it('agrees with OVO’s own report of the day, refunds and voids included, and with no other than that (G4)', async () => {
    const { ovo, sim } = shop
    const phone = '081234567002'
    sim.addCustomer({ phone, balance: 1_000_000 })
    const pay = async (reference: string): Promise<string> => {
      const { id, qr } = await ovo.qris.start({ reference, amount: 15_000 })
      await sim.pay({ qrContent: qr.content, phone })
      await shop.settle()
      return id
    }
    await pay('REPORT-1')
    await ovo.payments.refund(await pay('REPORT-2'))
    const started = await ovo.pushToPay.start({ reference: 'REPORT-3', amount: 7_000, phone })
    await sim.nextPush({ phone })
    await sim.approvePush({ phone })
    await shop.reaches(started.id, 'paid')
    await ovo.payments.refund(started.id)
    await ovo.qris.start({ reference: 'REPORT-4', amount: 9_000 })
    await shop.settle()
    const day = new Date(ovo.now().getTime() + 7 * 3_600_000).toISOString().slice(0, 10)
    const report = sim.settlementReport({ day })
    const run = async (csv: string): Promise<string[]> => {
      const findings: string[] = []
      const { isClean, rows } = await ovo.settlement.reconcile({
        reports: [{ name: 'ovo.csv', bytes: inChunks(csv, 64) }],
        from: day,
        to: day,
        onFinding: ({ kind, reference }) => void findings.push(`${kind} ${reference}`),
      })
      expect(isClean).toBe(findings.length === 0)
      expect(rows).toBeGreaterThanOrEqual(6)
      return findings.sort()
    }
    expect(report).toContain('QRIS REFUND')
    expect(report).toContain('VOID')
    expect(await run(report)).toEqual([])
    const lines = report.split('\r\n')
    const without = lines.filter((line) => !line.includes('VOID')).join('\r\n')
    expect(await run(without)).toEqual(['refunded-before-settlement REPORT-3'])
  })
})
