import assert from 'node:assert/strict'
import type { Link, LinkedPayment, LinkResult, Refund, StartedLinkedPayment } from '@ovokit/core'
import { amount, type Cast, type Story } from './stories.ts'
import { returnUrl } from './wallet.ts'

// Each order has a customer of its own, named like the order.

/** An account at OVO for the order's customer. */
function phoneOf({ sim, reference }: Cast): string {
  const phone = `0813${reference.replaceAll(/\D/g, '').padStart(8, '0')}`
  if (!sim.customers().some((one) => one.phone === phone)) sim.addCustomer({ phone })
  return phone
}

const linkOf = ({ shop, reference: customer }: Cast): Promise<Link | null> => shop.command('find-link', { customer })

/** The customer goes to OVO's pages and comes back. */
async function link(cast: Cast): Promise<void> {
  const { sim, shop, reference: customer } = cast
  const phone = phoneOf(cast)
  const { page } = await shop.command<{ page: string }>('link', { customer, phone, returnUrl })
  const back = await sim.approveLink({ page })
  await shop.command<LinkResult>('complete', { customer, url: back.returnUrl })
}

const start = ({ shop, reference }: Cast): Promise<StartedLinkedPayment> =>
  shop.command('pay', { reference, amount, customer: reference, returnUrl })

/** The customer types the PIN: on the page, or in the app when nobody has seen the page. */
async function approve(cast: Cast): Promise<void> {
  await cast.sim.approveLinked({ phone: phoneOf(cast) })
  await cast.sim.idle()
}

async function pay(cast: Cast): Promise<void> {
  await start(cast)
  await approve(cast)
  await cast.advance(1_000)
}

async function linkAndPay(cast: Cast): Promise<void> {
  await link(cast)
  await pay(cast)
}

/** Where OVO may not say a word about it, because the customer has taken the link back, a person does after a day. */
async function letGo(cast: Cast, id: string): Promise<void> {
  await cast.advance(11 * 60_000)
  await cast.advance(25 * 3_600_000)
  const payment = (await cast.shop.find(cast.reference)).find((one) => one.id === id)
  if (payment?.needsDecision === true) await cast.shop.command('resolve', { id, as: 'failed' })
}

/** A customer who comes back: links the account and pays, as far as either is still to be done. */
async function comeBack(cast: Cast): Promise<void> {
  const latest = (await cast.shop.find(cast.reference)).at(-1)
  if (latest?.status === 'paid' || latest?.status === 'refunded') return
  const state = (await linkOf(cast))?.status
  if (state === 'authorised' || state === 'unlinking') return
  if (state !== 'linked') await link(cast)
  // Nobody saw its page, and OVO may never have heard of it: it is over when its ten minutes are.
  if (latest?.status === 'unknown') await letGo(cast, latest.id)
  await pay(cast).catch((error: { code?: string }) => {
    if (!['already-paid', 'attempt-in-progress', 'not-linked'].includes(error.code ?? '')) throw error
  })
}

const paidOf = async ({ shop, reference }: Cast) =>
  (await shop.find(reference)).find(({ status }) => status === 'paid') as Partial<LinkedPayment> | undefined

/** Two parts, each under a name of its own: asking again is the same refund. */
async function refundParts(cast: Cast): Promise<void> {
  for (const [key, part] of [
    ['one', 10_000],
    ['two', amount - 10_000],
  ] as const) {
    const id = (await paidOf(cast))?.id
    if (id !== undefined) await cast.shop.command<Refund>('refund', { id, amount: part, key })
  }
}

async function unlink(cast: Cast): Promise<void> {
  await cast.shop.command('unlink', { customer: cast.reference })
}

/** The shop's word on the link is OVO's. */
const linkIs =
  (status: Link['status']) =>
  async (cast: Cast): Promise<void> => {
    assert.equal((await linkOf(cast))?.status, status)
    const atOvo = cast.sim.links().filter(({ phone }) => phone === phoneOf(cast)).length
    assert.equal(atOvo, status === 'linked' ? 1 : 0)
  }

const paid = { holds: amount, status: 'paid', heard: ['paid'], also: linkIs('linked') } as const
const refunded = { holds: 0, status: 'refunded', heard: ['paid'], also: linkIs('linked') } as const

export const linkedStories: readonly Story[] = [
  { name: 'linked and paid', play: linkAndPay, retry: comeBack, ...paid },
  {
    name: 'a customer token lost on the way',
    play: async (cast) => {
      cast.sim.faults.add({ operation: 'link.token', fault: 'lose-response' })
      await link(cast)
      await cast.advance(3_000)
    },
    retry: comeBack,
    ...paid,
  },
  {
    name: 'a token that dies, and an answer that is lost',
    prepare: link,
    play: async (cast) => {
      cast.sim.faults.add({ operation: 'linked.pay', fault: 'token-expired' })
      cast.sim.faults.add({ operation: 'linked.pay', fault: 'lose-response' })
      cast.sim.faults.add({ operation: 'callback', fault: 'drop' })
      await pay(cast)
      await cast.advance(30_000)
    },
    retry: comeBack,
    ...paid,
  },
  {
    name: 'given up on OVO’s page, then paid',
    prepare: link,
    play: async (cast) => {
      await start(cast)
      await cast.sim.cancelLinked({ phone: phoneOf(cast) })
      await cast.advance(3_000)
    },
    retry: comeBack,
    ...paid,
  },
  {
    name: 'taken back in the app while nobody knew, linked anew',
    prepare: async (cast) => {
      await link(cast)
      cast.sim.faults.add({ operation: 'linked.pay', fault: 'lose-response' })
      await start(cast)
      cast.sim.unlink({ phone: phoneOf(cast) })
    },
    play: async (cast) => letGo(cast, (await cast.shop.find(cast.reference)).at(-1)?.id ?? ''),
    retry: comeBack,
    ...paid,
  },
  {
    name: 'refunded in parts, answers lost',
    prepare: linkAndPay,
    freshToken: true,
    play: async (cast) => {
      cast.sim.faults.add({ operation: 'linked.refund', fault: 'lose-response' })
      cast.sim.faults.add({ operation: 'linked.refund', fault: 'refuse-before' })
      await refundParts(cast)
      await cast.advance(10_000)
      await cast.advance(10_000)
    },
    retry: refundParts,
    ...refunded,
  },
  {
    name: 'orphan goes back',
    prepare: async (cast) => {
      await link(cast)
      const { id } = await start(cast)
      await cast.shop.command('cancel', { id })
    },
    play: async (cast) => {
      await approve(cast)
      await cast.advance(1_000)
    },
    retry: async () => {},
    ...refunded,
    heard: [],
  },
  {
    name: 'a notification again, and unlinked with an answer lost',
    prepare: linkAndPay,
    play: async (cast) => {
      const { partnerReferenceNo } = (await paidOf(cast)) as LinkedPayment
      await cast.sim.resendCallback({ partnerReferenceNo })
      cast.sim.faults.add({ operation: 'link.unbind', fault: 'lose-response' })
      await unlink(cast)
      await cast.advance(3_000)
    },
    retry: unlink,
    ...paid,
    also: linkIs('unlinked'),
  },
]
