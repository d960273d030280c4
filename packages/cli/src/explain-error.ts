import { OvoError, type OvoErrorCode } from '@ovokit/core'
import { CliError } from './cli-error.ts'
import type { ExitName } from './exit-code.ts'
import type { Line } from './text.ts'

/** How an error ends a command. */
export interface Explained {
  readonly exit: ExitName
  readonly code: string
  readonly text: Line
  /** Only of a mistake of OvoKit's own: where it happened. */
  readonly detail?: string
}

/** Errors of the core that do not simply mean that it could not be done. */
const exitOf: Partial<Record<OvoErrorCode, ExitName>> = {
  'invalid-configuration': 'configuration',
  'merchant-unknown': 'configuration',
  'not-configured': 'configuration',
  'seal-broken': 'configuration',
  'invalid-input': 'usage',
  'invalid-amount': 'usage',
  'ovo-unreachable': 'unreachable',
  'store-unavailable': 'unreachable',
  'store-locked': 'unreachable',
  'ovo-outcome-unknown': 'unknown',
  'report-unreadable': 'unreadable',
}

/** The core's messages say what to do and hold no secret; they are in English in every language. */
export function explainError(error: unknown): Explained {
  if (error instanceof CliError) return error
  if (OvoError.is(error)) return { exit: exitOf[error.code] ?? 'failed', code: error.code, text: error.message }
  return {
    exit: 'bug',
    code: 'bug',
    text: {
      en: 'something broke that should not; please report it with the lines below',
      id: 'ada kesalahan di OvoKit sendiri; mohon laporkan bersama baris-baris di bawah ini',
    },
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }
}
