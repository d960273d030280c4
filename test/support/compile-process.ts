import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { build, type Rolldown } from 'tsdown'

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

/**
 * Makes one file of a process's script and everything it imports, once per test file, and resolves with its path. A
 * process that is started a hundred times must not compile the product each time: it starts in a third of the time.
 */
export function compileProcess(script: string): Promise<string> {
  const compiled = known.get(script) ?? compile(script)
  known.set(script, compiled)
  return compiled
}

const known = new Map<string, Promise<string>>()

async function compile(script: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ovokit-process-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  await build({
    config: false,
    entry: script,
    outDir: folder,
    platform: 'node',
    target: 'node20.19',
    dts: false,
    inputOptions: { resolve: { conditionNames: ['ovokit-source', 'node', 'import', 'default'] } },
    plugins: [dependenciesByPath],
    noExternal: /./,
    inlineOnly: false,
    fixedExtension: true,
    report: false,
    logLevel: 'warn',
  })
  return join(folder, basename(script).replace(/\.ts$/, '.mjs'))
}
