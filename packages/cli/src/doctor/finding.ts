import type { Context, Input } from '../command.ts'
import type { Settings } from '../config/read-settings.ts'
import type { Text } from '../text.ts'

/** What one check has found. */
export interface Finding {
  /** A short machine word, such as `token` or `callback-body`. */
  readonly check: string
  /** `fault`: payments suffer. `warning`: look at it. `unknown`: could not be checked, and why. */
  readonly level: 'ok' | 'warning' | 'fault' | 'unknown'
  readonly text: Text
  /** What to do about it. */
  readonly mend?: Text
}

/** What every check is given. */
export interface Patient {
  readonly context: Context
  readonly input: Input
  readonly settings: Settings
}

export type Check = (patient: Patient) => Promise<readonly Finding[]>

type Level = Finding['level']
type Make = (check: string, text: Text, mend?: Text) => Finding
const of =
  (level: Level): Make =>
  (check, text, mend) => ({ check, level, text, ...(mend === undefined ? {} : { mend }) })

export const ok: Make = of('ok')
export const warning: Make = of('warning')
export const fault: Make = of('fault')
export const unknown: Make = of('unknown')
