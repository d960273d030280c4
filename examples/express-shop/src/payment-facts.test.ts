import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Fact, paymentFacts } from './payment-facts.ts'
import { startShop, type TestShop } from './testing/start-shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop.close())

async function factsOf(reference: string, phone: string): Promise<ReadonlyMap<string, string>> {
  const createdAt = shop.ovo.now().toISOString()
  await shop.orders.add({ id: reference, visitor: 'v', lines: [], total: 25_000, status: 'open', createdAt, notes: {} })
  const { id } = await shop.ovo.pushToPay.start({ reference, amount: 25_000, phone })
  await shop.ovo.payments.settled(id)
  return new Map<Fact[0], Fact[1]>(paymentFacts(await shop.ovo.payments.get(id), shop.ovo.now()))
}

test('a paid push has its names at OVO, and the hours in which it can go back', async () => {
  const facts = await factsOf('A', '081200009000')
  const push = shop.sim.pushes().at(-1)
  expect(facts.get('Paid by')).toBe('OVO Push To Pay')
  expect(facts.get('Phone')).toBe('0812****9000')
  expect(facts.get('Merchant invoice')).toBe(push?.merchantInvoice)
  expect(facts.get('Batch · reference')).toBe(`${push?.batchNo} · 000001`)
  expect(facts.get('Approval code')).toMatch(/^\d+$/)
  expect(facts.has('Why')).toBe(false)
  // The shop opens at eleven.
  expect(facts.get('Can go back for')).toMatch(/^12 h 5\d min, in full$/)
})

test('one that failed says why, and has nothing to give back', async () => {
  const facts = await factsOf('B', '081200009026')
  expect(facts.get('Why')).toBe('refused · 26')
  expect(facts.has('Can go back for')).toBe(false)
})

test('a QR has other names', async () => {
  const payment = await shop.ovo.qris.start({ reference: 'C', amount: 25_000 })
  expect(paymentFacts(payment, shop.ovo.now())).toEqual([
    ['Paid by', 'QRIS'],
    ['Our number', payment.partnerReferenceNo],
    ['OVO’s number', payment.referenceNo],
  ])
})
