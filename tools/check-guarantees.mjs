/**
 * Holds docs/guarantees.md to what was tested: every promise that it says is kept must be named by a test that has just
 * passed, and every promise must say whether it is kept. Reads the results of `pnpm test:report`.
 *
 *     node tools/check-guarantees.mjs [results.json] [guarantees.md]
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMain, report, repositoryRoot } from './lib/files.mjs'

/** The promises there are. */
const names = Array.from({ length: 10 }, (_, index) => `G${index + 1}`)

/**
 * @param {{ page: string, passed: readonly string[] }} input - the page's text, and the full names of tests that passed
 * @returns {{ problems: string[], counts: ReadonlyMap<string, number> }}
 */
export function checkGuarantees({ page, passed }) {
  /** @type {Map<string, number>} */
  const counts = new Map()
  const problems = names.flatMap((name) => {
    const section = new RegExp(`^## ${name}\\b[^\\n]*\\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, 'm').exec(page)?.[1]
    if (section === undefined) return [`${name} has no heading in docs/guarantees.md`]
    const status = /^Status: (kept|planned)\b/m.exec(section)?.[1]
    if (status === undefined) return [`${name} does not say "Status: kept" or "Status: planned"`]
    if (status === 'planned') return []
    const count = passed.filter((test) => new RegExp(`\\b${name}\\b`).test(test)).length
    counts.set(name, count)
    return count > 0
      ? []
      : [`${name} is said to be kept, and no passed test names it; name it in the test that proves it`]
  })
  return { problems, counts }
}

/**
 * Full names of the tests that passed, from the JSON that vitest writes.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function passedTests(text) {
  /** @type {{ testResults: { assertionResults: { status: string, fullName: string }[] }[] }} */
  const { testResults } = JSON.parse(text)
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed')
    .map(({ fullName }) => fullName)
}

if (isMain(import.meta.url)) {
  const results = process.argv[2] ?? join(repositoryRoot, 'test/.artifacts/results.json')
  const page = readFileSync(process.argv[3] ?? join(repositoryRoot, 'docs/guarantees.md'), 'utf8')
  if (!existsSync(results)) report('check-guarantees', [`${results} does not exist: run pnpm test:report first`], '')
  else {
    const { problems, counts } = checkGuarantees({ page, passed: passedTests(readFileSync(results, 'utf8')) })
    const line = [...counts].map(([name, count]) => `${name} ${count}`).join(', ')
    report('check-guarantees', problems, `passed tests that name each promise: ${line}`)
  }
}
