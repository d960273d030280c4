import { setTimeout as pause } from 'node:timers/promises'
import { amount, type Cast, type Story } from './stories.ts'

/** Phones that decide by themselves, by their last four digits. */
const phones = {
  approves: '081200009000',
  ignores: '081200009001',
  approvesUnheard: '081200009002',
  rejects: '081200009017',
  waits: '081298760001',
}

interface Wanted {
  readonly phone: string
  readonly onLateSuccess?: 'accept' | 'reverse'
}

const push = ({ shop, reference }: Cast, wanted: Wanted): Promise<unknown> =>
  shop.command('push', { reference, amount, ...wanted })

const latest = async ({ shop, reference }: Cast) => (await shop.find(reference)).at(-1)

/** The push has left: what is not sent within a second never is. Ends with the process, if that dies. */
async function sent(cast: Cast): Promise<void> {
  const hasArrived = (): boolean =>
    cast.sim.pushes().some(({ merchantInvoice }) => merchantInvoice.startsWith(`${cast.reference}-`))
  for (let tries = 0; tries < 200 && !hasArrived(); tries++) {
    await latest(cast)
    await pause(5)
  }
}

/** OVO's answer comes to whoever sent the push, whenever it comes; until it is stored, or is known to be no answer. */
async function answered(cast: Cast): Promise<void> {
  let looks = 0
  for (let tries = 0; tries < 100 && looks < 3 && (await latest(cast))?.status === 'pushed'; tries++) {
    await pause(5)
    looks = (await cast.shop.command<boolean>('isIdle')) ? looks + 1 : 0
  }
}

/** A shopper who comes back: pushes again when the last push came to nothing that the story tells of. */
const comeBack =
  (wanted: Wanted, ...ends: readonly string[]) =>
  async (cast: Cast): Promise<void> => {
    const payments = await cast.shop.find(cast.reference)
    const isOver = ({ status }: { status: string }): boolean => ['failed', 'reversed', 'declined'].includes(status)
    if (payments.some(({ status }) => ends.includes(status)) || !payments.every(isOver)) return
    await push(cast, wanted)
    await pause(20)
  }

/** The customer's minute, OVO's session, the asking at 60 s. */
async function silence(cast: Cast): Promise<void> {
  await cast.advance(61_000)
  await answered(cast)
}

/** The reversal at 65 s, and the asking after it. */
async function undone(cast: Cast): Promise<void> {
  await cast.advance(4_000)
  await cast.advance(3_000)
}

async function pushUnheard(cast: Cast): Promise<void> {
  await push(cast, { phone: phones.approvesUnheard, onLateSuccess: 'reverse' })
  await sent(cast)
}

async function pay(cast: Cast): Promise<void> {
  await push(cast, { phone: phones.approves })
  await answered(cast)
  await cast.advance(1_000)
}

async function voidIt(cast: Cast): Promise<void> {
  const paid = (await cast.shop.find(cast.reference)).find(({ status }) => status === 'paid')
  if (paid !== undefined) await cast.shop.refund(paid.id)
}

const paid = { holds: amount, status: 'paid', heard: ['paid'] } as const
const reversed = { holds: 0, status: 'reversed', heard: ['reversed'] } as const
const voided = { holds: 0, status: 'refunded', heard: ['paid', 'voided'] } as const

/** A push's whole life, in pieces, each killed at every effect that it has. */
export const pushStories: readonly Story[] = [
  { name: 'approved', play: pay, retry: comeBack({ phone: phones.approves }, 'paid'), ...paid },
  {
    name: 'rejected',
    play: async (cast) => {
      await push(cast, { phone: phones.rejects })
      await sent(cast)
      await cast.advance(3_500)
      await answered(cast)
      await cast.advance(500)
    },
    retry: comeBack({ phone: phones.rejects }, 'declined'),
    holds: 0,
    status: 'declined',
    heard: ['failed'],
  },
  {
    name: 'ignored, then reversed',
    play: async (cast) => {
      await push(cast, { phone: phones.ignores })
      await sent(cast)
      await silence(cast)
      await undone(cast)
    },
    retry: comeBack({ phone: phones.ignores }, 'reversed'),
    ...reversed,
  },
  {
    name: 'approved with the answer lost, accepted',
    prepare: async (cast) => {
      await push(cast, { phone: phones.approvesUnheard })
      await sent(cast)
    },
    play: async (cast) => {
      cast.sim.faults.add({ operation: 'pos.status', fault: 'garbage' })
      await silence(cast)
      await cast.advance(2_000)
    },
    retry: async () => {},
    ...paid,
    // Whoever dies in the asking and is not back by 65 s reverses: only a status of paid keeps anybody from that.
    or: [reversed],
  },
  {
    name: 'approved with the answer lost, reversed',
    play: async (cast) => {
      await pushUnheard(cast)
      await answered(cast)
      await silence(cast)
      await undone(cast)
    },
    retry: comeBack({ phone: phones.approvesUnheard, onLateSuccess: 'reverse' }, 'reversed'),
    ...reversed,
  },
  {
    name: 'reversed with the answer lost',
    prepare: async (cast) => {
      await pushUnheard(cast)
      await silence(cast)
    },
    play: async (cast) => {
      cast.sim.faults.add({ operation: 'pos.reversal', fault: 'lose-response' })
      await undone(cast)
      await undone(cast)
    },
    retry: async () => {},
    ...reversed,
  },
  {
    name: 'cancelled, then approved',
    prepare: async (cast) => {
      if (!cast.sim.customers().some(({ phone }) => phone === phones.waits))
        cast.sim.addCustomer({ phone: phones.waits, balance: 1_000_000 })
      await push(cast, { phone: phones.waits })
      await sent(cast)
      await cast.shop.command('cancel', { id: (await latest(cast))?.id })
    },
    play: async (cast) => {
      await cast.sim.approvePush({ phone: phones.waits })
      await answered(cast)
      await cast.advance(1_000)
    },
    retry: async () => {},
    holds: 0,
    status: 'refunded',
    heard: ['voided'],
    // Whoever dies with the answer in hand knows of the money only by asking, and then it goes back as a reversal.
    or: [reversed],
  },
  {
    name: 'held up before it was let go',
    prepare: async (cast) => {
      await cast.shop.command('arm', { pauseAt: 'after commit started #1' })
      push(cast, { phone: phones.approves }).catch(() => {})
      while (!(await cast.shop.command('isPaused'))) await pause(5)
    },
    play: async (cast) => {
      await cast.advance(6_000)
      await cast.shop.command('go')
      await cast.advance(1_000)
    },
    retry: async () => {},
    holds: 0,
    status: 'failed',
    heard: ['failed'],
  },
  { name: 'void', prepare: pay, play: voidIt, retry: voidIt, ...voided },
  {
    name: 'void with the answer lost',
    prepare: pay,
    play: async (cast) => {
      cast.sim.faults.add({ operation: 'pos.void', fault: 'lose-response' })
      await voidIt(cast)
      await cast.advance(10_000)
    },
    retry: voidIt,
    ...voided,
  },
  {
    name: 'void cut before it arrived',
    prepare: pay,
    play: async (cast) => {
      cast.sim.faults.add({ operation: 'pos.void', fault: 'refuse-before' })
      await voidIt(cast)
      await cast.advance(10_000)
      await cast.advance(10_000)
    },
    retry: voidIt,
    ...voided,
  },
]
