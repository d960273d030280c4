import { CommanderError } from 'commander'
import type { Context, Outcome } from './command.ts'
import { commands } from './commands.ts'
import { exitCodes } from './exit-code.ts'
import { explainError } from './explain-error.ts'
import { explainUsage } from './explain-usage.ts'
import { createProgram } from './program.ts'
import { chooseLanguage, inLanguage, type Line } from './text.ts'

/** What a command line runs in: the process, or what a test puts in its place. */
export interface World {
  /** Without the names of node and of the script. */
  readonly words: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly folder: string
  readonly isInteractive: boolean
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Calls back when the process is told to stop. */
  readonly onStop: (stop: () => void) => void
}

/** Runs what the words say, prints what came out, and resolves with the exit code. Never rejects. */
export async function runCli(world: World): Promise<number> {
  const { words, env, out, err } = world
  const language = chooseLanguage(words, env)
  const isJson = words.includes('--json')
  const say = (line: Line): string => `${inLanguage(line, language)}\n`
  const stopping = new AbortController()
  const context: Omit<Context, 'configFile' | 'progress'> = {
    language,
    isJson,
    env,
    folder: world.folder,
    isInteractive: world.isInteractive && !isJson,
    signal: stopping.signal,
    print: (line) => out(say(line)),
  }

  function finish({ exit = 'done', lines, data }: Outcome): number {
    if (isJson) out(`${JSON.stringify({ ok: exit === 'done', ...data })}\n`)
    else for (const line of lines) out(say(line))
    return exitCodes[exit]
  }

  function fail(error: unknown): number {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done
    const { exit, code, text, detail } = error instanceof CommanderError ? explainUsage(error) : explainError(error)
    const message = inLanguage(text, language)
    if (isJson) out(`${JSON.stringify({ ok: false, error: { code, message } })}\n`)
    else err(`ovokit: ${message}\n${detail === undefined ? '' : `${detail}\n`}`)
    return exitCodes[exit]
  }

  let outcome: Outcome | null = null
  const program = createProgram({
    commands,
    language,
    out,
    err,
    run: async (command, input, options) => {
      world.onStop(() => stopping.abort())
      const { run } = await command.load()
      const progress = (line: Line): void => {
        if (!options.isQuiet) err(say(line))
      }
      outcome = await run({ ...context, configFile: options.configFile, progress }, input)
    },
  })
  try {
    await program.parseAsync(words, { from: 'user' })
    return outcome === null ? exitCodes.done : finish(outcome)
  } catch (error) {
    return fail(error)
  }
}
