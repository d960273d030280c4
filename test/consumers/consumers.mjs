/**
 * Uses the packages as their users do: packs them, installs the tarballs into small projects outside this workspace, and
 * takes a payment in each. Needs `pnpm build` first, and the network.
 *
 *     node test/consumers/consumers.mjs [project …]
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { report, repositoryRoot } from '../../tools/lib/files.mjs'
import { install, outputOf, packAll, run } from '../../tools/lib/packed.mjs'

/**
 * @typedef {object} Project
 * @property {Readonly<Record<string, string>>} dependencies
 * @property {Readonly<Record<string, unknown>>} [manifest]
 * @property {readonly string[]} [packages] - what it installs of ours: core, express and the simulator, unless it says more
 * @property {string} [source] - the folder that the project is made from, if not the one of its name
 * @property {(folder: string) => string} use - resolves with the last thing it said; throws when it does not work
 */

/** The versions that this workspace is developed with, so that two places never disagree. */
const { devDependencies: ours } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'))
const typescript = {
  typescript: ours.typescript,
  '@types/node': ours['@types/node'],
  '@types/express': ours['@types/express'],
}
const esm = { type: 'module' }
const last = (/** @type {string} */ output) => output.trim().split('\n').at(-1) ?? ''

/** `node` from npm: each version in a folder of its own, beside whatever is installed here. */
const nodeVersions = ['20.20', '22', '24']

const usual = ['core', 'express', 'simulator']

/**
 * The same compiled adapter on each Nest: in CommonJS by tsc and by swc, as ESM by swc, on Express and Fastify.
 *
 * @param {number} major
 * @returns {Project}
 */
const nest = (major) => ({
  source: 'nest',
  packages: ['core', 'nestjs', 'simulator'],
  dependencies: {
    ...Object.fromEntries(
      ['common', 'core', 'platform-express', 'platform-fastify'].map((name) => [`@nestjs/${name}`, `^${major}.0.0`]),
    ),
    'class-transformer': '^0.5.1',
    'class-validator': '^0.15.1',
    'reflect-metadata': '^0.2.2',
    rxjs: '^7.8.2',
    '@swc/core': '^1.7.28',
    typescript: ours.typescript,
    '@types/node': ours['@types/node'],
  },
  use: (folder) => {
    const { version } = JSON.parse(readFileSync(join(folder, 'node_modules/@nestjs/core/package.json'), 'utf8'))
    if (!version.startsWith(`${major}.`)) throw new Error(`Nest ${major} was asked for, and ${version} is installed`)
    run('npx', ['tsc', '-p', '.'], folder)
    run('node', ['swc.mjs'], folder)
    const said = ['out/pay.js', 'swc.cjs', 'swc-out.mjs'].map((file) => `${file} ${last(run('node', [file], folder))}`)
    return `Nest ${version}: ${said.join(', ')}`
  },
})

/** @type {Readonly<Record<string, Project>>} */
const projects = {
  'nest-11': nest(11),
  'nest-12': nest(12),
  'esm-nodenext': {
    dependencies: { express: '^5.0.0', ...typescript },
    manifest: esm,
    use: (folder) => {
      run('npx', ['tsc', '-p', '.'], folder)
      return last(run('node', ['out/pay.js'], folder))
    },
  },
  'esm-bundler': {
    dependencies: { express: '^5.0.0', ...typescript },
    manifest: esm,
    use: (folder) => {
      run('npx', ['tsc', '-p', '.', '--noEmit'], folder)
      return 'types fit'
    },
  },
  javascript: {
    // Without @types/express, which a shop in JavaScript has no use for.
    dependencies: { express: '^4.21.0', typescript: ours.typescript, '@types/node': ours['@types/node'] },
    use: (folder) => {
      run('npx', ['tsc', '-p', '.'], folder)
      return 'checked without the types of Express'
    },
  },
  guide: {
    dependencies: { express: '^4.21.0' },
    use: (folder) => last(run('node', ['guide.mjs', join(repositoryRoot, 'docs/express-legacy.md')], folder)),
  },
  commonjs: {
    dependencies: { express: '^4.21.0' },
    use: (folder) => {
      const said = nodeVersions.map((version) => {
        const line = last(run('npx', ['-y', '-p', `node@${version}`, 'node', 'pay.cjs'], folder))
        if (!line.startsWith(`paid on v${version}.`))
          throw new Error(`Node ${version} was asked for, and said: ${line}`)
        return line
      })
      return said.join(', ')
    },
  },
  jest: {
    dependencies: { express: '^5.0.0', jest: '^30.0.0' },
    manifest: { jest: { testMatch: ['**/*.test.cjs'], testEnvironment: 'node' } },
    use: (folder) => {
      run('npx', ['jest', '--ci'], folder)
      return 'paid in Jest'
    },
  },
  browser: {
    dependencies: { express: '^5.0.0', esbuild: '^0.25.0' },
    manifest: esm,
    use: (folder) => {
      run(
        'npx',
        ['esbuild', 'page.mjs', '--bundle', '--platform=browser', '--format=esm', '--outfile=page.out.mjs'],
        folder,
      )
      try {
        run('node', ['page.out.mjs'], folder)
      } catch (error) {
        if (/@ovokit\/core runs on servers only/.test(outputOf(error))) return 'refused, with the reason'
        throw error
      }
      throw new Error('a page that has @ovokit/core in it runs')
    },
  },
}

const wanted = process.argv.slice(2)
const into = mkdtempSync(join(tmpdir(), 'ovokit-consumers-'))
/** @type {string[]} */
const problems = []
try {
  const all = packAll(into)
  for (const [name, { dependencies, manifest, source: from = name, packages = usual, use }] of Object.entries(
    projects,
  )) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    const began = Date.now()
    const folder = join(into, name)
    mkdirSync(folder)
    const source = join(repositoryRoot, 'test/consumers', from)
    for (const file of readdirSync(source)) cpSync(join(source, file), join(folder, file))
    try {
      const installed = all.filter(({ name }) => packages.includes(name.replace('@ovokit/', '')))
      install(installed, folder, dependencies, manifest)
      console.log(`${name}: ${use(folder)} (${Math.round((Date.now() - began) / 1000)} s)`)
    } catch (error) {
      problems.push(`${name}: ${outputOf(error)}`)
    }
  }
} finally {
  rmSync(into, { recursive: true, force: true })
}
report('consumers', problems, `${wanted.length || Object.keys(projects).length} projects outside this workspace work`)
