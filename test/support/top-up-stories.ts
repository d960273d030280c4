import type { TopUp } from '@ovokit/core'
import type { ShopProcess } from './spawn-shop.ts'
import { amount, type Cast, type Story, type Subject } from './stories.ts'

const phone = '081298760001'
/** What the simulator charges. */
const fee = 1_000

const all = (shop: ShopProcess, reference: string): Promise<readonly TopUp[]> => shop.command('topUps', { reference })

const topUps: Subject = {
  find: async (shop, reference) =>
    (await all(shop, reference)).map(({ id, status, partnerReferenceNo: number }) => ({ id, status, number })),
  held: (sim, number) => sim.books().topUps[number]?.given ?? 0,
  open: new Set(['confirmed', 'sent', 'unknown']),
}

/** All stories top the same customer up. */
async function signUp({ sim }: Cast): Promise<void> {
  if (sim.books().balances[phone] === undefined) sim.addCustomer({ phone })
}

async function payIn(cast: Cast): Promise<void> {
  await signUp(cast)
  if (cast.sim.books().deposits < amount + fee) cast.sim.fundDeposit({ amount: amount + fee })
}

async function ask({ shop, reference }: Cast): Promise<void> {
  await shop.command('inquire', { reference, amount, phone })
}

/** The shopper has seen the fee, and is about to confirm. */
const asked = (cast: Cast): Promise<void> => payIn(cast).then(() => ask(cast))

/** Confirms what is shown, or asks first; the order itself pays for it. */
async function topUp(cast: Cast): Promise<void> {
  const { shop, reference } = cast
  if ((await all(shop, reference)).at(-1)?.status !== 'inquired') await ask(cast)
  await shop.command('confirm', { id: (await all(shop, reference)).at(-1)?.id, reference })
}

const played = (cast: Cast): Promise<void> => topUp(cast).then(() => cast.advance(1_000))

/** A shopper who comes back: confirms what is shown, or asks again, unless the money is gone or may be. */
async function comeBack(cast: Cast): Promise<void> {
  const found = await all(cast.shop, cast.reference)
  if (found.some(({ status }) => status === 'succeeded')) return
  // What OVO never heard of is not known to be lost before an hour is over.
  if (found.some(({ status }) => topUps.open.has(status))) return cast.advance(20 * 60_000)
  await topUp(cast)
}

/** One who takes no for an answer. */
async function comeBackOnce(cast: Cast): Promise<void> {
  const found = await all(cast.shop, cast.reference)
  if (!found.some(({ status }) => status === 'failed')) await comeBack(cast)
}

const done = { about: topUps, holds: amount, status: 'succeeded', heard: ['topped-up'] } as const
const notDone = { about: topUps, holds: 0, status: 'failed', heard: ['top-up-failed'] } as const

export const topUpStories: readonly Story[] = [
  {
    name: 'topped up, after an inquiry that nobody confirmed',
    freshToken: true,
    prepare: payIn,
    play: async (cast) => {
      await ask(cast)
      await cast.advance(10 * 60_000 + 1)
      await played(cast)
    },
    retry: comeBack,
    ...done,
  },
  {
    name: 'transfer answer lost',
    prepare: asked,
    play: async (cast) => {
      cast.sim.faults.add({ operation: 'top-up.transfer', fault: 'lose-response' })
      await topUp(cast)
      await cast.advance(3_000)
    },
    retry: comeBack,
    ...done,
  },
  {
    // Before any story that leaves something in the deposit.
    name: 'deposit used up',
    prepare: (cast) => signUp(cast).then(() => ask(cast)),
    play: played,
    retry: comeBackOnce,
    ...notDone,
    heard: ['top-up-failed', 'top-up-attention'],
  },
  {
    name: 'transfer cut before it arrived',
    prepare: asked,
    play: async (cast) => {
      cast.sim.faults.add({ operation: 'top-up.transfer', fault: 'refuse-before' })
      await topUp(cast)
      await cast.advance(310_000)
      await cast.advance(3_600_000)
    },
    retry: comeBackOnce,
    ...notDone,
    // Whoever dies before it is sent comes back to an OVO that does it.
    or: [done],
  },
  {
    name: 'fails at OVO, later',
    prepare: asked,
    play: async (cast) => {
      cast.sim.faults.add({ operation: 'top-up.transfer', fault: 'fail-late', delayMillis: 1_500 })
      await topUp(cast)
      await cast.advance(3_000)
    },
    retry: comeBackOnce,
    ...notDone,
    or: [done],
  },
]
