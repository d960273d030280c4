import type { ExitName } from './exit-code.ts'
import type { Language, Line, Text } from './text.ts'

/** One command, as data: what help shows of it, what it takes, and where its work is. */
export interface Command {
  /** One word, or a group and a word: `keys`, `payments list`. */
  readonly name: string
  readonly summary: Text
  /** More than one sentence, shown below the options in its own help. */
  readonly details?: Text
  readonly parameters?: readonly Parameter[]
  readonly options?: readonly Option[]
  /** Loaded only when it is run, so that help is quick. */
  readonly load: () => Promise<{ readonly run: Run }>
}

export interface Parameter {
  /** As in help: `KEY_FILE`. */
  readonly name: string
  readonly text: Text
  readonly isOptional?: boolean
  /** Takes all the words that are left. */
  readonly isMany?: boolean
}

export interface Option {
  /** As it is written: `--out FOLDER` takes a value, `--yes` does not. */
  readonly flag: string
  readonly text: Text
  /** The only values it takes. */
  readonly choices?: readonly string[]
  /** May be given more than once. */
  readonly isMany?: boolean
}

/** Resolves with what came out; with `null` when all of it has been printed on the way. */
export type Run = (context: Context, input: Input) => Promise<Outcome | null>

/** What was asked for. Names are without their dashes: `out`, `dry-run`. */
export interface Input {
  /** The parameters, in their order. */
  readonly words: readonly string[]
  /** The value of an option, the last one if it was given twice. */
  text(name: string): string | undefined
  /** All values of an option that `isMany`. */
  texts(name: string): readonly string[]
  flag(name: string): boolean
}

/** Where a command runs. Nothing below it reads `process`. */
export interface Context {
  readonly language: Language
  readonly isJson: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  /** Paths are relative to it. */
  readonly folder: string
  /** A person is at the keyboard and can be asked. */
  readonly isInteractive: boolean
  /** `--config`, where it was given. */
  readonly configFile: string | undefined
  /** Ends when the process is told to stop. */
  readonly signal: AbortSignal
  /** Says now what the command is about to spend time on; on standard error, and not with `--quiet`. */
  progress(line: Line): void
  /** Prints at once, for commands that go on running; a whole answer is an {@link Outcome}. */
  print(line: Line): void
}

/** What came out: the same facts for a person and for a script. Neither holds a secret. */
export interface Outcome {
  /** @default 'done' */
  readonly exit?: ExitName
  /** One line each. */
  readonly lines: readonly Line[]
  /** For `--json`: what stands beside `ok`. */
  readonly data: Readonly<Record<string, unknown>>
}
