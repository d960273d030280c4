import { outcome, type Scenario } from './scenario.ts'
import type { Stage } from './stage.ts'

export const pushScenarios: readonly Scenario[] = [
  {
    title: 'Push To Pay: the customer approves on the phone',
    amount: 42_000,
    play: async (stage, reference) => {
      await push(stage, reference, phone)
      await stage.pass(8_000)
      await stage.sim.approvePush({ phone })
      await stage.reaches(reference, 'paid')
      return outcome(stage, reference)
    },
    expected: { attempts: ['paid'], heard: ['paid'], shopHolds: 42_000 },
  },
  {
    title: 'Push To Pay: the customer says no, and pays with QRIS instead',
    amount: 18_000,
    play: async (stage, reference) => {
      await push(stage, reference, phone)
      await stage.sim.rejectPush({ phone })
      await stage.reaches(reference, 'declined')
      const { view } = await stage.start(reference)
      await stage.scan(view.qrContent)
      return outcome(stage, reference)
    },
    expected: { attempts: ['declined', 'paid'], heard: ['failed', 'paid'], shopHolds: 18_000 },
  },
  {
    title: 'Push To Pay: the number has no OVO account, so nothing is pushed',
    amount: 36_000,
    play: async (stage, reference) => {
      const pushes = stage.sim.pushes().length
      const { status } = await stage.push(reference, '081200009014')
      return { shopperSees: status, pushes: stage.sim.pushes().length - pushes, ...(await outcome(stage, reference)) }
    },
    expected: { shopperSees: 422, pushes: 0, attempts: [], heard: [], shopHolds: 0 },
  },
  {
    title: 'Push To Pay: nobody answers; asked at 60 s, reversed at 65 s, confirmed',
    amount: 88_000,
    play: async (stage, reference) => {
      await push(stage, reference, phone)
      await stage.pass(60_500)
      await stage.pass(5_000)
      await stage.pass(2_000)
      await stage.reaches(reference, 'reversed')
      return { calls: await asked(stage, reference), ...(await outcome(stage, reference)) }
    },
    expected: {
      calls: ['push', 'push-status', 'reversal', 'push-status'],
      attempts: ['reversed'],
      heard: ['reversed'],
      shopHolds: 0,
    },
  },
  {
    title: 'Push To Pay: approved, but the answer is lost; this shop reverses, and the money is back',
    amount: 73_000,
    onLateSuccess: 'reverse',
    play: async (stage, reference) => {
      const phone = '081200009002'
      stage.sim.addCustomer({ phone })
      const before = stage.sim.books().balances[phone] ?? 0
      await stage.push(reference, phone)
      await stage.pass(60_500)
      const taken = before - (stage.sim.books().balances[phone] ?? 0)
      await stage.pass(5_000)
      await stage.pass(2_000)
      await stage.reaches(reference, 'reversed')
      const lost = before - (stage.sim.books().balances[phone] ?? 0)
      return { takenFromTheCustomer: taken, missingInTheEnd: lost, ...(await outcome(stage, reference)) }
    },
    expected: {
      takenFromTheCustomer: 73_000,
      missingInTheEnd: 0,
      attempts: ['reversed'],
      heard: ['reversed'],
      shopHolds: 0,
    },
  },
  {
    title: 'Push To Pay: the shop is killed (SIGKILL) while the customer decides, restarted, and reverses',
    amount: 61_000,
    play: async (stage, reference) => {
      await push(stage, reference, phone)
      await stage.kill()
      await stage.sim.clock.advance(70_000)
      await stage.restart()
      await stage.pass(1_000)
      await stage.pass(3_000)
      await stage.reaches(reference, 'reversed')
      return { calls: await asked(stage, reference), ...(await outcome(stage, reference)) }
    },
    expected: {
      calls: ['push', 'push-status', 'reversal', 'push-status'],
      attempts: ['reversed'],
      heard: ['reversed'],
      shopHolds: 0,
    },
  },
  {
    title: 'Push To Pay: the shop voids a payment on its day; a second click voids nothing more',
    amount: 29_000,
    play: async (stage, reference) => {
      await stage.push(reference, '081200009000')
      await stage.reaches(reference, 'paid')
      const clicks = await Promise.all([stage.refund(reference), stage.refund(reference)])
      await stage.pass(1_000)
      return { clicks: clicks.map(({ status }) => status), ...(await outcome(stage, reference)) }
    },
    expected: { clicks: ['succeeded', 'succeeded'], attempts: ['refunded'], heard: ['paid', 'voided'], shopHolds: 0 },
  },
]

/** The customer's number. Others, by their last four digits, behave by themselves: see the simulator's README. */
const phone = '081298760001'

/** The shopper pays with OVO, and the prompt is on the phone. */
async function push(stage: Stage, reference: string, phone: string): Promise<void> {
  const { status } = await stage.push(reference, phone)
  if (status !== 200) throw new Error(`the shop answered ${status} instead of pushing`)
  await stage.sim.nextPush({ phone })
}

/** What OVO was asked to do about the order's pushes, in its order. */
const asked = async (stage: Stage, reference: string): Promise<readonly string[]> =>
  (await stage.page(reference)).payments.flatMap(({ calls }) =>
    calls.map(({ operation }) => operation.replace('push-to-pay.', '')),
  )
