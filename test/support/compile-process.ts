import { basename, join } from 'node:path'
import type { Rolldown } from 'tsdown'
import { oncePerRun } from './once-per-run.ts'

/** Found from here, and left where they are: one brings files of its own, the other is written for `require`. */
const outside = new Set(['@electric-sql/pglite', 'pg'])

const dependenciesByPath: Rolldown.Plugin = {
  name: 'dependencies-by-path',
  async resolveId(source, importer) {
    if (!outside.has(source)) return null
    const found = await this.resolve(source, importer, { skipSelf: true })
    return found === null ? null : { id: found.id, external: 'absolute' }
  },
}

/** More than half of the product's code, which every start would read in vain: a shop process has a transport of its own. */
const unused: Rolldown.Plugin = {
  name: 'unused',
  resolveId: (source) => (source === 'undici' ? '\0undici' : null),
  load: (id) =>
    id === '\0undici'
      ? `export class Agent {
           dispatch() { throw new Error('a shop process sends by itself') }
           async destroy() {}
         }
         export const errors = {}`
      : null,
}

/**
 * Compiles a process's script with everything it imports, once per run, and resolves with its path. A process that is
 * started a hundred times must not compile the product each time: it starts in a third of the time.
 */
export async function compileProcess(script: string): Promise<string> {
  const name = basename(script, '.ts')
  const folder = await oncePerRun(name, (place) => compile(script, place))
  return join(folder, `${name}.mjs`)
}

async function compile(script: string, folder: string): Promise<void> {
  const { build } = await import('tsdown')
  await build({
    config: false,
    entry: script,
    outDir: folder,
    platform: 'node',
    target: 'node20.19',
    dts: false,
    inputOptions: { resolve: { conditionNames: ['ovokit-source', 'node', 'import', 'default'] } },
    plugins: [unused, dependenciesByPath],
    noExternal: /./,
    inlineOnly: false,
    fixedExtension: true,
    report: false,
    logLevel: 'warn',
  })
}
