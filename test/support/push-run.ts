import { type FaultInput, type Simulator, type SimulatorDialect, startSimulator } from '@ovokit/simulator'
import type { MortalShop } from './mortal-shop.ts'
import { type PushFigures, readFigures } from './push-figures.ts'
import { type Audit, checkAlways, checkAtTheEnd } from './push-invariants.ts'
import { openPushStage, type PushStage, references } from './push-stage.ts'
import type { NetworkFault } from './time-network.ts'

/** What people, networks and machines do to a shop that pushes, in any order. `shop` is one of two processes. */
export type PushAction =
  | {
      readonly do: 'start'
      readonly shop: number
      readonly order: number
      readonly amount: number
      readonly phone: string
      readonly onLateSuccess: 'accept' | 'reverse'
    }
  | { readonly do: 'approve' | 'reject'; readonly push: number }
  | { readonly do: 'cancel' | 'void' | 'check'; readonly shop: number; readonly order: number }
  | { readonly do: 'wait'; readonly seconds: number }
  /** At its nth effect on the world from now, 0: now. */
  | { readonly do: 'kill'; readonly shop: number; readonly atEffect: number }
  /** When so much time has passed. */
  | { readonly do: 'doom'; readonly shop: number; readonly seconds: number }
  | { readonly do: 'restart'; readonly shop: number }
  | { readonly do: 'fault'; readonly fault: FaultInput }
  | { readonly do: 'network'; readonly operation: string; readonly fault: NetworkFault }

export interface PushPlan {
  readonly startAt: number
  readonly dialect: Partial<SimulatorDialect>
  /** How the two shops' sweeps lie against each other: 0 to 1 each. */
  readonly phases: readonly number[]
  readonly actions: readonly PushAction[]
}

/** Plays a plan, lets everything have its time, and checks what must hold then and at every moment. */
export async function runPushes(plan: PushPlan): Promise<PushFigures> {
  const sim = await startSimulator({ startAt: plan.startAt, dialect: plan.dialect })
  const stage = await openPushStage(sim, plan.phases)
  const lines: string[] = []
  try {
    for (const action of plan.actions) {
      const at = clock(sim)
      const result = await act(stage, action).catch((error: { code?: string }) => {
        if (error.code === undefined) throw error
        return error.code
      })
      await stage.quiet()
      lines.push(`${at}  ${JSON.stringify(action)} ${result}`)
      checkAlways(await stage.audit())
    }
    sim.faults.clear()
    stage.network.clear()
    stage.spare()
    for (const shop of [0, 1]) await stage.open(shop)
    // Everything is known by then, or a person has been told.
    await stage.advance(2 * 3_600_000)
    const audit = await stage.audit()
    checkAlways(audit)
    checkAtTheEnd(audit)
    return readFigures(audit)
  } catch (error) {
    const { message, stack } = error as Error
    const told = story(await stage.audit())
    const text = `${message}\n\nWhat was done:\n${lines.join('\n')}\n\nWhat the shop wrote down:\n${told}\n\n${stack}`
    throw new Error(text)
  } finally {
    await stage.close()
  }
}

async function act(stage: PushStage, action: PushAction): Promise<string> {
  const { sim, network, shops } = stage
  switch (action.do) {
    case 'start': {
      const { order, amount, phone, onLateSuccess } = action
      const wanted = { reference: references[order] ?? '', amount, phone, onLateSuccess }
      return within(stage, action.shop, async (ovo) => {
        const { merchantInvoice, status } = await ovo.pushToPay.start(wanted)
        return `${merchantInvoice} ${status}`
      })
    }
    case 'approve':
    case 'reject': {
      const pushes = sim.pushes()
      const merchantInvoice = pushes.at(-1 - (action.push % Math.max(pushes.length, 1)))?.merchantInvoice
      if (merchantInvoice === undefined) return 'nothing there'
      const does = action.do === 'approve' ? sim.approvePush : sim.rejectPush
      return JSON.stringify(await does({ merchantInvoice }))
    }
    case 'cancel':
    case 'void':
    case 'check':
      return within(stage, action.shop, async ({ payments, pushToPay }) => {
        const id = (await payments.find({ reference: references[action.order] ?? '' })).at(-1)?.id
        if (id === undefined) return 'nothing there'
        const does = { cancel: payments.cancel, void: pushToPay.void, check: pushToPay.status }[action.do]
        return (await does(id)).status
      })
    case 'wait':
      await stage.advance(action.seconds * 1_000)
      return `until ${clock(sim)}`
    case 'kill':
      shops[action.shop]?.kill(action.atEffect)
      return 'set'
    case 'doom':
      stage.doom(action.shop, action.seconds * 1_000)
      return 'set'
    case 'restart':
      await stage.open(action.shop)
      return 'open'
    case 'fault':
      sim.faults.add(action.fault)
      return 'set'
    case 'network':
      network.hit(action.operation, action.fault)
      return 'set'
  }
}

/** Asks a shop. Where its answer hangs until the clock moves on, the shopper does not wait for it. */
async function within(
  { shops, quiet }: PushStage,
  index: number,
  question: (ovo: MortalShop['ovo']) => Promise<string>,
): Promise<string> {
  const shop = shops[index]
  if (shop?.isAlive() !== true) return 'nobody there'
  const answer = shop.ask(question)
  answer.catch(() => {})
  return Promise.race([answer, quiet().then(() => 'no answer yet')])
}

const clock = (sim: Simulator): string => new Date(sim.clock.now() + 7 * 3_600_000).toISOString().slice(11, 23)

/** The lives of all payments, for people. */
function story({ payments, histories, sendings }: Audit): string {
  return payments
    .map(({ id, reference, merchantInvoice, status }) => {
      const told = (histories.get(id) ?? []).map(({ at, event, from, to, isRejected }) => {
        return [at.getTime(), `${event}: ${from} -> ${to}${isRejected ? ' (refused)' : ''}`] as const
      })
      const sent = sendings
        .filter((sending) => sending.merchantInvoice === merchantInvoice)
        .map(({ at, operation }) => [at, `      sends ${operation}`] as const)
      const lines = [...told, ...sent].sort(([a], [b]) => a - b)
      const timed = lines.map(([at, text]) => `  ${new Date(at + 7 * 3_600_000).toISOString().slice(11, 23)} ${text}`)
      return [`${reference} ${merchantInvoice} is ${status}`, ...timed].join('\n')
    })
    .join('\n')
}
