/**
 * Prints one line of what vitest counted, `N passed, N failed`, and fails when anything failed or nothing ran.
 *
 *     node tools/test-summary.mjs results.json
 */
import { existsSync, readFileSync } from 'node:fs'
import { isMain } from './lib/files.mjs'

/**
 * @typedef {object} VitestResults
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults
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

if (isMain(import.meta.url)) {
  const path = process.argv[2] ?? ''
  // The run died before it could write anything: that is one failure, and no passes.
  const { line, isGood } = existsSync(path)
    ? summarise(JSON.parse(readFileSync(path, 'utf8')))
    : { line: '0 passed, 1 failed', isGood: false }
  console.log(line)
  if (!isGood) process.exitCode = 1
}
