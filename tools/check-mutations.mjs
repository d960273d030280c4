/** biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is source text that is looked for */
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

const root = resolve(import.meta.dirname, '..')
const core = 'packages/core/src'

/** @type {readonly { promise: string, about: string, file: string, find: string, replace: string, tests: readonly string[] }[]} */
const mutations = [
  {
    promise: 'G1',
    about: 'a query is sent before it is written down',
    file: `${core}/engine/runner.ts`,
    find: 'const { committed } = await store.commit({ now: store.now(), holds, exchangeStarts })',
    replace: 'const committed = true',
    tests: ['test/crash/matrix-postgres-1.test.ts', '-t', 'callback dropped'],
  },
  {
    promise: 'G1',
    about: 'a refund leaves without its sending being stored',
    file: `${core}/lifecycle/undo.ts`,
    find: "send: { ...product.send, intent: { type: 'sending' } },",
    replace: 'send: product.send,',
    tests: ['test/qris/refund.test.ts'],
  },
  {
    promise: 'G1',
    about: 'a process frozen past its lease sends all the same',
    file: `${core}/engine/runner.ts`,
    find: 'leaseMillis === undefined && store.now() > at + (until - at) / 2',
    replace: 'leaseMillis === undefined && store.now() < 0',
    tests: ['test/crash/disturbances.test.ts', '-t', 'frozen'],
  },
  {
    promise: 'G2',
    about: 'a refund without an answer counts as refused',
    file: `${core}/qris/refund.ts`,
    find: "result.sent === 'no' ? 'missed' : 'unclear', reason: result.reason }",
    replace: "result.sent === 'no' ? 'missed' : 'refused', reason: result.reason, responseCode: null }",
    tests: ['test/qris/refund.test.ts'],
  },
  {
    promise: 'G2',
    about: 'a refund whose outcome is unknown is sent again without asking',
    file: `${core}/lifecycle/undo.ts`,
    find: "    unclear: 'unknown',\n    'not-happened': 'created',\n    'never-happened': 'failed',\n  },\n  unknown",
    replace:
      "    unclear: 'created',\n    'not-happened': 'created',\n    'never-happened': 'failed',\n  },\n  unknown",
    tests: ['test/qris/refund.test.ts'],
  },
  {
    promise: 'G3',
    about: 'the reversal is due ten minutes later',
    file: `${core}/push-to-pay/schedule.ts`,
    find: "return { at: reversalDue(pushedAt), action: 'reverse' }",
    replace: "return { at: reversalDue(pushedAt) + 10 * minute, action: 'reverse' }",
    tests: ['test/push-to-pay/payment.test.ts', '-t', 'silence'],
  },
  {
    promise: 'G3',
    about: 'a status of 25 counts as never paid, and nothing is reversed',
    file: `${core}/push-to-pay/lifecycle.ts`,
    find: "return { type: data.heldBy === undefined ? 'asked' : 'closed', word, responseCode }",
    replace: "return { type: 'closed', word, responseCode }",
    tests: ['test/push-to-pay/payment.test.ts', '-t', 'silence'],
  },
  {
    promise: 'G3',
    about: 'a push leaves without its being stored that it did',
    file: `${core}/payments/start-push.ts`,
    find: 'const ahead = await runner.dispatch(id, event, { known: begun, exchangeStarts: [prepared.exchange.start] })',
    replace:
      "const ahead = { accepted: event.at > 0, record: { ...begun, state: 'pushed', data: { ...data, pushedAt: at } } }",
    tests: ['test/properties/push-to-pay.test.ts'],
  },
  {
    promise: 'G3',
    about: 'a paid answer that comes after the reversal makes it paid',
    file: `${core}/push-to-pay/push-table.ts`,
    find: "    paid: 'reversed',",
    replace: "    paid: 'paid',",
    tests: ['test/crash/push-disturbances.test.ts', '-t', 'in hand'],
  },
  {
    promise: 'G3',
    about: 'an acknowledged reversal is believed without asking',
    file: `${core}/push-to-pay/push-table.ts`,
    find: "    acknowledged: 'reversing',",
    replace: "    acknowledged: 'reversed',",
    tests: ['test/push-to-pay/payment.test.ts', '-t', 'silence'],
  },
  {
    promise: 'G3',
    about: 'a dead process keeps the reversal waiting',
    file: `${core}/push-to-pay/lifecycle.ts`,
    find: 'leaseMillis: 250,',
    replace: 'leaseMillis: 30_000,',
    tests: ['test/properties/push-to-pay.test.ts'],
  },
  {
    promise: 'G4',
    about: 'OVO’s amount is not compared with ours',
    file: `${core}/qris/query.ts`,
    find: 'if (field !== null) return',
    replace: "if (field !== null && field !== 'amount') return",
    tests: ['test/qris/faults.test.ts'],
  },
  {
    promise: 'G4',
    about: 'our reference may be another’s in the answer',
    file: `${core}/qris/query.ts`,
    find: '    originalPartnerReferenceNo: number,\n    originalReferenceNo: data.referenceNo,',
    replace: '    originalReferenceNo: data.referenceNo,',
    tests: ['test/qris/faults.test.ts'],
  },
  {
    promise: 'G5',
    about: 'an event counts as delivered when its handler fails',
    file: `${core}/engine/outbox.ts`,
    find: 'retryAt: store.now() + delay }',
    replace: 'retryAt: null }',
    tests: [`${core}/engine/outbox.test.ts`],
  },
  {
    promise: 'G5',
    about: 'later events of a payment overtake an earlier one',
    file: `${core}/store/sql-statements.ts`,
    find: 'select distinct on (stream) seq from',
    replace: 'select seq from',
    tests: ['test/store/store-contract.test.ts', '-t', 'delivers in order'],
  },
  {
    promise: 'G6',
    about: 'an attempt holds no slot',
    file: `${core}/qris/qris-lifecycle.ts`,
    find: 'return holds ? `payment:${merchant}:${reference}` : null',
    replace: 'return holds && state === `paid` ? `payment:${merchant}:${reference}` : null',
    tests: ['test/qris/payment.test.ts'],
  },
  {
    promise: 'G6',
    about: 'a change is applied whatever version it was decided on',
    file: `${core}/store/commit-statement.ts`,
    find: 'where g.version is not null and g.version is distinct from l.version',
    replace: 'where false',
    tests: ['test/store/store-contract.test.ts', '-t', 'over pg'],
  },
  {
    promise: 'G6',
    about: 'a change is let pass by the guards of another in its statement',
    file: `${core}/store/commit-statement.ts`,
    find: 'case when x.c = any(array(select c from refused))',
    replace: 'case when 0 = any(array(select c from refused))',
    tests: ['test/store/store-contract.test.ts', '-t', 'over pg: applies two hundred'],
  },
  {
    promise: 'G6',
    about: 'two changes of one record share a statement',
    file: `${core}/store/group-commit.ts`,
    find: 'keys.every((key) => !taken.has(key))',
    replace: 'keys.length >= 0',
    tests: ['test/store/store-contract.test.ts', '-t', 'over pg: lets one of many changes of one record'],
  },
  {
    promise: 'G6',
    about: 'a record that was only looked at may share a statement with its change',
    file: `${core}/store/group-commit.ts`,
    find: 'for (const { id } of expect) keys.push(`record ${id}`)',
    replace: '',
    tests: ['test/store/store-contract.test.ts', '-t', 'over pg: lets one of the changes'],
  },
  {
    promise: 'G9',
    about: 'one replayed callback fails the changes it shares a statement with',
    file: `${core}/store/group-commit.ts`,
    find: 'const isShared = batch.length > 1 && wasRefused(error)',
    replace: 'const isShared = false',
    tests: ['test/store/store-contract.test.ts', '-t', 'over pg: lets a key in use'],
  },
  {
    promise: 'G7',
    about: 'a second paid attempt is not an orphan',
    file: `${core}/qris/consequences.ts`,
    find: 'return relatives.some((other) => other.id !== id && (isPaidPayment(other) || isReplacement(other, subject)))',
    replace: 'return relatives.length < 0',
    tests: ['test/qris/payment.test.ts', 'test/qris/faults.test.ts'],
  },
  {
    promise: 'G7',
    about: 'a cancelled payment that is paid is kept',
    file: `${core}/qris/consequences.ts`,
    find: 'if (data.givenUp !== undefined) return true',
    replace: '',
    tests: ['test/qris/payment.test.ts'],
  },
  {
    promise: 'G8',
    about: 'the access token stands in the API log',
    file: `${core}/values/redact.ts`,
    find: "  'authorization',\n",
    replace: '',
    tests: [`${core}/values/redact.test.ts`],
  },
  {
    promise: 'G9',
    about: 'a forged callback is taken',
    file: `${core}/notification/handle.ts`,
    find: "    if (!verdict.ok) {\n      ports.logger.warn('callback refused'",
    replace: "    if (!verdict.ok && verdict.reason === 'stale') {\n      ports.logger.warn('callback refused'",
    tests: ['test/qris/faults.test.ts'],
  },
  {
    promise: 'G9',
    about: 'a stale callback is taken',
    file: `${core}/snap/verify-inbound.ts`,
    find: "if (freshness !== 'fresh') return",
    replace: "if (freshness === 'bad-timestamp') return",
    tests: ['test/qris/faults.test.ts'],
  },
  {
    promise: 'G9',
    about: 'a repetition is claimed anew',
    file: `${core}/notification/handle.ts`,
    find: 'key: `callback:${verdict.replayKey}`',
    replace: 'key: `callback:${verdict.replayKey}${exchange.start.id}`',
    tests: ['packages/express/src/notification-routes.test.ts'],
  },
  {
    promise: 'G10',
    about: 'a fraction of a rupiah is rounded',
    file: `${core}/values/rupiah.ts`,
    find: 'if (isRupiah(value)) return value\n',
    replace:
      'if (isRupiah(value)) return value\n  if (typeof value === `number` && value >= 1) return Math.round(value) as Rupiah\n',
    tests: [`${core}/config.test.ts`, `${core}/values/rupiah.test.ts`],
  },
]

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
