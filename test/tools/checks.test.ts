import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkGuarantees, passedTests } from '../../tools/check-guarantees.mjs'
import { checkLinks } from '../../tools/check-links.mjs'
import { checkContents } from '../../tools/check-packages.mjs'
import { checkSnippets } from '../../tools/check-snippets.mjs'
import { drawPage } from '../../tools/draw-lifecycles.ts'
import { repositoryRoot } from '../../tools/lib/files.mjs'
import { failures, summarise } from '../../tools/test-summary.mjs'

let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'checks-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

describe('check-links', () => {
  beforeEach(() => write('docs/a.md', '# A page\n\n## The `code` of it, twice\n\n```\n## not a heading\n```\n'))

  it.each([
    ['a page that is not there', 'src/x.ts', '/** @see docs/b.md#x */', 'docs/b.md does not exist'],
    ['a heading that is not there', 'src/x.ts', '/** @see docs/a.md#gone */', 'docs/a.md has no heading #gone'],
    ['a heading in a code block', 'src/x.ts', '/** @see docs/a.md#not-a-heading */', 'no heading #not-a-heading'],
    ['a relative link', 'README.md', '[x](docs/b.md)', 'docs/b.md does not exist'],
    ['an anchor of the same page', 'docs/c.md', '# C\n[x](#d)', 'docs/c.md has no heading #d'],
    ['a way out', 'README.md', '[x](../secret.md)', 'leaves the repository'],
  ])('refuses %s', (_, file, text, problem) => {
    write(file, text)
    expect(checkLinks(root).join('\n')).toContain(problem)
  })

  it('follows what is there', () => {
    write('src/x.ts', '/** @see docs/a.md#the-code-of-it-twice */')
    write('README.md', '[x](docs/a.md#a-page) [web](https://example.test) `[not](a-link.md)` [folder](docs/)')
    expect(checkLinks(root)).toEqual([])
  })
})

describe('check-snippets', () => {
  const page = (code: string, context = ''): string => `# X\n\n${context}\`\`\`ts\n${code}\n\`\`\`\n`

  beforeEach(() => {
    symlinkSync(join(repositoryRoot, 'tsconfig.base.json'), join(root, 'tsconfig.base.json'))
    symlinkSync(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'))
  })

  it('names the page and the line of what does not compile', () => {
    write('README.md', page("import { rupiah } from '@ovokit/core'\nrupiah(1).nonsense()"))
    expect(checkSnippets(root).problems).toEqual([expect.stringMatching(/^README\.md:5: .*nonsense/)])
  })

  it('finds an export that is gone, in docs and in packages', () => {
    write('docs/deep/a.md', page("import { gone } from '@ovokit/core'\ngone()"))
    write('packages/x/README.md', page('const a: string = 1'))
    expect(checkSnippets(root)).toMatchObject({ count: 2, problems: [expect.any(String), expect.any(String)] })
  })

  it('reads components, and leaves out what is a part of a file that is not ours', () => {
    write('package.json', '{ "type": "module" }')
    const component = (total: string, note = ''): string =>
      `\`\`\`tsx${note}\nimport { OvoQris } from '@ovokit/elements/react'\n\nexport const Pay = () => <OvoQris order="A" amount={${total}} />\n\`\`\`\n`
    write('README.md', `${component('5_000')}${component('nonsense', ' part')}`)
    expect(checkSnippets(root)).toEqual({ problems: [], count: 1 })
    write('README.md', component("'5000'"))
    expect(checkSnippets(root).problems).toEqual([expect.stringMatching(/^README\.md:4: Type 'string'/)])
  })

  it('takes the context of a block, and what a block continues', () => {
    write(
      'README.md',
      `${page('const a: number = given', '<!-- context: declare const given: number -->\n')}\n\`\`\`ts continues\na.toFixed()\n\`\`\`\n`,
    )
    expect(checkSnippets(root)).toEqual({ problems: [], count: 2 })
  })
})

describe('check-guarantees', () => {
  const page = (status: string): string =>
    Array.from(
      { length: 10 },
      (_, index) => `## G${index + 1} A promise\n\nStatus: ${index === 5 ? status : 'planned'}\n`,
    ).join('\n')

  it('refuses a promise that no passed test names', () => {
    expect(checkGuarantees({ page: page('kept'), passed: ['G60 is not it', 'G1 neither'] }).problems).toEqual([
      expect.stringContaining('G6 is said to be kept'),
    ])
  })

  it('refuses a promise without a status, and a missing one', () => {
    expect(checkGuarantees({ page: page('hoped'), passed: [] }).problems).toEqual([
      expect.stringContaining('G6 does not say'),
    ])
    expect(checkGuarantees({ page: '', passed: [] }).problems).toHaveLength(10)
  })

  it('counts only tests that passed', () => {
    const assertionResults = [
      { status: 'passed', fullName: 'start gives one QR to two clicks (G6)' },
      { status: 'failed', fullName: 'G6 fails' },
      { status: 'skipped', fullName: 'G6 waits' },
    ]
    const passed = passedTests(JSON.stringify({ testResults: [{ assertionResults }] }))
    expect(checkGuarantees({ page: page('kept'), passed })).toEqual({ problems: [], counts: new Map([['G6', 1]]) })
  })
})

describe('test-summary', () => {
  const counts = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] }

  it.each([
    ['all well', counts, '3 passed, 0 failed', true],
    ['skipped ones', { ...counts, numPendingTests: 1, numTodoTests: 1 }, '3 passed, 0 failed, 2 skipped', true],
    ['a failure', { ...counts, numFailedTests: 1 }, '3 passed, 1 failed', false],
    ['nothing ran', { ...counts, numPassedTests: 0 }, '0 passed, 0 failed', false],
    [
      'a file that could not be loaded',
      { ...counts, testResults: [{ status: 'failed', assertionResults: [] }] },
      '3 passed, 1 failed',
      false,
    ],
  ])('tells %s', (_, results, line, isGood) => {
    expect(summarise(results)).toEqual({ line, isGood })
  })

  it('names what failed, where, and why', () => {
    const a = join(process.cwd(), 'test/a.test.ts')
    const assertionResults = [
      { status: 'passed', fullName: 'a b' },
      { status: 'failed', fullName: 'a c', failureMessages: ['AssertionError: 1 is not 2\n    at x.ts'] },
      { status: 'failed', fullName: 'a d', failureMessages: [`Error: late\n    at x.ts:1:2\n    at ${a}:77:5`] },
      { status: 'failed', fullName: 'a e', failureMessages: [`Error: STACK_TRACE_ERROR\n    at ${a}:78:5`] },
    ]
    const testResults = [
      { status: 'failed', name: a, assertionResults },
      { status: 'failed', name: join(process.cwd(), 'test/b.test.ts'), message: 'no such file', assertionResults: [] },
    ]
    expect(failures({ ...counts, testResults })).toEqual([
      'FAILED test/a.test.ts > a c: AssertionError: 1 is not 2',
      'FAILED test/a.test.ts > a d: Error: late (line 77)',
      'FAILED test/a.test.ts > a e: timed out (line 78)',
      'FAILED test/b.test.ts > could not be loaded: no such file',
    ])
  })
})

