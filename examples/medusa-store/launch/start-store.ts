import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Simulator } from '@ovokit/simulator'

export interface StoreOptions {
  /** Names its host `localhost`: elsewhere Medusa insists on TLS. */
  readonly databaseUrl: string
  readonly sim: Simulator
  readonly port: number
  readonly env?: Readonly<Record<string, string>>
}

/** A Medusa process of the example store. */
export interface StoreProcess {
  readonly url: string
  readonly publishableKey: string
  readonly regionId: string
  /** What the process has printed. */
  readonly output: () => string
  kill(signal?: NodeJS.Signals): Promise<void>
}

/** Makes Medusa's tables and OvoKit's. */
export async function migrateStore(options: StoreOptions): Promise<void> {
  const child = run('launch/migrate.ts', options)
  const [code] = await once(child.process, 'exit')
  child.forget()
  if (code !== 0) throw new Error(`the database could not be migrated:\n${child.output()}`)
}

/** Starts the store, and fills it when it is empty. */
export async function startStore(options: StoreOptions): Promise<StoreProcess> {
  const child = run('launch/boot.ts', options)
  const gone = once(child.process, 'exit')
  const died = gone.then(() => Promise.reject(new Error(`the store ended before it was ready:\n${child.output()}`)))
  const facts = (await Promise.race([child.ready, died])) as Pick<StoreProcess, 'publishableKey' | 'regionId'>
  // A store that never came up leaves no credentials behind either.
  died.catch(child.forget)
  return {
    publishableKey: facts.publishableKey,
    regionId: facts.regionId,
    output: child.output,
    url: `http://localhost:${options.port}`,
    kill: async (signal = 'SIGKILL') => {
      const { exitCode, signalCode } = child.process
      if (exitCode === null && signalCode === null) child.process.kill(signal)
      await gone
      child.forget()
    },
  }
}

interface Child {
  readonly process: ChildProcess
  readonly ready: Promise<unknown>
  readonly output: () => string
  forget(): void
}

function run(script: string, { databaseUrl, sim, port, env }: StoreOptions): Child {
  const folder = mkdtempSync(join(tmpdir(), 'medusa-store-'))
  const credentials = join(folder, 'credentials.json')
  writeFileSync(credentials, JSON.stringify(credentialsOf(sim)), { mode: 0o600 })
  const child = spawn(process.execPath, ['--conditions=ovokit-source', '--import', 'tsx', script], {
    cwd: join(__dirname, '..'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'test',
      MEDUSA_DISABLE_TELEMETRY: 'true',
      DISABLE_ADMIN: 'true',
      LOG_LEVEL: 'warn',
      DATABASE_URL: databaseUrl,
      OVO_CREDENTIALS: credentials,
      OVO_URL: sim.url,
      OVO_CLOCK_OFFSET: String(sim.clock.offset()),
      OVO_ENCRYPTION_KEY: '0123456789abcdef'.repeat(4),
      JWT_SECRET: 'only for the example',
      COOKIE_SECRET: 'only for the example',
      PORT: String(port),
      ...env,
    },
  })
  const lines: string[] = []
  const ready = new Promise<unknown>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      createInterface(stream).on('line', (line) => {
        lines.push(line)
        if (line.startsWith('{"ready":true')) resolve(JSON.parse(line))
      })
  })
  const forget = (): void => rmSync(folder, { recursive: true, force: true })
  return { process: child, ready, output: () => lines.join('\n'), forget }
}

const credentialsOf = (sim: Simulator) => {
  const { clientId, clientSecret, privateKey, merchantId, terminalId, channelId, pushToPay } = sim.partner()
  const { ovoPublicKey } = sim
  return { snap: { clientId, clientSecret, privateKey, merchantId, terminalId, channelId, ovoPublicKey }, pushToPay }
}
