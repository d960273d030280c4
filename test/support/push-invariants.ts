import assert from 'node:assert/strict'
import { type HistoryLine, type OvoEvent, type PushToPayPayment, shopperView } from '@ovokit/core'
import type { Simulator } from '@ovokit/simulator'
import type { Sending } from './time-network.ts'

/** All that was seen of a run, by the shop and by OVO. */
export interface Audit {
  readonly sim: Simulator
  readonly now: number
  readonly payments: readonly PushToPayPayment[]
  readonly histories: ReadonlyMap<string, readonly HistoryLine[]>
  readonly events: readonly OvoEvent[]
  readonly sendings: readonly Sending[]
  readonly kills: number
  /** When no process of the shop lived. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[]
}

/** What must hold at every moment, whatever has happened. */
export function checkAlways({ sim, payments, sendings, now }: Audit): void {
  const { customers, shop, inFlight, opening, invoices } = sim.books()
  assert.equal(customers + shop + inFlight, opening, 'OVO’s books balance')
  const pushed = sendings.filter(({ operation }) => operation === 'pos.push')
  assert.equal(new Set(pushed.map(({ merchantInvoice }) => merchantInvoice)).size, pushed.length, 'no push twice (G6)')
  const pairs = payments.map(({ batchNo, referenceNumber }) => `${batchNo}/${referenceNumber}`)
  assert.equal(new Set(pairs).size, pairs.length, 'no numbers twice')
  const known = new Set(payments.map(({ merchantInvoice }) => merchantInvoice))
  for (const { merchantInvoice, operation } of sendings)
    assert.ok(known.has(merchantInvoice), `${operation} was stored before it was sent (G1)`)
  for (const reference of new Set(payments.map((payment) => payment.reference))) {
    const attempts = payments.filter((payment) => payment.reference === reference)
    const invoicesOf = new Set(attempts.map(({ merchantInvoice }) => merchantInvoice))
    const payable = sim.pushes().filter((push) => push.state === 'pending' && invoicesOf.has(push.merchantInvoice))
    assert.ok(payable.length <= 1, `${reference}: one prompt at a time (G6)`)
    const accepted = attempts.filter(({ status, isOrphan }) => status === 'paid' && !isOrphan)
    assert.ok(accepted.length <= 1, `${reference}: paid once (G6)`)
  }
  for (const payment of payments) {
    const theirs = invoices[payment.merchantInvoice]?.state
    const about = `${payment.reference} (${payment.merchantInvoice})`
    // A void that OVO has done and the shop has not heard of yet leaves it paid.
    if (payment.status === 'paid') assert.ok(theirs === 'paid' || theirs === 'voided', `${about}: paid means so (G4)`)
    if (payment.status === 'refunded') assert.equal(theirs, 'voided', `${about}: refunded means so`)
    if (['created', 'pushed', 'unknown', 'reversing'].includes(payment.status)) {
      const shown = shopperView(payment, new Date(now)).status
      const says = ['preparing', 'confirm', 'checking', 'cancelled']
      assert.ok(says.includes(shown), `${about}: ${payment.status} is never shown as an outcome (G2), but as ${shown}`)
    }
    assert.ok(Number.isInteger(payment.amount), `${about}: whole rupiah (G10)`)
    checkTimes(payment, sendings)
  }
}

/** Not before its time: the customer's window is the customer's, and OVO's session OVO's. */
function checkTimes(payment: PushToPayPayment, sendings: readonly Sending[]): void {
  for (const sending of sendings) {
    if (sending.merchantInvoice !== payment.merchantInvoice) continue
    const after = sending.at - pushedAt(payment)
    if (sending.operation === 'pos.push') assert.ok(after <= 1_000, 'a push leaves at once or never')
    if (sending.operation === 'pos.status')
      assert.ok(after >= 60_000, `asked ${after} ms after the push, not from 60 s on`)
    if (sending.operation === 'pos.reversal')
      assert.ok(after >= 65_000, `reversed ${after} ms after the push, inside the customer's window (G3)`)
  }
}

/** What must hold when everything has had its time. */
export function checkAtTheEnd({ sim, payments, events }: Audit): void {
  const { invoices, inFlight } = sim.books()
  assert.equal(inFlight, 0, 'no money is on its way')
  const known = new Set(payments.map(({ merchantInvoice }) => merchantInvoice))
  for (const invoice of Object.keys(invoices))
    assert.ok(known.has(invoice), 'OVO has no push that the shop has not (G1)')
  for (const payment of payments) {
    const kept = invoices[payment.merchantInvoice]?.kept ?? 0
    const about = `${payment.reference} (${payment.merchantInvoice}) is ${payment.status}, and OVO keeps ${kept} of it`
    const mine = events.filter((event) => event.payment.id === payment.id)
    const raised = mine.some(({ type }) => type === 'attention')
    // What no rule may decide is a person's, who has been told.
    if (payment.needsDecision) {
      assert.ok(raised, `${about}: needs a person, who was not told (G2)`)
      continue
    }
    const settled = ['paid', 'refunded', 'declined', 'failed', 'reversed']
    assert.ok(settled.includes(payment.status), `${about}: nothing is left unknown (G2)`)
    assert.equal(kept, payment.status === 'paid' ? payment.amount : 0, `${about}: no silent deduction (G3)`)
    if (payment.status === 'paid' && payment.isOrphan)
      assert.ok(raised, `${about}: an orphan that stays is raised (G7)`)
    checkEvents(payment, mine)
  }
}

function checkEvents({ status, isOrphan, merchantInvoice }: PushToPayPayment, mine: readonly OvoEvent[]): void {
  const heard = (type: string): number => new Set(mine.filter((event) => event.type === type).map(({ id }) => id)).size
  const isAccepted = ['paid', 'refunded'].includes(status) && !isOrphan
  const outcomes: Readonly<Record<string, boolean>> = {
    paid: isAccepted,
    voided: status === 'refunded',
    reversed: status === 'reversed',
    failed: status === 'failed' || status === 'declined',
  }
  for (const [type, isExpected] of Object.entries(outcomes))
    assert.equal(heard(type), isExpected ? 1 : 0, `${merchantInvoice} is ${status}; ${type} is heard under one id (G5)`)
  const order = mine.map(({ type }) => type)
  if (isAccepted && status === 'refunded') assert.ok(order.indexOf('paid') < order.indexOf('voided'), 'in order (G5)')
}

/** When the push was let go: the customer has 55 s from then. */
export const pushedAt = ({ expiresAt }: PushToPayPayment): number => expiresAt.getTime() - 55_000
