import type { ExitName } from './exit-code.ts'
import type { Text } from './text.ts'

/** Something the person at the keyboard can mend. Says what is wrong and what to do, and quotes no secret. */
export class CliError extends Error {
  readonly exit: ExitName
  /** A short machine word, for `--json`. */
  readonly code: string
  readonly text: Text

  constructor(exit: ExitName, code: string, text: Text, options?: { readonly cause?: unknown }) {
    super(text.en, options?.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'CliError'
    this.exit = exit
    this.code = code
    this.text = text
  }
}

/** The words on the command line make no sense together. */
export const usageError = (text: Text): CliError => new CliError('usage', 'usage', text)
