import assert from 'node:assert/strict'
import type { ChangeSet, ExchangeStart, NewRecord, RecordUpdate, Store } from '../engine/store.ts'

/** One promise of the store port, as a check that any test runner can run on a fresh store. */
export interface StoreCheck {
  readonly name: string
  readonly check: (store: Store) => Promise<void>
}

export const t0 = 1_800_000_000_000

export async function commit(store: Store, change: Partial<ChangeSet>): Promise<void> {
  assert.deepEqual(await store.commit({ now: t0, ...change }), { committed: true })
}

export const record = (id: string, more: Partial<NewRecord> = {}): NewRecord => ({
  id,
  kind: 'qris',
  merchant: 'default',
  reference: 'ORDER-1',
  number: `number-${id}`,
  parentId: null,
  state: 'created',
  data: {},
  exclusive: null,
  dueAt: null,
  createdAt: t0,
  ...more,
})

export const update = (id: string, version: number, more: Partial<RecordUpdate> = {}): RecordUpdate => ({
  id,
  version,
  state: 'created',
  data: {},
  exclusive: null,
  dueAt: null,
  ...more,
})

export const exchange = (id: string, recordId: string | null = null): ExchangeStart => ({
  id,
  at: t0,
  direction: 'out' as const,
  merchant: 'default',
  operation: 'qris.query',
  recordId,
  request: { url: 'https://example.test' },
  sealedRequest: 'sealed',
})
