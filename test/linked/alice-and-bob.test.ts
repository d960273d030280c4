import { createOvo, type LinkAttempt, memoryStore, type Ovo, type Payment } from '@ovokit/core'
import { type Simulator, startSimulator } from '@ovokit/simulator'
import { expect, test } from 'vitest'
import { hearStore } from '../secrets/hear-shop.ts'
import { openStage } from '../support/crash-stage.ts'
import { credentials, testEncryptionKey } from '../support/shop.ts'
import type { ShopProcess } from '../support/spawn-shop.ts'
import { kept, link, returnUrl } from '../support/wallet.ts'

const people = Array.from({ length: 200 }, (_, n) => ({
  customer: `customer ${n}`,
  phone: `0812${String(10_000 + n).padStart(8, '0')}`,
  // Everybody's own, so that a swapped account shows in the books too.
  amount: 20_000 + n,
}))
const phoneOf = new Map(people.map(({ customer, phone }) => [customer, phone]))

async function openOne(sim: Simulator): Promise<Ovo> {
  const ovo = createOvo({
    environment: { snap: sim.url },
    store: hearStore(memoryStore({ timeOffset: () => sim.clock.offset() })),
    encryptionKey: testEncryptionKey,
    merchants: { default: { snap: credentials(sim, sim.partner()) } },
  })
  await ovo.start({ worker: false })
  return ovo
}

/** Whom OVO took the money from, and whom the shop thinks that it was, by OVO's own word. */
async function checkWhoPaid(sim: Simulator, found: readonly Payment[]): Promise<void> {
  const payments = found.filter((one) => one.method === 'linked')
  expect(payments).toHaveLength(people.length)
  const customerOf = new Map(payments.map(({ partnerReferenceNo, customer }) => [partnerReferenceNo, customer]))
  const strays = sim
    .linkedPayments()
    .filter(({ partnerReferenceNo, phone }) => phoneOf.get(customerOf.get(partnerReferenceNo) ?? '') !== phone)
  expect(strays, 'everybody paid for themselves').toEqual([])
  expect(new Set(payments.map(({ status }) => status))).toEqual(new Set(['paid']))
  const { balances } = sim.books()
  for (const { phone, amount } of people) expect(balances[phone]).toBe(100_000 - amount)
}

const name = (how: string): string =>
  `200 customers pay at once through ${how}, each with their own token, also when all tokens die`

/** Nobody's token was renewed by, or for, anybody else: at most once each. */
function checkRenewals(sim: Simulator): void {
  const refreshed = sim.requests.flatMap(({ body }) => /"refreshToken":"([^"]+)"/.exec(body)?.[1] ?? [])
  expect(new Set(refreshed).size).toBe(refreshed.length)
}

test(name('one process'), { timeout: 120_000 }, async () => {
  const sim = await startSimulator({ partners: [{ pinless: true }] })
  const ovo = await openOne(sim)
  try {
    for (const { phone } of people) sim.addCustomer({ phone, balance: 100_000 })
    await Promise.all(people.map((person) => link({ ovo, sim }, person.customer, person)))
    sim.faults.add({ operation: 'linked.pay', fault: 'token-expired' })
    await Promise.all(
      people.map(({ customer, amount }, turn) =>
        ovo.linked.start({ reference: `ORDER-${turn}`, amount, customer, returnUrl }),
      ),
    )
    await checkWhoPaid(sim, await ovo.payments.recent({ limit: 1_000 }))
    checkRenewals(sim)
    const balances = await Promise.all(people.map(({ customer }) => ovo.links.balance({ customer })))
    expect(balances.map(({ cash }) => cash)).toEqual(people.map(({ amount }) => 100_000 - amount))
  } finally {
    await ovo.close()
    await sim.close()
  }
})

test(name('two processes'), { timeout: 120_000 }, async () => {
  const stage = await openStage()
  const scene = await stage.scene('postgres', { partners: [{ pinless: true }] })
  try {
    const { sim } = scene
    for (const { phone } of people) sim.addCustomer({ phone, balance: 100_000 })
    const shops = [await scene.open(), await scene.open()]
    const one = (turn: number): ShopProcess => shops[turn % shops.length] as ShopProcess
    await Promise.all(
      people.map(async ({ customer, phone }, turn) => {
        const { page } = await one(turn).command<LinkAttempt>('link', { customer, phone, returnUrl })
        const back = await sim.approveLink({ page })
        if (!back.ok) throw new Error(`OVO's pages ended with ${back.reason}`)
        const url = kept(new URL(back.returnUrl))
        expect(await one(turn).command('complete', { customer, url })).toMatchObject({ outcome: 'linked' })
      }),
    )
    sim.faults.add({ operation: 'linked.pay', fault: 'token-expired' })
    // Whoever linked in one process pays in the other.
    await Promise.all(
      people.map(({ customer, amount }, turn) =>
        one(turn + 1).command('pay', { reference: `ORDER-${turn}`, amount, customer, returnUrl }),
      ),
    )
    const find = async (): Promise<Payment[]> =>
      (await Promise.all(people.map((_, turn) => one(turn).find(`ORDER-${turn}`)))).flat() as unknown as Payment[]
    // An answer that a busy process did not wait for leaves one that is asked about.
    const open = async (): Promise<number> => (await find()).filter(({ status }) => status !== 'paid').length
    await expect.poll(open, { timeout: 60_000, interval: 1_000 }).toBe(0)
    await checkWhoPaid(sim, await find())
    checkRenewals(sim)
  } finally {
    await scene.close()
    await stage.close()
  }
})
