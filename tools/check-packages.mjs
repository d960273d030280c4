/**
 * Looks at every publishable package as its users will: packed, judged by publint and attw, installed from the tarball
 * into a project outside this workspace, and loaded by `import` and by `require`. Needs `pnpm build` first.
 *
 *     node tools/check-packages.mjs
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { isMain, report, repositoryRoot } from './lib/files.mjs'
import { install, outputOf, packAll, run } from './lib/packed.mjs'

/** Packed size at most, in kilobytes: about 1.3 times what it was when last looked at. */
const ceilings = /** @type {Readonly<Record<string, number>>} */ ({
  '@ovokit/cli': 180,
  '@ovokit/core': 790,
  '@ovokit/elements': 165,
  '@ovokit/express': 16,
  '@ovokit/medusa': 146,
  '@ovokit/nestjs': 76,
  '@ovokit/simulator': 260,
})

/**
 * A plugin is loaded by what it plugs into, which is a store of its own: `pnpm test:consumers medusa` installs one. It is
 * CommonJS with a default export, because that is what Medusa looks for.
 */
const plugins = ['@ovokit/medusa']

/** What it exports registers itself where it is loaded; which files do so, its manifest says. */
const registering = ['@ovokit/elements']

/** Every package's own promise to its users. */
const engines = '^20.19.0 || >=22.12.0'

/** A default export in CommonJS is Medusa's own way, and its bundle of the admin has no types. */
const pluginRules = ['cjs-only-exports-default', 'untyped-resolution']

/** @typedef {import('./lib/packed.mjs').Packed} Packed */

/**
 * What its manifest and its files say.
 *
 * @param {Packed} packed
 * @returns {string[]}
 */
