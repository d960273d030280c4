import type { Scenario } from './scenario.ts'
import type { Stage } from './stage.ts'

/** The customer whose account is topped up. */
const phone = '081298760001'
/** Another's: a number may be asked about five times in ten minutes. */
const other = '081298760002'
/** What this OVO charges. */
const fee = 1_000

/** OVO says no before anything is confirmed, and the customer reads why. */
const refused = (
  title: string,
  code: string,
  more: { readonly amount?: number; readonly number?: string; readonly setUp?: (stage: Stage) => void },
): Scenario => ({
  title: `Top-up: ${title}`,
  amount: more.amount ?? 50_000,
  play: async (stage, reference) => {
    payIn(stage, 50_000)
    more.setUp?.(stage)
    const { error } = await stage.inquire(reference, more.number ?? phone)
    const isTold = (error?.text?.id ?? '') !== '' && (error?.text?.en ?? '') !== ''
    return { told: error?.code, inBothLanguages: isTold, ...(await outcome(stage, reference)) }
  },
  expected: { told: code, inBothLanguages: true, ...nothing },
})

const nothing = { topUps: [], heard: [], arrived: 0 }

export const topUpScenarios: readonly Scenario[] = [
  {
    title: 'Top-up: the customer sees whom it reaches and the fee, and confirms; a second click sends nothing more',
    amount: 50_000,
    play: async (stage, reference) => {
      payIn(stage, 50_000)
      const shown = await stage.inquire(reference, phone)
      await Promise.all([stage.confirm(reference, shown.id), stage.confirm(reference, shown.id)])
      await stage.pass(1_000)
      return { shown: shown.customerNumber, fee: shown.fee, ...(await outcome(stage, reference)) }
    },
    expected: {
      shown: 'XXXXXXXX0001',
      fee,
      topUps: ['succeeded'],
      heard: ['topped-up'],
      arrived: 50_000,
    },
  },
  refused('the number has no OVO account', 'top-up-account-not-found', { number: '081299990000' }),
  refused('the account is not active', 'top-up-account-inactive', {
    number: '081299990001',
    setUp: ({ sim }) => void sim.addCustomer({ phone: '081299990001', status: 'inactive', balance: 0 }),
  }),
  refused('the amount is above the limit', 'top-up-over-limit', { amount: 20_000_001 }),
  refused('the amount is none that OVO takes', 'top-up-amount-invalid', { amount: 9_999 }),
  {
    title: 'Top-up: the deposit is used up; a person is told, and what pays for it can be used again',
    amount: 80_000,
    play: async (stage, reference) => {
      stage.sim.addCustomer({ phone: other })
      const { id } = await stage.inquire(reference, other)
      const { status } = await stage.confirm(reference, id)
      await stage.pass(1_000)
      payIn(stage, 80_000)
      await stage.confirm(reference, (await stage.inquire(reference, other)).id)
      await stage.pass(1_000)
      return { first: status, ...(await outcome(stage, reference)) }
    },
    expected: {
      first: 'failed',
      topUps: ['failed', 'succeeded'],
      arrived: 80_000,
      heard: ['top-up-failed', 'top-up-attention', 'topped-up'],
    },
  },
  {
    title: 'Top-up: OVO’s answer is lost; asked about until it is known, never sent again',
    amount: 30_000,
    play: async (stage, reference) => {
      payIn(stage, 30_000)
      stage.sim.faults.add({ operation: 'top-up.transfer', fault: 'lose-response' })
      const { status } = await stage.confirm(reference, (await stage.inquire(reference, other)).id)
      await stage.pass(2_500)
      return { customerSees: status, ...(await outcome(stage, reference)) }
    },
    expected: { customerSees: 'checking', topUps: ['succeeded'], heard: ['topped-up'], arrived: 30_000 },
  },
  {
    title: 'Top-up: the shop is killed (SIGKILL) while it waits for OVO’s answer, and restarted',
    amount: 45_000,
    play: async (stage, reference) => {
      payIn(stage, 45_000)
      const sent = stage.sim.topUps().length
      const { id } = await stage.inquire(reference, other)
      stage.sim.faults.add({ operation: 'top-up.transfer', fault: 'delay', delayMillis: 1_500 })
      const answer = stage.confirm(reference, id).catch(() => 'never came')
      for (let tries = 0; stage.sim.topUps().length === sent; tries++) {
        if (tries === 2_000) throw new Error('the top-up does not reach OVO')
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      await stage.kill()
      await stage.restart()
      await stage.pass(31_000)
      return { answer: await answer, sent: stage.sim.topUps().length - sent, ...(await outcome(stage, reference)) }
    },
    expected: { answer: 'never came', sent: 1, topUps: ['succeeded'], heard: ['topped-up'], arrived: 45_000 },
  },
]

/** Enough in the deposit for one top-up. */
const payIn = ({ sim }: Stage, amount: number): void => {
  if (sim.books().deposits < amount + fee) sim.fundDeposit({ amount: amount + fee - sim.books().deposits })
}

async function outcome(stage: Stage, reference: string): Promise<Record<string, unknown>> {
  const { order, topUps } = await stage.page(reference)
  // OVO's own books, not the shop's.
  const books = stage.sim.books().topUps
  const arrived = topUps.reduce((sum, { number }) => sum + (books[number]?.given ?? 0), 0)
  return { topUps: topUps.map(({ status }) => status), heard: order.heard.map(({ type }) => type), arrived }
}
