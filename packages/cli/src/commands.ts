import type { Command } from './command.ts'
import { bi } from './commands/bi.ts'
import { doctor } from './commands/doctor.ts'
import { init } from './commands/init.ts'
import { keys } from './commands/keys.ts'
import { log } from './commands/log.ts'
import { mockups } from './commands/mockups.ts'
import { open } from './commands/open.ts'
import { payments } from './commands/payments.ts'
import { probe } from './commands/probe.ts'
import { reconcile } from './commands/reconcile.ts'
import { simulate } from './commands/simulate.ts'
import { uat } from './commands/uat.ts'
import type { Text } from './text.ts'

/** Every command, in the order in which a new partner needs them. A command is its own file in `commands/`. */
export const commands: readonly Command[] = [
  ...[init, simulate, keys, open, mockups, doctor, ...payments, probe, reconcile],
  ...[...log, ...bi, uat],
]

/** What the first word of two-word commands stands for. */
export const groups: Readonly<Record<string, Text>> = {
  payments: {
    en: 'see what became of payments, ask OVO, give money back, decide',
    id: 'lihat pembayaran, tanyakan ke OVO, kembalikan uang, putuskan',
  },
}
