import { createInterface } from 'node:readline/promises'
import { CliError, usageError } from '../cli-error.ts'
import type { Context, Input } from '../command.ts'
import { inLanguage, type Text } from '../text.ts'

/**
 * Asks before money moves, unless `--yes` was given.
 *
 * @throws {CliError} `usage` where nobody can be asked, `not-confirmed` for any other answer than yes
 */
export async function confirm(
  { isInteractive, language, signal }: Context,
  input: Input,
  question: Text,
): Promise<void> {
  if (input.flag('yes')) return
  if (!isInteractive) {
    throw usageError({
      en: 'nobody is here to confirm; add --yes to mean it',
      id: 'tidak ada yang bisa mengonfirmasi; tambahkan --yes',
    })
  }
  const reader = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await reader
    .question(`${inLanguage(question, language)} [y/N] `, { signal })
    .finally(() => reader.close())
  if (/^(y|yes|ya)$/i.test(answer.trim())) return
  throw new CliError('failed', 'not-confirmed', { en: 'nothing was done', id: 'tidak ada yang dilakukan' })
}
