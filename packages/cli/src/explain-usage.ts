import type { CommanderError } from 'commander'
import type { Explained } from './explain-error.ts'
import type { Text } from './text.ts'

/** What the library says about words it cannot use, in the reader's language. `it` is what it quotes. */
const indonesian: Readonly<Record<string, (it: string) => string>> = {
  'commander.unknownCommand': (it) => `tidak ada perintah '${it}'`,
  'commander.unknownOption': (it) => `tidak ada opsi '${it}'`,
  'commander.missingArgument': (it) => `'${it}' belum diberikan`,
  'commander.excessArguments': () => 'terlalu banyak kata pada baris perintah',
  'commander.optionMissingArgument': (it) => `opsi '${it}' membutuhkan nilai`,
  'commander.missingMandatoryOptionValue': (it) => `opsi '${it}' wajib diberikan`,
  'commander.invalidArgument': (it) => `nilai untuk '${it}' tidak dikenal`,
}

export function explainUsage(error: CommanderError): Explained {
  const en = error.message.replace(/^error: /, '')
  const quoted = /'([^']*)'/.exec(en)?.[1] ?? ''
  // The library's code for being called without a command is that of help that was not asked for: it has been printed.
  if (error.code === 'commander.help') return { exit: 'usage', code: 'usage', text: noCommand }
  const id = indonesian[error.code]?.(quoted) ?? en
  const text: Text = { en: `${en} (--help says more)`, id: `${id} (--help menjelaskan lebih lanjut)` }
  return { exit: 'usage', code: 'usage', text }
}

const noCommand: Text = { en: 'say which command to run', id: 'sebutkan perintah yang akan dijalankan' }
