import { describe, expect, test } from 'vitest'
import { qrisLifecycle, qrisRefundLifecycle } from '../qris/qris-lifecycle.ts'
import { checkTable, drawTable } from './check-table.ts'
import { transition } from './transition.ts'

const sound = {
  table: { open: { pay: 'paid', wait: 'open' }, paid: {} },
  initial: 'open',
  terminal: ['paid'],
} as const

describe('checkTable', () => {
  test.each([qrisLifecycle, qrisRefundLifecycle])(
    'finds nothing wrong with the lifecycle of $kind',
    ({ table, initial, terminal }) => {
      expect(checkTable<string>({ table, initial, terminal })).toEqual([])
    },
  )

  test('finds what it is for', () => {
    expect(checkTable<string>(sound)).toEqual([])
    const unreachable = { ...sound, table: { ...sound.table, lost: { pay: 'paid' } } }
    expect(checkTable<string>(unreachable)).toEqual(['lost cannot be reached from open'])
    expect(checkTable<string>({ ...sound, terminal: [] })).toEqual(['paid is a dead end'])
    const leaky = { ...sound, table: { ...sound.table, paid: { undo: 'open' } } }
    expect(checkTable<string>(leaky)).toEqual(['paid is terminal and has an exit'])
    const dangling = { ...sound, table: { open: { pay: 'paid', jump: 'nowhere' }, paid: {} } }
    expect(checkTable<string>(dangling)).toContain('open leads to nowhere, which is not a state')
    const onlyLoops = {
      ...sound,
      table: { open: { pay: 'paid', rest: 'resting' }, resting: { wait: 'resting' }, paid: {} },
    }
    expect(checkTable<string>(onlyLoops)).toEqual(['resting is a dead end'])
  })
})

describe('transition', () => {
  test('goes where the table says, and nowhere else', () => {
    expect(transition<string, string>(sound.table, 'open', 'pay')).toEqual({ accepted: true, from: 'open', to: 'paid' })
    expect(transition<string, string>(sound.table, 'paid', 'pay')).toEqual({ accepted: false, from: 'paid' })
    expect(transition<string, string>(sound.table, 'open', 'toString')).toEqual({ accepted: false, from: 'open' })
  })
})

test('drawTable draws every state and every edge', () => {
  expect(drawTable<string>({ ...sound, table: { 'is-open': { pay: 'paid' }, paid: {} }, initial: 'is-open' })).toBe(
    [
      'stateDiagram-v2',
      '  state "is-open" as is_open',
      '  [*] --> is_open',
      '  is_open --> paid: pay',
      '  paid --> [*]',
    ].join('\n'),
  )
})
