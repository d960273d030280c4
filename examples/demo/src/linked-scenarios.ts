import { outcome, type Scenario } from './scenario.ts'
import type { Stage } from './stage.ts'

export const linkedScenarios: readonly Scenario[] = [
  {
    title: 'Linked wallet: the customer links the OVO account on OVO’s pages, and pays with the PIN',
    amount: 45_000,
    play: async (stage, reference) => {
      const link = await linkNew(stage, reference, { points: 5_000 })
      const { pinPage } = await stage.payLinked(reference)
      await stage.pass(4_000)
      await stage.typePin(pinPage)
      const { points, balance } = await account(stage, link.phone)
      return { link: link.status, points, cash: balance, ...(await outcome(stage, reference)) }
    },
    expected: {
      link: 'linked',
      points: 0,
      cash: 960_000,
      attempts: ['paid'],
      heard: ['paid'],
      shopHolds: 45_000,
    },
  },
  {
    title: 'Linked wallet: two parts go back; a third that is more than the rest is refused',
    amount: 90_000,
    play: async (stage, reference) => {
      const { phone } = await linkNew(stage, reference)
      const { pinPage } = await stage.payLinked(reference)
      await stage.typePin(pinPage)
      const first = await stage.refund(reference, { amount: 30_000, key: 'shirt' })
      const again = await stage.refund(reference, { amount: 30_000, key: 'shirt' })
      const second = await stage.refund(reference, { amount: 20_000, key: 'socks' })
      const third = await stage.refund(reference, { amount: 40_001, key: 'shoes' })
      await stage.pass(1_000)
      const { balance } = await account(stage, phone)
      const refunds = [first, again, second, third].map(({ status, code }) => status ?? code)
      return { refunds, customerHas: balance, ...(await outcome(stage, reference)) }
    },
    expected: {
      refunds: ['succeeded', 'succeeded', 'succeeded', 'refund-above-remaining'],
      customerHas: 960_000,
      attempts: ['paid'],
      heard: ['paid', 'refunded', 'refunded'],
      shopHolds: 40_000,
    },
  },
  {
    title: 'Linked wallet: the customer unlinks in the OVO app; the payment is refused, and the shop knows why',
    amount: 52_000,
    play: async (stage, reference) => {
      const { phone } = await linkNew(stage, reference)
      stage.sim.unlink({ phone })
      const { code } = await stage.payLinked(reference)
      await stage.pass(1_000)
      const link = await stage.linkOf(reference)
      return { shopperSees: code, link, ...(await outcome(stage, reference)) }
    },
    expected: { shopperSees: 'not-linked', link: 'revoked', attempts: ['failed'], heard: ['failed'], shopHolds: 0 },
  },
  {
    title: 'Linked wallet: OVO’s answer is lost; it is never sent again, ends by itself, and a new one is paid',
    amount: 67_000,
    play: async (stage, reference) => {
      await linkNew(stage, reference)
      stage.sim.faults.add({ operation: 'linked.pay', fault: 'lose-response' })
      const made = stage.sim.linkedPayments().length
      const { status } = await stage.payLinked(reference)
      await stage.pass(11 * 60_000)
      await stage.pass(60_000)
      const { pinPage } = await stage.payLinked(reference)
      await stage.typePin(pinPage)
      const numbers = stage.sim.linkedPayments().slice(made)
      return { shopperSees: status, payments: numbers.length, ...(await outcome(stage, reference)) }
    },
    expected: {
      shopperSees: 'checking',
      payments: 2,
      attempts: ['failed', 'paid'],
      heard: ['failed', 'paid'],
      shopHolds: 67_000,
    },
  },
  {
    title: 'Linked wallet: the wrong PIN three times; OVO blocks the account, and nothing is taken',
    amount: 38_000,
    play: async (stage, reference) => {
      const { phone } = await linkNew(stage, reference)
      const { pinPage } = await stage.payLinked(reference)
      for (const pin of ['000000', '111111', '222222']) await stage.typePin(pinPage, pin)
      const { balance } = await account(stage, phone)
      return { customerHas: balance, ...(await outcome(stage, reference)) }
    },
    expected: { customerHas: 1_000_000, attempts: ['failed'], heard: ['failed'], shopHolds: 0 },
  },
]

/** A customer of the shop, named like the order, with an OVO account of their own and a million rupiah in it. */
async function linkNew(
  stage: Stage,
  customer: string,
  { points = 0 }: { readonly points?: number } = {},
): Promise<{ readonly phone: string; readonly status: string }> {
  const phone = `0813${customer.replaceAll(/\D/g, '').padStart(8, '0')}`
  stage.sim.addCustomer({ phone, balance: 1_000_000, points })
  await stage.link(customer, phone)
  return { phone, status: await stage.linkOf(customer) }
}

async function account(stage: Stage, phone: string): Promise<{ readonly balance: number; readonly points: number }> {
  const found = stage.sim.customers().find((one) => one.phone === phone)
  return { balance: found?.balance ?? 0, points: found?.points ?? 0 }
}
