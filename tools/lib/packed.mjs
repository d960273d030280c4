import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles, repositoryRoot } from './files.mjs'

/**
 * @typedef {object} Packed
 * @property {string} name
 * @property {string} tarball
 * @property {string} folder - the tarball, unpacked
 * @property {Record<string, any>} manifest
 */

/**
 * Runs a command as a user would who knows nothing of this workspace. Throws with its output when it fails.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 */
export function run(command, args, cwd) {
  // What npm or pnpm tell the scripts that they start would reach into the consumer.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([key]) => !/^(npm_(package|lifecycle|execpath)|INIT_CWD|NODE_OPTIONS)/.test(key),
    ),
  )
  return execFileSync(command, args, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  })
}

/**
 * What a command that failed has said.
 *
 * @param {unknown} error
 */
export const outputOf = (error) => {
  const {
    stdout = '',
    stderr = '',
    message = '',
  } = /** @type {{ stdout?: string, stderr?: string, message?: string }} */ (error)
  return `${stdout}${stderr}`.trim() || message
}

/**
 * Packs every publishable package, as it would be published. Needs `pnpm build` first.
 *
 * @param {string} into
 * @returns {Packed[]}
 */
export function packAll(into) {
  const packages = join(repositoryRoot, 'packages')
  return listFiles(packages, (path) => /^[^/]+\/package\.json$/.test(path))
    .map((path) => join(packages, path, '..'))
    .filter((folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).private !== true)
    .map((folder) => pack(folder, into))
}

/**
 * @param {string} folder - of the package in the workspace
 * @param {string} into
 * @returns {Packed}
 */
function pack(folder, into) {
  const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const packs = join(into, 'packs', name.replace('/', '-'))
  mkdirSync(packs, { recursive: true })
  run('npx', ['-y', pnpmVersion(), 'pack', '--pack-destination', packs], folder)
  const tarball = join(packs, readdirSync(packs)[0] ?? '')
  const unpacked = join(into, 'unpacked', name.replace('/', '-'))
  mkdirSync(unpacked, { recursive: true })
  run('tar', ['-xzf', tarball, '-C', unpacked], into)
  const manifest = JSON.parse(readFileSync(join(unpacked, 'package/package.json'), 'utf8'))
  return { name, tarball, folder: join(unpacked, 'package'), manifest }
}

const pnpmVersion = () => String(JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')).packageManager)

/**
 * Installs the tarballs, and what else a project wants, with npm. Our packages find each other as tarballs, whatever
 * their ranges say.
 *
 * @param {readonly Packed[]} all
 * @param {string} folder - of a project; its package.json is written
 * @param {Readonly<Record<string, string>>} dependencies
 * @param {Readonly<Record<string, unknown>>} [manifest] - more for its package.json
 */
export function install(all, folder, dependencies, manifest = {}) {
  const ours = Object.fromEntries(all.map(({ name, tarball }) => [name, `file:${tarball}`]))
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, ...manifest, dependencies: { ...ours, ...dependencies }, overrides: ours }),
  )
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error']
  run('npm', ['install', ...quiet], folder)
}
