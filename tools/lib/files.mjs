import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository, whichever folder a tool is started from. */
export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

const skipped = new Set(['node_modules', 'dist', 'coverage', '.git', '.artifacts', 'ovo-data'])

/**
 * Lists the files below a folder, by path relative to `root`, sorted. What is built or installed is left out.
 *
 * @param {string} root
 * @param {(path: string) => boolean} isWanted
 * @param {string} [folder]
 * @returns {string[]}
 */
export function listFiles(root, isWanted, folder = root) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : listFiles(root, isWanted, path)
      const name = relative(root, path)
      return entry.isFile() && isWanted(name) ? [name] : []
    })
    .sort()
}

/**
 * Prints what was found and sets the exit code: the last lines of every check.
 *
 * @param {string} name
 * @param {readonly string[]} problems
 * @param {string} allWell - what was looked at, for the line that says that nothing is wrong
 */
export function report(name, problems, allWell) {
  for (const problem of problems) console.error(problem)
  console.log(problems.length === 0 ? `${name}: ${allWell}` : `${name}: ${problems.length} to mend`)
  if (problems.length > 0) process.exitCode = 1
}

/**
 * True when the module was started by node itself, not imported.
 *
 * @param {string} url - `import.meta.url`
 */
export const isMain = (url) => process.argv[1] !== undefined && fileURLToPath(url) === process.argv[1]
