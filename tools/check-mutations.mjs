/**
 * Breaks one line of the engine on purpose, per promise, and sees a test fail. A promise whose mutation survives has no
 * test that means anything.
 *
 * It works on a copy, so the tree is never touched. Run it by hand: `pnpm check:mutations [G6 …]`.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { mutations } from './lib/mutations.mjs'

const root = resolve(import.meta.dirname, '..')
const wanted = process.argv.slice(2)
const chosen = mutations.filter(({ promise }) => wanted.length === 0 || wanted.includes(promise))
const copy = mkdtempSync(join(tmpdir(), 'ovokit-mutations-'))
let survived = 0
try {
  execFileSync('bash', [
    '-c',
    `tar -C '${root}' --exclude=./.git --exclude=./node_modules/.pnpm --exclude=dist -cf - . | tar -C '${copy}' -xf -`,
  ])
  symlinkSync(join(root, 'node_modules/.pnpm'), join(copy, 'node_modules/.pnpm'))
  for (const mutation of chosen) {
    const verdict = tryOut(mutation)
    if (verdict !== 'caught') survived += 1
    console.log(`${mutation.promise.padEnd(4)} ${verdict.padEnd(9)} ${mutation.about}`)
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
console.log(`\nmutations: ${chosen.length} tried, ${chosen.length - survived} caught`)
process.exitCode = survived === 0 && chosen.length > 0 ? 0 : 1

/** @param {(typeof mutations)[number]} mutation */
function tryOut({ file, find, replace, tests }) {
  const path = join(copy, file)
  const original = readFileSync(path, 'utf8')
  if (original.split(find).length !== 2) return 'no place'
  // The tests must be green without it, or their failure says nothing about it.
  if (run(tests) !== 0) return 'red before'
  writeFileSync(
    path,
    original.replace(find, () => replace),
  )
  try {
    return run(tests) === 0 ? 'SURVIVED' : 'caught'
  } finally {
    writeFileSync(path, original)
  }
}

/** @param {readonly string[]} tests */
function run(tests) {
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs')
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--bail', '1', '--reporter', 'dot', ...tests], {
    cwd: copy,
    stdio: 'ignore',
    timeout: 300_000,
  })
  return status
}
