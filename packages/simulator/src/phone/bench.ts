import { FAULTS, type FaultName, faultsOn, OPERATIONS, type Operation } from '../faults/fault-table.ts'
import { MAGIC_AMOUNTS } from '../faults/magic-amounts.ts'
import { MAGIC_PHONES } from '../faults/magic-phones.ts'
import type { Words } from '../words.ts'

/** What a tester can choose from beside the phone, out of the simulator's own tables. */
export interface Bench {
  readonly phones: ReadonlyArray<{ readonly number: string; readonly about: Words }>
  readonly amounts: ReadonlyArray<{ readonly amount: number; readonly about: Words }>
  readonly operations: ReadonlyArray<{ readonly operation: Operation; readonly faults: readonly FaultName[] }>
  readonly faults: Readonly<Record<string, Words>>
}

const numberOf = (digits: string): string => `08120000${digits}`

export const BENCH: Bench = {
  phones: [
    ...Object.entries(MAGIC_PHONES).map(([digits, { about }]) => ({ number: numberOf(digits), about })),
    {
      number: numberOf('9130'),
      about: {
        id: 'menyetujui setelah 30 detik; 91 dan dua angka lain: sekian detik',
        en: 'approves after 30 s; 91 and two other digits: so many seconds',
      },
    },
  ],
  amounts: Object.entries(MAGIC_AMOUNTS).map(([amount, { about }]) => ({ amount: Number(amount), about })),
  operations: OPERATIONS.map((operation) => ({ operation, faults: faultsOn(operation) })),
  faults: Object.fromEntries(Object.entries(FAULTS).map(([name, { about }]) => [name, about])),
}