describe('check-packages', () => {
  const manifest = {
    license: 'MIT',
    sideEffects: false,
    engines: { node: '^20.19.0 || >=22.12.0' },
    description: 'x',
    keywords: ['x'],
    files: ['dist'],
    exports: { '.': { import: { default: './dist/index.mjs' } } },
  }

  function problemsOf(changes: Record<string, unknown>): string {
    write('package/LICENSE', 'MIT')
    write('package/dist/index.mjs', 'export {}')
    write('x.tgz', 'small')
    const all = { ...manifest, ...changes }
    return checkContents({
      name: '@ovokit/core',
      tarball: join(root, 'x.tgz'),
      folder: join(root, 'package'),
      manifest: all,
    }).join('\n')
  }

  it('finds nothing in a sound package', () => {
    expect(problemsOf({})).toBe('')
  })

  it.each([
    [
      'a target that was not built',
      { exports: { '.': './dist/gone.mjs' } },
      './dist/gone.mjs, which is not in the tarball',
    ],
    ['a command that is not there', { bin: { x: './bin/x.mjs' } }, 'bin names ./bin/x.mjs'],
    ['a workspace range', { dependencies: { a: 'workspace:^' } }, 'still says workspace:'],
    ['side effects', { sideEffects: undefined }, 'sideEffects is not false'],
    ['another licence', { license: 'ISC' }, 'license is not MIT'],
    ['other engines', { engines: { node: '>=18' } }, 'engines.node'],
    ['no description', { description: undefined }, 'description is missing'],
  ])('refuses %s', (_, changes, problem) => {
    expect(problemsOf(changes)).toContain(problem)
  })

  it('refuses tests, too much, and a package that nobody measured', () => {
    write('package/src/a.test.ts', '')
    expect(problemsOf({})).toContain('src/a.test.ts is published')
    write('x.tgz', 'x'.repeat(1024 * 1024))
    const sound = { tarball: join(root, 'x.tgz'), folder: join(root, 'package'), manifest }
    expect(checkContents({ name: '@ovokit/core', ...sound }).join('\n')).toContain('1024 kB packed')
    expect(checkContents({ name: '@ovokit/other', ...sound }).join('\n')).toContain('has no size ceiling')
  })
})

it('draw-lifecycles replaces a stale drawing and names one that does not exist', () => {
  const stale = '<!-- lifecycle: qris -->\nold\n<!-- /lifecycle -->\n<!-- lifecycle: nobody -->\n<!-- /lifecycle -->'
  const { text, drawn, unknown } = drawPage(stale)
  expect(text).toContain('created --> awaiting_scan: shown')
  expect(text).not.toContain('old')
  expect(drawPage(text).text).toBe(text)
  expect({ drawn, unknown }).toEqual({ drawn: ['qris'], unknown: ['nobody'] })
})
