import type { Payment, TopUp } from '@ovokit/core'
import type { Simulator } from '@ovokit/simulator'
import type { ShopProcess } from './spawn-shop.ts'

/** A piece of a shop's life that is killed at each of its effect boundaries. */
export interface Story {
  readonly name: string
  /** @default payments */
  readonly about?: Subject
  /** The access token has just run out. */
  readonly freshToken?: boolean
  /** Runs undisturbed, before the process is armed. */
  readonly prepare?: (cast: Cast) => Promise<void>
  /** Runs armed: any command may find the process dead. */
  readonly play: (cast: Cast) => Promise<void>
  /** What a shopper or the shop does again after a restart, until nothing more is to be done. */
  readonly retry: (cast: Cast) => Promise<void>
  /** What the shop holds for the order in the end, or the customer was given, by OVO's own books. */
  readonly holds: number
  readonly status: Payment['status'] | TopUp['status']
  /** Events that the shop must have heard, each under one id. */
  readonly heard: readonly string[]
  /** What else must hold in the end. */
  readonly also?: (cast: Cast) => Promise<void>
  /** What a crash in the right moment makes of it instead. */
  readonly or?: readonly Pick<Story, 'status' | 'heard' | 'holds'>[]
}

export interface Cast {
  readonly sim: Simulator
  readonly shop: ShopProcess
  readonly reference: string
  /** Moves everybody's clock and does what falls due. */
  advance(millis: number): Promise<void>
}

/** What a story is about, and how OVO's books know it. */
export interface Subject {
  find(shop: ShopProcess, reference: string): Promise<readonly Found[]>
  /** What OVO's books hold under a number. */
  held(sim: Simulator, number: string): number
  /** What nobody may be left with. */
  readonly open: ReadonlySet<string>
}

interface Found {
  readonly id: string
  readonly status: string
  readonly number: string
}

export const payments: Subject = {
  find: async (shop, reference) =>
    (await shop.find(reference)).map((one) => ({ id: one.id, status: one.status, number: numberOf(one) })),
  held: (sim, number) => sim.books().shopBy[number] ?? 0,
  open: new Set(['created', 'awaiting-scan', 'awaiting-pin', 'pushed', 'unknown', 'reversing']),
}

export const amount = 25_000

/** What OVO knows a payment by. */
export const numberOf = (payment: Partial<{ partnerReferenceNo: string; merchantInvoice: string }>): string =>
  payment.partnerReferenceNo ?? payment.merchantInvoice ?? ''

/** Only these, in their own order. */
export const named = (stories: readonly Story[], ...names: readonly string[]): readonly Story[] =>
  stories.filter(({ name }) => names.includes(name))

async function startAndPay({ sim, shop, reference }: Cast): Promise<void> {
  const payment = await shop.start(reference, amount)
  await sim.pay({ qrContent: payment.qr ?? '' })
  await sim.idle()
}

async function untilPaid(cast: Cast): Promise<void> {
  await startAndPay(cast)
  await cast.advance(1_000)
}

async function payment({
  shop,
  reference,
}: Cast): Promise<{ id: string; status: string; qr: string | null } | undefined> {
  return (await shop.find(reference)).at(-1)
}

/** A shopper who comes back: pays what is shown, or asks for a QR, unless the order is paid. */
async function comeBack(cast: Cast): Promise<void> {
  const { sim, shop, reference } = cast
  const latest = await payment(cast)
  if (latest?.status === 'paid' || latest?.status === 'refunded') return
  if (latest?.status === 'awaiting-scan') {
    await sim.pay({ qrContent: latest.qr ?? '' })
    await sim.idle()
    return
  }
  await startAndPay({ ...cast, shop, reference }).catch((error: { code?: string }) => {
    if (error.code !== 'already-paid' && error.code !== 'attempt-in-progress') throw error
  })
}

async function refund(cast: Cast): Promise<void> {
  const paid = (await cast.shop.find(cast.reference)).find(({ status }) => status === 'paid')
  if (paid !== undefined) await cast.shop.refund(paid.id)
}

async function cancel(cast: Cast): Promise<void> {
  await cast.shop.command('cancel', { id: (await payment(cast))?.id })
}

const paid = { holds: amount, status: 'paid', heard: ['paid'] } as const
const refunded = { holds: 0, status: 'refunded', heard: ['paid', 'refunded'] } as const

export const qrisStories: readonly Story[] = [
  { name: 'paid', freshToken: true, play: untilPaid, retry: comeBack, ...paid },
  {
    name: 'paid, callback dropped',
    play: async (cast) => {
      cast.sim.faults.add({ operation: 'callback', fault: 'drop' })
      await startAndPay(cast)
      await cast.advance(21_000)
    },
    retry: comeBack,
    ...paid,
  },
  {
    name: 'callback after it is paid',
    prepare: untilPaid,
    play: async ({ sim, shop, reference }) => {
      const partnerReferenceNo = numberOf((await shop.find(reference)).at(-1) ?? {})
      // A callback of its own, with a new time and signature: not a repetition of the first.
      await sim.resendCallback({ partnerReferenceNo })
    },
    retry: comeBack,
    ...paid,
  },
  {
    name: 'generate answer lost',
    play: async (cast) => {
      cast.sim.faults.add({ operation: 'qris.generate', fault: 'lose-response' })
      await untilPaid(cast)
    },
    retry: comeBack,
    ...paid,
  },
  {
    name: 'token dies early',
    play: async (cast) => {
      cast.sim.faults.add({ operation: 'qris.generate', fault: 'token-expired' })
      await untilPaid(cast)
    },
    retry: comeBack,
    ...paid,
  },
  {
    name: 'expired, then a new QR',
    play: async (cast) => {
      await cast.shop.start(cast.reference, amount)
      await cast.advance(77_000)
      await untilPaid(cast)
    },
    retry: comeBack,
    ...paid,
    // Whoever dies before the expiry is stored comes back to a QR that can still be paid: then nothing expires.
    heard: ['paid'],
  },
  { name: 'refund', prepare: untilPaid, play: refund, retry: refund, ...refunded },
  {
    name: 'refund answer lost',
    prepare: untilPaid,
    play: async (cast) => {
      cast.sim.faults.add({ operation: 'qris.refund', fault: 'lose-response' })
      await refund(cast)
      await cast.advance(10_000)
    },
    retry: refund,
    ...refunded,
  },
  {
    name: 'refund cut before it arrived',
    prepare: untilPaid,
    play: async (cast) => {
      cast.sim.faults.add({ operation: 'qris.refund', fault: 'refuse-before' })
      await refund(cast)
      await cast.advance(10_000)
      await cast.advance(10_000)
    },
    retry: refund,
    ...refunded,
  },
  {
    name: 'orphan goes back',
    prepare: async (cast) => {
      await cast.shop.start(cast.reference, amount)
      await cancel(cast)
    },
    play: async (cast) => {
      await cast.sim.pay({ qrContent: (await payment(cast))?.qr ?? '' })
      await cast.sim.idle()
      await cast.advance(1_000)
    },
    retry: async () => {},
    holds: 0,
    status: 'refunded',
    heard: ['refunded'],
  },
]
