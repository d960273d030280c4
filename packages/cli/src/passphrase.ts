import { askSecret } from './ask.ts'
import { usageError } from './cli-error.ts'
import type { Context, Input, Option } from './command.ts'
import { readNamed } from './files.ts'
import type { Text } from './text.ts'

/** Never an option with a value: those stand in the shell's history and in lists of processes. */
export const passphraseOption: Option = {
  flag: '--passphrase-file FILE',
  text: {
    en: 'its first line opens the sharing key (or OVO_SHARING_PASSPHRASE)',
    id: 'baris pertamanya membuka kunci sharing (atau OVO_SHARING_PASSPHRASE)',
  },
}

/** The passphrase from its file, the environment, or whoever is at the keyboard; `null` when nobody gives one. */
export async function findPassphrase(context: Context, input: Input, question: Text): Promise<string | null> {
  const file = input.text('passphrase-file')
  if (file !== undefined) return firstLine((await readNamed(context.folder, file)).toString('utf8'))
  const { OVO_SHARING_PASSPHRASE: given } = context.env
  if (given) return given
  return context.isInteractive ? askSecret(context, question) : null
}

function firstLine(text: string): string {
  const line = text.split(/\r?\n/)[0] ?? ''
  if (line !== '') return line
  throw usageError({
    en: 'the passphrase file has nothing in its first line',
    id: 'baris pertama berkas kata sandi kosong',
  })
}
