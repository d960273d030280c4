import { CliError, usageError } from './cli-error.ts'
import type { Context, Input } from './command.ts'
import { inLanguage, type Text } from './text.ts'

const stopped = (): CliError =>
  new CliError('failed', 'not-confirmed', { en: 'nothing was done', id: 'tidak ada yang dilakukan' })

/** The library is loaded when there is a person to ask, and writes beside the answer, not into it. */
async function ask<Value>(show: (clack: typeof import('@clack/prompts')) => Promise<Value | symbol>): Promise<Value> {
  const clack = await import('@clack/prompts')
  const answer = await show(clack)
  if (clack.isCancel(answer)) throw stopped()
  return answer as Value
}

/**
 * Asks before something is done that cannot be taken back, unless `--yes` was given.
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
  const message = inLanguage(question, language)
  const isMeant = await ask(({ confirm: show }) =>
    show({ message, initialValue: false, output: process.stderr, signal }),
  )
  if (!isMeant) throw stopped()
}

/** Asks for a secret without showing it. */
export async function askSecret({ language, signal }: Context, question: Text): Promise<string> {
  const message = inLanguage(question, language)
  return ask<string>(({ password }) => password({ message, output: process.stderr, signal }))
}

/** Asks for a text; an empty answer is the default. */
export async function askText({ language, signal }: Context, question: Text, byDefault: string): Promise<string> {
  const message = inLanguage(question, language)
  const answer = await ask<string>(({ text }) =>
    text({ message, placeholder: byDefault, defaultValue: byDefault, output: process.stderr, signal }),
  )
  return answer || byDefault
}

/** Asks to choose one of a few. */
export async function askChoice<Value extends string>(
  { language, signal }: Context,
  question: Text,
  choices: Readonly<Record<Value, Text>>,
): Promise<Value> {
  const message = inLanguage(question, language)
  const options = Object.entries<Text>(choices).map(([value, text]) => ({ value, label: inLanguage(text, language) }))
  return (await ask(({ select }) => select({ message, options, output: process.stderr, signal }))) as Value
}
