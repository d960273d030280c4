/**
 * Uses the Medusa plugin as a shop does: packed, and outside this workspace. First its sources are compiled against the
 * types of every Medusa that it promises to work with; then the tarballs are installed into a new store, `ovokit init`
 * connects it, Medusa's own commands migrate, build and start it (twice), `ovokit simulate` plays OVO, and it takes a payment of
 * each kind and refunds one. Needs `pnpm build` first, and the network.
 *
 *     pnpm test:medusa
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectSimulator } from '@ovokit/simulator'
import ts from 'typescript'
import { createKeeper } from '../../examples/medusa-store/launch/keeper.ts'
import { createShopper } from '../../examples/medusa-store/launch/shopper.ts'
import { repositoryRoot } from '../../tools/lib/files.mjs'
import { packAll } from '../../tools/lib/packed.mjs'
import { freePort, startPostgres } from '../support/postgres.ts'

/** One of each minor that the peer range allows; the newest is what everything else here runs on. */
const versions = ['2.18.0', '2.19.0', '2.20.0', '2.21.2'] as const
const newest = versions.at(-1) ?? ''

const root = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'))
const { typescript, '@types/node': node } = root.devDependencies
const phone = '081234567890'

type Tarballs = Readonly<Record<string, string>>

/** As a user's own pnpm does it, in a folder that knows nothing of this workspace. */
function install(folder: string, manifest: object, tarballs: Tarballs): void {
  const overrides = Object.fromEntries(
    ['core', 'elements', 'simulator'].map((name) => [`@ovokit/${name}`, tarballs[`@ovokit/${name}`]]),
  )
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, ...manifest, pnpm: { overrides } }))
  const flags = ['--config.node-linker=hoisted', '--config.strict-peer-dependencies=false', '--ignore-scripts']
  run(folder, 'npx', ['-y', root.packageManager, 'install', '--ignore-workspace', '--prefer-offline', ...flags])
}

