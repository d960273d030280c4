import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { connectSimulator } from '@ovokit/simulator'
import ts from 'typescript'
import { afterAll, afterEach, expect, test } from 'vitest'
import { callOvokit, firstLine, runOvokit, startOvokit } from '../testing/run-ovokit.ts'

const root = mkdtempSync(join(tmpdir(), 'ovokit-init-'))
const repository = fileURLToPath(new URL('../../../../', import.meta.url))
const running: ChildProcess[] = []
afterEach(async () => {
  for (const child of running.splice(0)) {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'close')
  }
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** What npm install would do, with what this workspace has. */
function install(folder: string, packages: Readonly<Record<string, string>>): void {
  for (const [name, from] of Object.entries(packages)) {
    const to = join(folder, 'node_modules', name)
    mkdirSync(dirname(to), { recursive: true })
    symlinkSync(join(repository, from), to)
  }
}

/** What `tsc` makes of it, but for checking types: the sources of this workspace are no declarations. */
function transpile(folder: string): void {
  const { compilerOptions } = JSON.parse(readFileSync(join(folder, 'tsconfig.json'), 'utf8')) as {
    compilerOptions: object
  }
  const { options, errors } = ts.convertCompilerOptionsFromJson(compilerOptions, folder)
  expect(errors).toEqual([])
  mkdirSync(join(folder, 'dist'))
  for (const name of readdirSync(join(folder, 'src'))) {
    const text = readFileSync(join(folder, 'src', name), 'utf8')
    const { outputText } = ts.transpileModule(text, { compilerOptions: { ...options, module: ts.ModuleKind.ES2022 } })
    writeFileSync(join(folder, 'dist', name.replace(/\.ts$/, '.js')), outputText)
  }
}

const ports = async (): Promise<[string, string]> => {
  const servers = [createServer(), createServer()].map((server) => server.listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const found = servers.map((server) => String((server.address() as { port: number }).port))
  for (const server of servers) server.close()
  return found as [string, string]
}

/** Buys, pays on the phone, and waits until the shop itself says that it is paid. */
async function firstPaidOrder(folder: string, shopUrl: string, start: readonly string[]): Promise<void> {
  const simulate = startOvokit(['simulate', '--json'], { cwd: folder })
  running.push(simulate)
  const { url } = JSON.parse(await firstLine(simulate)) as { url: string }
  const tsx = import.meta.resolve('tsx')
  const { NODE_OPTIONS = '', PATH = '' } = process.env
  const shop = spawn(process.execPath, ['--conditions=ovokit-source', '--import', tsx, '--env-file=.env', ...start], {
    cwd: folder,
    env: { NODE_OPTIONS, PATH, TSX_TSCONFIG_PATH: join(repository, 'tsconfig.json') },
  })
  running.push(shop)
  let said = ''
  for (const stream of [shop.stdout, shop.stderr])
    stream.on('data', (chunk) => {
      said += String(chunk)
    })
  const until = async (words: string): Promise<void> => {
    for (let waited = 0; !said.includes(words); waited += 50) {
      if (waited > 90_000 || shop.exitCode !== null) throw new Error(`the shop has said: ${said}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  await until('the shop is at')
  const bought = await fetch(`${shopUrl}/orders`, { method: 'POST', redirect: 'manual' })
  const [page, cookie = ''] = [bought.headers.get('location') ?? '', bought.headers.get('set-cookie')?.split(';')[0]]
  const order = page.split('/').at(-1) ?? ''
  expect(await (await fetch(shopUrl + page, { headers: { cookie } })).text()).toContain(
    `<ovo-payment-methods order="${order}"`,
  )
  // Nobody else may pay it, or see it.
  expect((await fetch(shopUrl + page)).status).toBe(404)
  const headers = { cookie, 'content-type': 'application/json' }
  const started = await fetch(`${shopUrl}/ovo/orders/${order}/qris`, { method: 'POST', headers, body: '{}' })
  expect(started.status).toBe(200)
  const { qrContent } = (await started.json()) as { qrContent: string }
  await (await connectSimulator(url)).pay({ qrContent })
  await until(`${order} is paid`)
  expect(await (await fetch(shopUrl + page, { headers: { cookie } })).text()).toContain('This order is paid')
}

test('Express: from nothing to a first paid order', async () => {
  const [shopPort, simulatorPort] = await ports()
  const ran = await runOvokit(['init', 'toko', '--port', shopPort, '--simulator-port', simulatorPort], { cwd: root })
  expect(ran).toMatchObject({ code: 0, err: '', out: expect.stringContaining('cd toko && npm install') })
  const folder = join(root, 'toko')
  for (const name of ['.env', 'simulator-key.pem']) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toContain('.env')
  install(folder, {
    '@ovokit/core': 'packages/core',
    '@ovokit/elements': 'packages/elements',
    '@ovokit/express': 'packages/express',
    express: 'node_modules/express',
  })
  await firstPaidOrder(folder, `http://127.0.0.1:${shopPort}`, ['shop.js'])
  const again = await callOvokit(['init', 'toko', '--lang', 'id'], { cwd: root })
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('tidak ada yang ditimpa') })
}, 150_000)

test('NestJS: from nothing to a first paid order', async () => {
  const [shopPort, simulatorPort] = await ports()
  const words = [
    'init',
    'nest',
    '--framework',
    'nestjs',
    '--port',
    shopPort,
    '--simulator-port',
    simulatorPort,
    '--json',
  ]
  expect((await callOvokit(words, { cwd: root })).json()).toMatchObject({ ok: true, framework: 'nestjs' })
  const folder = join(root, 'nest')
  const nest = (name: string): string => `examples/nestjs-app/node_modules/${name}`
  install(folder, {
    '@ovokit/core': 'packages/core',
    '@ovokit/elements': 'packages/elements',
    '@ovokit/nestjs': 'packages/nestjs',
    '@nestjs/common': nest('@nestjs/common'),
    '@nestjs/core': nest('@nestjs/core'),
    '@nestjs/platform-express': nest('@nestjs/platform-express'),
    'class-transformer': nest('class-transformer'),
    'class-validator': nest('class-validator'),
    'reflect-metadata': nest('reflect-metadata'),
    rxjs: nest('rxjs'),
    express: 'node_modules/express',
  })
  transpile(folder)
  await firstPaidOrder(folder, `http://127.0.0.1:${shopPort}`, ['dist/main.js'])
}, 150_000)

test('a project that is there gets the settings and the connection, and keeps all that it has', async () => {
  const folder = join(root, 'store')
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{"name":"store"}')
  writeFileSync(join(folder, '.env'), 'JWT_SECRET=x\n')
  const ran = await callOvokit(['init', '.', '--framework', 'medusa'], { cwd: folder })
  expect(ran).toMatchObject({ code: 0, out: expect.stringContaining("resolve: '@ovokit/medusa/providers/ovo'") })
  expect(ran.out).toContain('cat .env.ovo >> .env')
  expect(readFileSync(join(folder, 'package.json'), 'utf8')).toBe('{"name":"store"}')
  expect(readFileSync(join(folder, '.env'), 'utf8')).toBe('JWT_SECRET=x\n')
  expect(readFileSync(join(folder, '.env.ovo'), 'utf8')).toContain('OVO_CALLBACK_URL=http://127.0.0.1:9000/ovo/')
  expect(existsSync(join(folder, 'src/ovo-config.ts'))).toBe(true)
  // What it exports is a configuration that OvoKit takes. (Where it reads .env by Medusa's means, a real store tries it:
  // test/consumers/medusa.ts.)
  writeFileSync(
    join(folder, 'check.mts'),
    `import { createOvo, memoryStore } from '@ovokit/core'
     import { ovoConfig } from './src/ovo-config.ts'
     createOvo({ ...ovoConfig, store: memoryStore() })
     console.log(ovoConfig.merchants.default.pushToPay.storeCode)`,
  )
  install(folder, {
    '@ovokit/core': 'packages/core',
    '@medusajs/framework': 'examples/medusa-store/node_modules/@medusajs/framework',
  })
  const { PATH = '', NODE_OPTIONS = '' } = process.env
  const words = [
    '--conditions=ovokit-source',
    '--import',
    import.meta.resolve('tsx'),
    '--env-file=.env.ovo',
    'check.mts',
  ]
  const child = spawn(process.execPath, words, { cwd: folder, env: { PATH, NODE_OPTIONS } })
  expect(await firstLine(child)).toBe('TOKO1')
})
