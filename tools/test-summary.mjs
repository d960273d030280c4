/**
 * Prints each failed test by name with the head of its message, then one line of what vitest counted,
 * `N passed, N failed`, and fails when anything failed or nothing ran.
 *
 *     node tools/test-summary.mjs results.json
 */
import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { isMain } from './lib/files.mjs'

/**
 * @typedef {object} VitestTest
 * @property {string} status
 * @property {string} [fullName]
 * @property {string[]} [failureMessages]
 */

/**
 * @typedef {object} VitestFile
 * @property {string} status
 * @property {string} [name] its absolute path
 * @property {string} [message] why it could not be loaded
 * @property {VitestTest[]} assertionResults
 */

/**
 * @typedef {object} VitestResults
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {VitestFile[]} testResults
 */

/**
 * A file that could not even be loaded has no tests to fail, so it counts as one failure of its own.
 *
 * @param {VitestResults} results
 */
export function summarise({ numPassedTests: passed, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = numFailedTests + broken
  const skipped = numPendingTests + numTodoTests
  const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
  return { line, isGood: failed === 0 && passed > 0 }
}

/**
 * One line a failure: its file, its name, the first line of what it said, and where in the file. A log is often read
 * from its end.
 *
 * @param {VitestResults} results
 */
export function failures({ testResults }) {
  return testResults.flatMap(({ status, name, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    const told = failed.map(({ fullName, failureMessages }) => [fullName, failureMessages?.[0]])
    if (status === 'failed' && failed.length === 0) told.push(['could not be loaded', message])
    const file = relative(process.cwd(), name ?? '')
    return told.map(([what, why = '']) => {
      const [line] = name === undefined ? [] : (why.split(`${name}:`)[1]?.match(/^\d+/) ?? [])
      // What vitest leaves as the head of a stack when a test takes longer than it may.
      const head = why.split('\n')[0]?.replace('Error: STACK_TRACE_ERROR', 'timed out')
      return `FAILED ${file} > ${what}: ${head}${line === undefined ? '' : ` (line ${line})`}`
    })
  })
}

if (isMain(import.meta.url)) {
  const path = process.argv[2] ?? ''
  // The run died before it could write anything: that is one failure, and no passes.
  const results = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
  for (const failure of results === undefined ? [] : failures(results)) console.log(failure)
  const { line, isGood } = results === undefined ? { line: '0 passed, 1 failed', isGood: false } : summarise(results)
  console.log(line)
  if (!isGood) process.exitCode = 1
}
