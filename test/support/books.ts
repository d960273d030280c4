import assert from 'node:assert/strict'
import type { Ovo, Payment, Refund, TopUp } from '@ovokit/core'
import type { Simulator } from '@ovokit/simulator'

/** What a test may leave open, on purpose. */
export interface BooksOptions {
  /**
   * The test ends before the shop could know everything: money that OVO holds for the shop, or has given back, need not
   * have been found yet. What the shop does call paid or refunded must be so all the same.
   */
  readonly unsettled?: boolean
}

/**
 * Audits a shop against OVO's own ledger, which knows nothing of the shop's: no rupiah is made or lost, and the shop's
 * word on every payment is what OVO's books say.
 */
export async function checkBooks(
  { sim, ovo }: { readonly sim: Simulator; readonly ovo: Ovo },
  { unsettled = false }: BooksOptions = {},
): Promise<void> {
  await sim.idle()
  const { customers, shop, deposits, fees, inFlight, opening, shopBy, topUps } = sim.books()
  assert.equal(customers + shop + deposits + fees + inFlight, opening, 'OVO’s books balance')
  assert.equal(inFlight, 0, 'no money is on its way when OVO is idle')
  const payments = await ovo.payments.recent({ limit: 100_000 })
  const names = new Set(payments.map(keyOf))
  for (const payment of payments) {
    const held = shopBy[keyOf(payment)] ?? 0
    const refunds = await ovo.payments.refunds(payment.id)
    assert.ok(
      fits({ payment, refunds, held, unsettled }),
      `${describe(payment)}, and by OVO’s books the shop holds ${held} of it`,
    )
  }
  const strays = Object.entries(shopBy).filter(([name, held]) => held !== 0 && !names.has(name))
  assert.deepEqual(strays, [], 'the shop holds no money that it has no record of')
  checkTopUps(await ovo.topUp.recent({ limit: 100_000 }), { given: topUps, unsettled })
}

/** What has left the deposit is what the shop calls done, and nothing has paid for two. */
function checkTopUps(
  topUps: readonly TopUp[],
  { given, unsettled }: { given: ReturnType<Simulator['books']>['topUps']; unsettled: boolean },
): void {
  const spent = new Map<string, string>()
  for (const topUp of topUps) {
    const { reference, status, amount, partnerReferenceNo } = topUp
    const arrived = given[keyOfTopUp(topUp)]?.given ?? 0
    const about = `${reference} (${partnerReferenceNo}) is ${status} for ${amount}, and by OVO’s books ${arrived} arrived`
    const isOpen = status === 'sent' || status === 'unknown'
    assert.ok(
      isOpen ? unsettled && [0, amount].includes(arrived) : arrived === (status === 'succeeded' ? amount : 0),
      about,
    )
    if (status === 'inquired' || status === 'failed') continue
    const key = `${topUp.merchant}/${topUp.funding}`
    assert.equal(spent.get(key), undefined, `${about}; its funding has paid for another, too`)
    spent.set(key, reference)
  }
  const known = new Set(topUps.map(keyOfTopUp))
  const strays = Object.entries(given).filter(([name, one]) => one.given !== 0 && !known.has(name))
  assert.deepEqual(strays, [], 'nobody was topped up that the shop has no record of')
}

const keyOfTopUp = ({ merchant, partnerReferenceNo }: TopUp): string =>
  merchant === 'default' ? partnerReferenceNo : `${merchant}/${partnerReferenceNo}`

function fits(audited: {
  readonly payment: Payment
  readonly refunds: readonly Refund[]
  readonly held: number
  readonly unsettled: boolean
}): boolean {
  const { payment, refunds, held, unsettled } = audited
  const { status, amount } = payment
  const sumOf = (wanted: readonly Refund['status'][]): number =>
    refunds.reduce((sum, refund) => (wanted.includes(refund.status) ? sum + refund.amount : sum), 0)
  const left = amount - sumOf(['succeeded'])
  switch (status) {
    case 'paid':
      // Nobody knows until OVO has said so: whether a refund that has no clear answer has happened, it may.
      return held === left || (unsettled && held < left && held >= left - sumOf(['unknown', 'pending']))
    case 'refunded':
      return held === 0
    default:
      return held === 0 || (unsettled && held === amount)
  }
}

/** As the simulator names it: its default partner is the shop's default merchant. */
const keyOf = (payment: Payment): string =>
  payment.merchant === 'default' ? numberOf(payment) : `${payment.merchant}/${numberOf(payment)}`

/** What OVO knows it by. */
const numberOf = (payment: Payment): string =>
  payment.method === 'push-to-pay' ? payment.merchantInvoice : payment.partnerReferenceNo

const describe = (payment: Payment): string => {
  const { reference, status, amount, refund } = payment
  return `${reference} (${numberOf(payment)}) is ${status} for ${amount}${refund === null ? '' : `, its refund ${refund.status}`}`
}
