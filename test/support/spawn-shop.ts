import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Payment, PushToPayConfig, QrisPayment, Refund, SnapConfig } from '@ovokit/core'
import { compileProcess } from './compile-process.ts'

export interface ShopProcessOptions {
  readonly store:
    | { readonly kind: 'embedded'; readonly folder: string }
    | { readonly kind: 'postgres'; readonly url: string; readonly schema: string }
  readonly simulatorUrl: string
  readonly credentials: SnapConfig
  readonly pushToPay: PushToPayConfig
  readonly eventsFile: string
  /** Holds how many milliseconds the scene's clock is ahead. */
  readonly clockFile: string
  /** How far this process's wall clock is off. */
  readonly wallClockSkew?: number
  /** A push is so long on its way to OVO, by the scene's clock. */
  readonly holdPushMillis?: number
  /** 0: any free port. */
  readonly port: number
  /** The boundary at which the process kills itself, such as `after send qr-mpm-generate #1`. */
  readonly dieAt?: string
  readonly worker?: boolean
  readonly verbose?: boolean
}

type Plain<T> = T extends QrisPayment ? Omit<QrisPayment, 'qr'> & { qr: string | null } : T & { qr: null }

export interface ShopProcess {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** Rejects with the error's code, or `died` when the process is gone. */
  command<Result>(command: string, fields?: object): Promise<Result>
  start(reference: string, amount: number): Promise<Plain<QrisPayment>>
  find(reference: string): Promise<readonly Plain<Payment>[]>
  refund(id: string): Promise<Refund>
  /** Does what is due. */
  work(): Promise<void>
  /** SIGKILL, and waits for the end. */
  kill(): Promise<void>
  signal(signal: NodeJS.Signals): void
  /** Resolves when the process is gone, however it went. */
  readonly gone: Promise<void>
}

/** PGlite's code is compiled fast and not well: a process that soon dies is gone before the better one has paid. */
const briefly = ['--liftoff-only']

/** Starts a shop in a process of its own and waits until it answers. */
export async function spawnShop(options: ShopProcessOptions): Promise<ShopProcess> {
  const script = await compileProcess(fileURLToPath(new URL('./shop-process.ts', import.meta.url)))
  const child: ChildProcess = spawn(process.execPath, [...briefly, script], {
    env: { ...process.env, SHOP: JSON.stringify(options) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stderr?.pipe(process.stderr, { end: false })
  const gone = once(child, 'exit').then(() => {})
  if (child.stdout === null) throw new Error('the shop has no output')
  const line = await Promise.race([once(createInterface(child.stdout), 'line'), gone.then(() => null)])
  if (line === null) throw new Error('the shop died before it was ready')
  const { port } = JSON.parse(String(line[0])) as { port: number }
  const url = `http://127.0.0.1:${port}`

  async function command<Result>(name: string, fields: object = {}): Promise<Result> {
    const answer = await fetch(`${url}/command`, { method: 'POST', body: JSON.stringify({ command: name, ...fields }) })
      .then((response) => response.json() as Promise<{ ok: boolean; value: Result; code: string }>)
      .catch(() => ({ ok: false, value: null as Result, code: 'died' }))
    if (!answer.ok) throw Object.assign(new Error(answer.code), { code: answer.code })
    return answer.value
  }

  return {
    url,
    port,
    pid: child.pid ?? 0,
    command,
    gone,
    start: (reference, amount) => command('start', { reference, amount }),
    find: (reference) => command('find', { reference }),
    refund: (id) => command('refund', { id }),
    work: async () => {
      await command('work')
    },
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
    signal: (signal) => {
      child.kill(signal)
    },
  }
}