export function checkContents({ name, tarball, folder, manifest }) {
  const files = new Set(listPacked(folder))
  const problems = targetsOf(manifest.exports)
    .filter((target) => !files.has(target.replace(/^\.\//, '')))
    .map((target) => `exports name ${target}, which is not in the tarball; build it, or correct exports`)
  for (const target of Object.values(manifest.bin ?? {})) {
    if (!files.has(String(target).replace(/^\.\//, '')))
      problems.push(`bin names ${target}, which is not in the tarball`)
  }
  for (const file of files) {
    if (isForTests(name, file)) problems.push(`${file} is published; leave it out in files`)
  }
  if (JSON.stringify(manifest).includes('workspace:')) problems.push('a dependency still says workspace:')
  // What a browser gets is there for its effect, a sentence: a bundler that may leave it out leaves a page that says nothing.
  // An element is there for its effect too: it registers itself.
  const effects = targetsOf(manifest.exports).filter((target) => /\/browser\.[cm]?js$/.test(target))
  const expected = effects.length === 0 ? false : [...new Set(effects)]
  if (!registering.includes(name) && JSON.stringify(manifest.sideEffects) !== JSON.stringify(expected))
    problems.push(`sideEffects is not ${JSON.stringify(expected)}`)
  if (manifest.license !== 'MIT') problems.push('license is not MIT')
  if (manifest.engines?.node !== engines) problems.push(`engines.node is not ${engines}`)
  for (const field of ['description', 'keywords', 'files'])
    if (manifest[field] === undefined) problems.push(`${field} is missing`)
  if (![...files].some((file) => /^licen[cs]e/i.test(file))) problems.push('the licence text is not in the tarball')
  const kilobytes = Math.ceil(statSync(tarball).size / 1024)
  const ceiling = ceilings[name]
  if (ceiling === undefined)
    problems.push(`has no size ceiling; it is ${kilobytes} kB now, write it into tools/check-packages.mjs`)
  else if (kilobytes > ceiling)
    problems.push(`is ${kilobytes} kB packed, more than ${ceiling}; find out why before raising the ceiling`)
  return problems.map((problem) => `${name}: ${problem}`)
}

/**
 * @param {string} name
 * @param {string} file
 */
const isForTests = (name, file) =>
  /\.(test|spec)\.|(^|\/)(__tests__|__fixtures__|node_modules|\.artifacts)\//.test(file) ||
  (name !== '@ovokit/core' && file.startsWith('src/testing/'))

/** @param {string} folder */
const listPacked = (folder) => {
  /** @type {(path: string) => string[]} */
  const walk = (path) =>
    readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
      const next = path === '' ? entry.name : `${path}/${entry.name}`
      return entry.isDirectory() ? walk(next) : [next]
    })
  return walk('')
}

/**
 * @param {unknown} exports
 * @returns {string[]}
 */
const targetsOf = (exports) => {
  if (typeof exports === 'string') return [exports]
  return typeof exports === 'object' && exports !== null ? Object.values(exports).flatMap(targetsOf) : []
}

/**
 * What can be imported.
 *
 * @param {Record<string, any>} manifest
 */
const entriesOf = (manifest) => Object.keys(manifest.exports).filter((entry) => entry !== './package.json')

/** @param {Packed} packed */
async function checkPublint({ name, tarball, manifest }) {
  const buffer = readFileSync(tarball)
  const data = buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength)
  const { messages } = await publint({ pack: { tarball: /** @type {ArrayBuffer} */ (data) }, strict: true })
  // A browser that loads core is to meet the file that says why not; it has no types.
  const real = messages.filter(({ code }) => !plugins.includes(name) || code !== 'CJS_WITH_ESMODULE_DEFAULT_EXPORT')
  return real.map(
    (message) => `${name}: publint ${message.code}: ${formatMessage(message, manifest, { color: false })}`,
  )
}

/** @param {Packed} packed */
function checkTypes({ name, tarball, manifest }) {
  // A command line: nothing of it is imported.
  if (entriesOf(manifest).length === 0) return []
  const asPlugin = plugins.includes(name) ? ['--ignore-rules', ...pluginRules] : []
  try {
    run(
      join(repositoryRoot, 'node_modules/.bin/attw'),
      [tarball, '--profile', 'node16', '--format', 'table', '--no-color', '--no-emoji', ...asPlugin],
      repositoryRoot,
    )
    return []
  } catch (error) {
    return [`${name}: attw\n${outputOf(error)}`]
  }
}

/**
 * Installs everything into a project that knows nothing of this workspace, and loads every entry both ways.
 *
 * @param {readonly Packed[]} all
 * @param {string} into
 * @returns {string[]}
 */
function checkConsumer(all, into) {
  const folder = join(into, 'consumer')
  mkdirSync(folder)
  const peers = Object.fromEntries(
    all
      .flatMap(({ manifest }) => Object.keys(manifest.peerDependencies ?? {}))
      .filter((peer) => !all.some(({ name }) => name === peer))
      .map((name) => [name, '*']),
  )
  try {
    install(all, folder, peers)
  } catch (error) {
    return [`the tarballs cannot be installed\n${outputOf(error)}`]
  }
  const entries = all.flatMap(({ name, manifest }) => entriesOf(manifest).map((entry) => name + entry.slice(1)))
  writeFileSync(
    join(folder, 'load.mjs'),
    loader(entries, (entry) => `await import(${JSON.stringify(entry)})`),
  )
  writeFileSync(
    join(folder, 'load.cjs'),
    `(async () => {\n${loader(entries, (entry) => `require(${JSON.stringify(entry)})`)}\n})()`,
  )
  const problems = ['load.mjs', 'load.cjs'].flatMap((file) => load('node', [file], folder))
  problems.push(...load('node', ['--conditions=browser', '--input-type=module', '-e', browserIsRefused], folder))
  for (const { manifest } of all) {
    for (const bin of Object.keys(manifest.bin ?? {}))
      problems.push(...load(join('node_modules/.bin', bin), ['--version'], folder))
  }
  return problems
}

/**
 * @param {readonly string[]} entries
 * @param {(entry: string) => string} expression
 */
const loader = (entries, expression) =>
  entries
    .map(
      (entry) =>
        `{ const all = ${expression(entry)}; if (Object.keys(all).length === 0) throw new Error(${JSON.stringify(`${entry} exports nothing`)}) }`,
    )
    .join('\n')

const browserIsRefused = `
  const error = await import('@ovokit/core').then(() => null, (refused) => refused)
  if (!/servers only/.test(error?.message ?? '')) throw new Error('@ovokit/core loads where the browser condition is set')
`

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} folder
 */
function load(command, args, folder) {
  try {
    run(command, args, folder)
    return []
  } catch (error) {
    return [`consumer: ${command} ${args[0]} fails\n${outputOf(error)}`]
  }
}

async function main() {
  const into = mkdtempSync(join(tmpdir(), 'ovokit-packages-'))
  try {
    const all = packAll(into)
    const problems = all.flatMap(checkContents)
    for (const packed of all) problems.push(...(await checkPublint(packed)), ...checkTypes(packed))
    problems.push(
      ...checkConsumer(
        all.filter(({ name }) => !plugins.includes(name)),
        into,
      ),
    )
    for (const { name, tarball } of all) console.log(`${name}: ${Math.ceil(statSync(tarball).size / 1024)} kB packed`)
    report('check-packages', problems, `${all.length} packages are what they say`)
  } finally {
    rmSync(into, { recursive: true, force: true })
  }
}

if (isMain(import.meta.url)) await main()
