import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { runCli } from '../run-cli.ts'

const entry = fileURLToPath(new URL('../cli.ts', import.meta.url))
const repository = fileURLToPath(new URL('../../../..', import.meta.url))

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
  /** What `--json` printed last. */
  readonly json: () => Record<string, unknown>
}

export interface RunOptions {
  /** Where it runs; paths are relative to it. @default the repository */
  readonly cwd?: string
  /** Beside what a bare process needs; nothing else of the test's own environment comes through. */
  readonly env?: Readonly<Record<string, string>>
  /** Written to standard input, which is then closed. */
  readonly input?: string
}

/**
 * Starts `ovokit` as a process of its own: from the sources, or what `OVOKIT_BIN` names, such as the bin of an installed
 * package.
 */
export function startOvokit(
  words: readonly string[],
  { cwd = repository, env = {}, input }: RunOptions = {},
): ChildProcess {
  const { PATH = '', HOME = '', OVOKIT_BIN, NODE_OPTIONS = '' } = process.env
  const tsx = import.meta.resolve('tsx')
  const [command, ...first] =
    OVOKIT_BIN === undefined ? [process.execPath, '--conditions=ovokit-source', '--import', tsx, entry] : [OVOKIT_BIN]
  const child = spawn(command ?? '', [...first, ...words], {
    cwd,
    env: { PATH, HOME, NODE_OPTIONS, LANG: 'C', ...env },
  })
  child.stdin?.end(input ?? '')
  return child
}

/** Runs `ovokit` to its end inside the test's own process: the same but for what starting one costs. */
export async function callOvokit(
  words: readonly string[],
  { cwd = repository, env = {} }: RunOptions = {},
): Promise<Ran> {
  let [out, err] = ['', '']
  const code = await runCli({
    words,
    env,
    folder: cwd,
    isInteractive: false,
    onStop: () => {},
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
  })
  return { code, out, err, json: () => lastJson(out) }
}

/** Runs `ovokit` as a process of its own to its end. */
export async function runOvokit(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = startOvokit(words, options)
  let [out, err] = ['', '']
  child.stdout?.on('data', (chunk) => {
    out += String(chunk)
  })
  child.stderr?.on('data', (chunk) => {
    err += String(chunk)
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, out, err, json: () => lastJson(out) }
}

function lastJson(out: string): Record<string, unknown> {
  return JSON.parse(out.trim().split('\n').at(-1) ?? '') as Record<string, unknown>
}

/** The first line that a running `ovokit` prints. */
export async function firstLine(child: ChildProcess): Promise<string> {
  let out = ''
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      out += String(chunk)
      if (out.includes('\n')) resolve(out.slice(0, out.indexOf('\n')))
    })
    child.once('close', () => reject(new Error('ovokit ended without printing a line')))
  })
}
