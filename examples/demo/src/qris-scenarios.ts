import { outcome, type Scenario } from './scenario.ts'
import type { Stage } from './stage.ts'

export const qrisScenarios: readonly Scenario[] = [
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
]

async function untilJustBeforeMidnight(stage: Stage): Promise<void> {
  const day = 86_400_000
  const jakarta = 7 * 3_600_000
  const untilMidnight = day - ((stage.sim.clock.now() + jakarta) % day)
  await stage.pass(untilMidnight - 30_000 + (untilMidnight > 30_000 ? 0 : day))
}
