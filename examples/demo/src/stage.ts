import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { ShopperView, TopUpView } from '@ovokit/core'
import type { ShopperError } from '@ovokit/core/checkout'
import { type Simulator, startSimulator } from '@ovokit/simulator'

export interface Attempt {
  readonly status: string
  readonly reason: string | null
  /** What OVO knows it by. */
  readonly number: string
  readonly qrContent: string | null
  readonly history: readonly {
    readonly at: string
    readonly recordId: string
    readonly event: string
    readonly from: string
    readonly to: string
  }[]
  readonly calls: readonly {
    readonly at: string
    readonly direction: string
    readonly operation: string
    readonly answer: number | string
  }[]
}

export interface OrderPage {
  readonly order: {
    readonly amount: number
    readonly isPaid: boolean
    readonly heard: readonly { readonly type: string }[]
  }
  readonly payments: readonly Attempt[]
  readonly topUps: readonly Attempt[]
}

/** OVO (the simulator), the shop in its own process, and a shopper's hands. Real HTTP between all of them. */
export interface Stage {
  readonly sim: Simulator
  order(order: { reference: string; amount: number; onLateSuccess?: 'accept' | 'reverse' }): Promise<void>
  /** The shopper presses "pay with QRIS", or "new QR". */
  start(reference: string): Promise<{ readonly status: number; readonly view: ShopperView }>
  /** The shopper types a phone number and presses "pay with OVO". */
  push(reference: string, phone: string): Promise<{ readonly status: number; readonly view: ShopperView }>
  /** The customer names a number, and sees whom it reaches and what it costs; or why not. */
  inquire(reference: string, phone: string): Promise<TopUpView & Partial<ShopperError>>
  /** The customer confirms what was shown. Its answer never comes from a shop that dies. */
  confirm(reference: string, id: string): Promise<TopUpView>
  page(reference: string): Promise<OrderPage>
  /** Resolves when the order's latest attempt has that status: a push's answer comes whenever it comes. */
  reaches(reference: string, status: string): Promise<void>
  /** The shop gives back what it is told, or all that is left. */
  refund(
    reference: string,
    wish?: { readonly amount: number; readonly key: string },
  ): Promise<{ readonly status?: string; readonly code?: string }>
  /** The customer links an OVO account from the shop's page to OVO's and back. */
  link(customer: string, phone: string): Promise<void>
  /** What the shop knows of the customer's link. */
  linkOf(customer: string): Promise<string>
  /** The customer of that name presses "pay with my OVO account". */
  payLinked(reference: string): Promise<{ readonly status: string; readonly pinPage: string; readonly code?: string }>
  /** Types the PIN on OVO's page, and goes back to the shop when OVO says so. */
  typePin(page: string, pin?: string): Promise<void>
  /** The customer scans and pays on the phone. */
  scan(qrContent: string | null): Promise<void>
  /** Moves everybody's clock, and lets what falls due happen. */
  pass(millis: number): Promise<void>
  kill(): Promise<void>
  restart(): Promise<void>
  close(): Promise<void>
}

export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'ovokit-demo-'))
  mkdirSync(folder, { recursive: true })
  const sim = await startSimulator()
  sim.addCustomer({ phone: '081298760001' })
  let shop = await spawnShop(folder, sim)

  async function call<Result>(path: string, body?: object): Promise<{ status: number; value: Result }> {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(
      `${shop.url}${path}`,
      body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) },
    )
    return { status: answer.status, value: (await answer.json()) as Result }
  }
  const page = async (reference: string): Promise<OrderPage> => (await call<OrderPage>(`/orders/${reference}`)).value
  const settle = async (): Promise<void> => {
    await sim.idle()
    await call('/time', { offset: sim.clock.offset() })
  }

  return {
    sim,
    order: async (order) => {
      await call('/orders', order)
    },
    start: async (reference) => {
      const { status, value } = await call<ShopperView>(`/ovo/orders/${reference}/qris`, {})
      return { status, view: value }
    },
    push: async (reference, phone) => {
      const { status, value } = await call<ShopperView>(`/ovo/orders/${reference}/push-to-pay`, { phone })
      return { status, view: value }
    },
    inquire: async (reference, phone) =>
      (await call<TopUpView & Partial<ShopperError>>(`/ovo/top-ups/${reference}/inquiry`, { phone })).value,
    confirm: async (reference, id) => (await call<TopUpView>(`/ovo/top-ups/${reference}/confirm`, { id })).value,
    reaches: async (reference, status) => {
      for (let tries = 0; tries < 200; tries++) {
        await settle()
        if ((await page(reference)).payments.at(-1)?.status === status) return
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      throw new Error(`${reference} does not become ${status}`)
    },
    page,
    refund: async (reference, wish = undefined) =>
      (await call<{ status?: string; code?: string }>(`/orders/${reference}/refund`, wish ?? {})).value,
    link: async (customer, phone) => {
      const { page } = (await call<{ page: string }>(`/accounts/${customer}/ovo`, { phone })).value
      const walked = await sim.approveLink({ page })
      if (!walked.ok) throw new Error(`OVO’s pages ended with ${walked.reason}`)
      await fetch(walked.returnUrl)
    },
    linkOf: async (customer) => (await call<{ status: string }>(`/accounts/${customer}/ovo`)).value.status,
    payLinked: async (reference) => {
      const { value } = await call<ShopperView & { code?: string }>(`/orders/${reference}/linked`, {})
      const { status, pinPage, code } = value
      return { status, pinPage: pinPage?.web ?? '', ...(code === undefined ? {} : { code }) }
    },
    typePin: async (page, pin = '123456') => {
      const done = await sim.approveLinked({ page, pin })
      const { returnUrl } = sim.linkedPayments().find((payment) => page.endsWith(`/${payment.page}`)) ?? {}
      if ((done.ok || done.reason !== 'wrong-pin') && returnUrl !== undefined) await fetch(returnUrl)
      await settle()
    },
    scan: async (qrContent) => {
      await sim.pay({ qrContent: qrContent ?? '' })
      if (shop.isAlive()) await settle()
    },
    pass: async (millis) => {
      await sim.clock.advance(millis)
      await settle()
    },
    kill: () => shop.kill(),
    restart: async () => {
      shop = await spawnShop(folder, sim)
    },
    close: async () => {
      await shop.kill()
      await sim.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface ShopProcess {
  readonly url: string
  isAlive(): boolean
  kill(): Promise<void>
}

async function spawnShop(folder: string, sim: Simulator): Promise<ShopProcess> {
  const script = new URL('./shop.ts', import.meta.url).pathname
  const offset = String(sim.clock.offset())
  const child: ChildProcess = spawn(process.execPath, ['--conditions=ovokit-source', '--import', 'tsx', script], {
    env: { ...process.env, DATA_DIR: folder, SIMULATOR_URL: sim.url, OFFSET: offset, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = once(child, 'exit')
  if (child.stdout === null) throw new Error('the shop has no output to read its address from')
  const line = await Promise.race([once(createInterface(child.stdout), 'line'), gone.then(() => null)])
  if (line === null) throw new Error('the shop ended before it was ready')
  const { port } = JSON.parse(String(line[0])) as { port: number }
  const url = `http://127.0.0.1:${port}`
  sim.partner().setCallbackUrl(`${url}/ovo/v1.0/qr/qr-mpm-notify`)
  sim.partner().setLinkedCallbackUrl(`${url}/ovo/v1.0/debit/notify`)
  return {
    url,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
  }
}
