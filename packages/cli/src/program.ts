import { Argument, Command as Commander, Option as CommanderOption, type Help } from 'commander'
import type { Command, Input } from './command.ts'
import { groups } from './commands.ts'
import { inLanguage, type Language, languages, type Text } from './text.ts'
import { version } from './version.ts'

/** What every command takes. */
export interface CommonOptions {
  readonly configFile: string | undefined
  readonly isQuiet: boolean
}

/** Makes the parser and its help out of the table of commands. */
export function createProgram(input: {
  readonly commands: readonly Command[]
  readonly language: Language
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly run: (command: Command, input: Input, options: CommonOptions) => Promise<void>
}): Commander {
  const { language, run } = input
  const say = (text: Text): string => inLanguage(text, language)
  const make = (name: string): Commander => {
    const made = new Commander(name)
      .exitOverride()
      .configureOutput({ writeOut: input.out, writeErr: () => {} })
      .helpOption('-h, --help', say(common.help))
      .helpCommand(false)
      .showSuggestionAfterError(true)
    return made.configureHelp({ showGlobalOptions: true, ...headings(language) })
  }
  const program = make('ovokit')
    .description(say(common.description))
    .version(version(), '-v, --version', say(common.version))
    .addOption(new CommanderOption('--json', say(common.json)))
    .addOption(new CommanderOption('--lang <LANGUAGE>', say(common.lang)).choices([...languages]))
    .addOption(new CommanderOption('--config <FILE>', say(common.config)))
    .addOption(new CommanderOption('--quiet', say(common.quiet)))
  const parents = new Map<string, Commander>([['', program]])
  for (const command of input.commands) {
    const [first = '', second] = command.name.split(' ')
    const group = second === undefined ? '' : first
    let parent = parents.get(group)
    if (parent === undefined) {
      const text = groups[group]
      parent = make(group).description(text === undefined ? '' : say(text))
      parents.set(group, parent)
      program.addCommand(parent)
    }
    const made = make(second ?? first).description(say(command.summary))
    for (const { name, text, isOptional, isMany } of command.parameters ?? []) {
      const word = `${name}${isMany === true ? '...' : ''}`
      made.addArgument(new Argument(isOptional === true ? `[${word}]` : `<${word}>`, say(text)))
    }
    for (const { flag, text, choices, isMany } of command.options ?? []) {
      const option = new CommanderOption(`--${flag.replace(/^--/, '').replace(/ (\S+)$/, ' <$1>')}`, say(text))
      if (choices !== undefined) option.choices([...choices])
      if (isMany === true) option.argParser((value: string, all: string[] = []) => [...all, value])
      made.addOption(option)
    }
    if (command.details !== undefined) made.addHelpText('after', `\n${say(command.details)}`)
    made.action(async () => {
      const { config, quiet } = made.optsWithGlobals<{ config?: string; quiet?: boolean }>()
      await run(command, toInput(made), { configFile: config, isQuiet: quiet === true })
    })
    parent.addCommand(made)
    // A word that is a command may have others below it.
    if (second === undefined) parents.set(first, made)
  }
  return program
}

function toInput(command: Commander): Input {
  // With those of a command above it: it takes what has the same name there.
  const values = command.optsWithGlobals<Record<string, unknown>>()
  const read = (name: string): unknown => values[name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())]
  return {
    words: command.processedArgs.flat().filter((word): word is string => typeof word === 'string'),
    text: (name) => {
      const value = read(name)
      return typeof value === 'string' ? value : undefined
    },
    texts: (name) => {
      const value = read(name)
      return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
    },
    flag: (name) => read(name) === true,
  }
}

const common = {
  description: {
    en: 'OVO payments from a terminal: keys, credentials, a first shop, and what became of the money',
    id: 'Pembayaran OVO dari terminal: kunci, kredensial, toko pertama, dan ke mana uangnya',
  },
  help: { en: 'show this', id: 'tampilkan bantuan ini' },
  version: { en: 'show the version', id: 'tampilkan versi' },
  json: { en: 'print one line of JSON instead of text', id: 'cetak satu baris JSON, bukan teks' },
  lang: { en: 'the language to speak', id: 'bahasa yang dipakai' },
  config: {
    en: "the shop's settings (default: ovokit.config.json, or .env alone)",
    id: 'pengaturan toko (bawaan: ovokit.config.json, atau .env saja)',
  },
  quiet: { en: 'say nothing while working', id: 'jangan tampilkan kemajuan' },
} satisfies Record<string, Text>

const titles: Readonly<Record<string, string>> = {
  'Usage:': 'Pemakaian:',
  'Arguments:': 'Argumen:',
  'Options:': 'Opsi:',
  'Global Options:': 'Opsi umum:',
  'Commands:': 'Perintah:',
}

function headings(language: Language): Partial<Help> {
  if (language === 'en') return {}
  return {
    styleTitle: (title) => titles[title] ?? title,
    styleUsage: (usage) => usage.replace('[options]', '[opsi]').replace('[command]', '[perintah]'),
    styleOptionDescription: (text) => text.replace('(choices: ', '(pilihan: '),
  }
}