function run(cwd: string, command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  try {
    return execFileSync(command, args, { cwd, env: { ...clean(), ...env }, encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${command} ${args.join(' ')}\n${`${stdout}${stderr}`.slice(-3_000)}`)
  }
}

/** What pnpm and this process's own flags tell their children would reach into the store. */
const clean = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(npm_|pnpm_|INIT_CWD|NODE_OPTIONS)/i.test(key)))

function compileAgainst(version: string, into: string, tarballs: Tarballs): void {
  const folder = join(into, `types-${version}`)
  mkdirSync(folder)
  const source = join(repositoryRoot, 'packages/medusa')
  cpSync(join(source, 'src'), join(folder, 'src'), { recursive: true })
  rmSync(join(folder, 'src/admin'), { recursive: true, force: true })
  const { compilerOptions } = JSON.parse(readFileSync(join(source, 'tsconfig.json'), 'utf8'))
  const { compilerOptions: base } = JSON.parse(readFileSync(join(repositoryRoot, 'tsconfig.base.json'), 'utf8'))
  const options = { ...base, ...compilerOptions, declaration: false, noEmit: true }
  const exclude = ['src/**/*.test.ts', 'src/testing']
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['src'], exclude }))
  const medusa = Object.fromEntries(['framework', 'medusa', 'cli'].map((name) => [`@medusajs/${name}`, version]))
  const dependencies = { ...medusa, '@ovokit/core': tarballs['@ovokit/core'], typescript, '@types/node': node }
  install(folder, { dependencies }, tarballs)
  run(folder, 'npx', ['tsc', '-p', '.'])
  rmSync(folder, { recursive: true, force: true })
}

/** A store as Medusa's own starter makes it, with the example's seed. */
function createStore(folder: string): void {
  cpSync(join(repositoryRoot, 'test/consumers/medusa'), folder, { recursive: true })
  mkdirSync(join(folder, 'src/scripts'), { recursive: true })
  for (const name of ['seed', 'catalogue']) {
    const text = readFileSync(join(repositoryRoot, `examples/medusa-store/src/scripts/${name}.ts`), 'utf8')
    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 }
    const script = ts.transpileModule(text, { compilerOptions }).outputText
    writeFileSync(join(folder, `src/scripts/${name}.js`), script.replaceAll('catalogue.ts', 'catalogue.js'))
  }
}

/** What the user is told to do: `init`, its settings taken over, and one line for the plugin and one for the provider. */
function connect(folder: string, ports: { readonly store: number; readonly simulator: number }): void {
  const { store, simulator } = ports
  const words = ['--framework', 'medusa', '--port', String(store), '--simulator-port', String(simulator)]
  writeFileSync(join(folder, '.env'), '')
  const said = run(folder, 'npx', ['ovokit', 'init', '.', ...words])
  if (!said.includes('.env.ovo')) throw new Error(`init has said: ${said}`)
  // A file that only NODE_ENV=production reads: nobody but Medusa's loadEnv looks into it.
  appendFileSync(join(folder, '.env.production'), readFileSync(join(folder, '.env.ovo')))
}

async function takePayments(folder: string): Promise<string> {
  const postgres = await startPostgres()
  const ports = { store: await freePort(), simulator: await freePort() }
  const elsewhere = await freePort()
  const running: ChildProcess[] = []
  let said = ''
  function start(name: string, words: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): void {
    const child = spawn(join(folder, 'node_modules/.bin', name), words, { cwd, env: { ...clean(), ...env } })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
    running.push(child)
  }
  try {
    connect(folder, ports)
    // As in production: the settings are in a file, and only what this run makes up is in the environment.
    const env = {
      NODE_ENV: 'production',
      MEDUSA_DISABLE_TELEMETRY: 'true',
      DATABASE_URL: postgres.url.replace('127.0.0.1', 'localhost'),
    }
    run(folder, 'npx', ['medusa', 'db:migrate', '--skip-scripts', '--execute-safe-links'], env)
    const seeded = run(folder, 'npx', ['medusa', 'exec', './src/scripts/run-seed.js'], env)
    const facts = JSON.parse(/\{"publishableKey".*\}/.exec(seeded)?.[0] ?? '{}')
    run(folder, 'npx', ['medusa', 'build'], env)
    const built = join(folder, '.medusa/server')
    for (const name of ['.env.production', 'simulator-key.pem']) cpSync(join(folder, name), join(built, name))
    cpSync(join(folder, '.env.ovo'), join(folder, '.env'))
    start('ovokit', ['simulate'], folder)
    // Two processes on one database: OVO calls the first, and shoppers are at the second.
    for (const port of [ports.store, elsewhere]) start('medusa', ['start', '--port', String(port)], built, env)
    const at = (port: number) => ({ url: `http://localhost:${port}`, ...facts })
    const [store, other] = [at(ports.store), at(elsewhere)]
    for (const { url } of [store, other]) {
      await until(
        async () => (await fetch(`${url}/health`)).ok,
        () => said,
      )
    }
    const sim = await connectSimulator(`http://127.0.0.1:${ports.simulator}`)
    await sim.addCustomer({ phone })
    const [shopper, keeper] = [createShopper(other), await createKeeper(store)]

    const scan = (await shopper.fillCart()).id
    await shopper.choose(scan, 'pp_ovo-qris_ovo')
    await sim.pay({ qrContent: (await shopper.start(scan)).body.qrContent })
    const push = (await shopper.fillCart()).id
    await shopper.choose(push, 'pp_ovo-push-to-pay_ovo')
    await shopper.start(push, { phone })
    await sim.nextPush({ phone })
    await sim.approvePush({ phone })
    const captured = async () => (await keeper.orders()).filter(({ payment_status: status }) => status === 'captured')
    await until(
      async () => (await captured()).length === 2,
      () => said,
    )
    const [payment] = (await captured())[0].payment_collections[0].payments
    const { status } = await keeper.call('POST', `/admin/payments/${payment.id}/refund`, {})
    if (status !== 200) throw new Error(`the refund was answered with ${status}`)
    return 'connected by init, two processes, two orders, one refund'
  } finally {
    for (const child of running) {
      if (child.exitCode !== null) continue
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    await postgres.stop()
  }
}

async function until(holds: () => Promise<boolean>, said: () => string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await holds().catch(() => false)) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`this takes too long; the store said:\n${said().slice(-3_000)}`)
}

async function main(): Promise<void> {
  const into = mkdtempSync(join(tmpdir(), 'ovokit-medusa-'))
  try {
    const tarballs: Tarballs = Object.fromEntries(packAll(into).map(({ name, tarball }) => [name, `file:${tarball}`]))
    for (const version of versions) {
      const began = Date.now()
      compileAgainst(version, into, tarballs)
      console.log(`types of Medusa ${version}: they fit (${Math.round((Date.now() - began) / 1000)} s)`)
    }
    const began = Date.now()
    const folder = join(into, 'store')
    createStore(folder)
    const names = ['framework', 'medusa', 'cli', 'admin-sdk', 'draft-order']
    const medusa = Object.fromEntries(names.map((name) => [`@medusajs/${name}`, newest]))
    const ours = ['@ovokit/core', '@ovokit/medusa', '@ovokit/cli'].map((name) => [name, tarballs[name]])
    const tools = { '@swc/core': '^1.7.28', 'ts-node': '^10.9.2', typescript, '@types/node': node }
    install(folder, { dependencies: { ...medusa, ...Object.fromEntries(ours) }, devDependencies: tools }, tarballs)
    console.log(`a store of its own: ${await takePayments(folder)} (${Math.round((Date.now() - began) / 1000)} s)`)
  } finally {
    rmSync(into, { recursive: true, force: true })
  }
}

await main()
