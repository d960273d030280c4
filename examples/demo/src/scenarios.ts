import type { Stage } from './stage.ts'

/** A short story, and what must be true at its end. */
export interface Scenario {
  readonly title: string
  readonly amount: number
  readonly onLateSuccess?: 'reverse'
  /** Plays it, and says what came out, in the words of `expected`. */
  readonly play: (stage: Stage, reference: string) => Promise<Record<string, unknown>>
  readonly expected: Record<string, unknown>
}

export const scenarios: readonly Scenario[] = [
  {
    title: 'A customer scans the QR and pays',
    amount: 25_000,
    play: async (stage, reference) => {
      const { view } = await stage.start(reference)
      await stage.pass(2_000)
      await stage.scan(view.qrContent)
      return outcome(stage, reference)
    },
    expected: { attempts: ['paid'], heard: ['paid'], shopHolds: 25_000 },
  },
  {
    title: 'Nobody scans; the QR expires, and a new one is paid',
    amount: 48_000,
    play: async (stage, reference) => {
      await stage.start(reference)
      await stage.pass(77_000)
      const { view } = await stage.start(reference)
      await stage.scan(view.qrContent)
      return outcome(stage, reference)
    },
    expected: { attempts: ['expired', 'paid'], heard: ['expired', 'paid'], shopHolds: 48_000 },
  },
  {
    title: 'OVO’s callback never comes; the query finds the money',
    amount: 31_500,
    play: async (stage, reference) => {
      stage.sim.faults.add({ operation: 'callback', fault: 'drop' })
      const { view } = await stage.start(reference)
      await stage.scan(view.qrContent)
      const before = (await stage.page(reference)).order.isPaid
      await stage.pass(21_000)
      return { paidBeforeTheQuery: before, ...(await outcome(stage, reference)) }
    },
    expected: { paidBeforeTheQuery: false, attempts: ['paid'], heard: ['paid'], shopHolds: 31_500 },
  },
  {
    title: 'A forged callback is refused and changes nothing',
    amount: 99_000,
    play: async (stage, reference) => {
      await stage.start(reference)
      const partnerReferenceNo = stage.sim.transactions().at(-1)?.partnerReferenceNo ?? ''
      const forged = await stage.sim.resendCallback({ partnerReferenceNo, fault: 'forge' })
      return { answerToTheForger: forged.status, ...(await outcome(stage, reference)) }
    },
    expected: { answerToTheForger: 401, attempts: ['awaiting-scan'], heard: [], shopHolds: 0 },
  },
  {
    title: 'The same callback twice is one event',
    amount: 12_000,
    play: async (stage, reference) => {
      stage.sim.faults.add({ operation: 'callback', fault: 'duplicate' })
      const sent = stage.sim.callbacks.length
      const { view } = await stage.start(reference)
      await stage.scan(view.qrContent)
      const answers = stage.sim.callbacks.slice(sent).map(({ status }) => status)
      return { answers, ...(await outcome(stage, reference)) }
    },
    expected: { answers: [200, 200], attempts: ['paid'], heard: ['paid'], shopHolds: 12_000 },
  },
  {
    title: 'OVO’s answer to generate is lost; a new number, never the same one twice',
    amount: 64_000,
    play: async (stage, reference) => {
      stage.sim.faults.add({ operation: 'qris.generate', fault: 'lose-response' })
      const made = stage.sim.transactions().length
      const { view } = await stage.start(reference)
      await stage.scan(view.qrContent)
      const numbers = stage.sim
        .transactions()
        .slice(made)
        .map(({ partnerReferenceNo }) => partnerReferenceNo)
      return { differentNumbers: new Set(numbers).size, ...(await outcome(stage, reference)) }
    },
    expected: { differentNumbers: 2, attempts: ['failed', 'paid'], heard: ['paid'], shopHolds: 64_000 },
  },
  {
    title: 'The shop is killed (SIGKILL) between scan and callback, and restarted',
    amount: 150_000,
    play: async (stage, reference) => {
      const { view } = await stage.start(reference)
      await stage.kill()
      await stage.scan(view.qrContent)
      await stage.restart()
      await stage.pass(21_000)
      return outcome(stage, reference)
    },
    expected: { attempts: ['paid'], heard: ['paid'], shopHolds: 150_000 },
  },
  {
    title: 'The shop refunds on the same day; a second click refunds nothing more',
    amount: 77_000,
    play: async (stage, reference) => {
      const { view } = await stage.start(reference)
      await stage.scan(view.qrContent)
      const clicks = await Promise.all([stage.refund(reference), stage.refund(reference)])
      await stage.pass(1_000)
      return { clicks: clicks.map(({ status }) => status), ...(await outcome(stage, reference)) }
    },
    expected: { clicks: ['succeeded', 'succeeded'], attempts: ['refunded'], heard: ['paid', 'refunded'], shopHolds: 0 },
  },
  {
    title: 'OVO’s QR asks for another amount: it is never shown',
    amount: 20_000,
    play: async (stage, reference) => {
      stage.sim.faults.add({ operation: 'qris.generate', fault: 'wrong-amount' })
      const { status, view } = await stage.start(reference)
      await stage.pass(1_000)
      return { shopperSees: status, qrShown: view.qrContent !== undefined, ...(await outcome(stage, reference)) }
    },
    expected: { shopperSees: 502, qrShown: false, attempts: ['failed'], heard: ['failed', 'attention'], shopHolds: 0 },
  },
  {
    title: 'A refund after midnight in Jakarta is refused, with the reason',
    amount: 55_000,
    play: async (stage, reference) => {
      await untilJustBeforeMidnight(stage)
      const { view } = await stage.start(reference)
      await stage.scan(view.qrContent)
      await stage.pass(60_000)
      const { code } = await stage.refund(reference)
      return { refused: code, ...(await outcome(stage, reference)) }
    },
    expected: { refused: 'refund-window-closed', attempts: ['paid'], heard: ['paid'], shopHolds: 55_000 },
  },
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
      ...{ attempts: ['reversed'], heard: ['reversed'], shopHolds: 0 },
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
      ...{ takenFromTheCustomer: 73_000, missingInTheEnd: 0 },
      ...{ attempts: ['reversed'], heard: ['reversed'], shopHolds: 0 },
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
      ...{ attempts: ['reversed'], heard: ['reversed'], shopHolds: 0 },
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

async function outcome(stage: Stage, reference: string): Promise<Record<string, unknown>> {
  const { order, payments } = await stage.page(reference)
  // OVO's own books, not the shop's: what the shop holds for the numbers of this order.
  const { shopBy } = stage.sim.books()
  const shopHolds = payments.reduce((sum, { number }) => sum + (shopBy[number] ?? 0), 0)
  return { attempts: payments.map(({ status }) => status), heard: order.heard.map(({ type }) => type), shopHolds }
}

async function untilJustBeforeMidnight(stage: Stage): Promise<void> {
  const day = 86_400_000
  const jakarta = 7 * 3_600_000
  const untilMidnight = day - ((stage.sim.clock.now() + jakarta) % day)
  await stage.pass(untilMidnight - 30_000 + (untilMidnight > 30_000 ? 0 : day))
}
