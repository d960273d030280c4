import type { Ovo } from '@ovokit/core'
import type { OrderBook } from './order-book.ts'

/**
 * Carries what happens to payments and cashbacks into the shop's orders. Events come at least once, so each handler leaves the order
 * as it is when it comes again; a handler that throws is called again later.
 */
export function followPayments(ovo: Ovo, orders: OrderBook): void {
  ovo.on('paid', ({ reference }) =>
    orders.change(reference, (order) => (order.status === 'open' ? { ...order, status: 'paid' } : order)),
  )
  // A QRIS payment is refunded, a push is voided: the same to the order.
  for (const type of ['refunded', 'voided'] as const) {
    ovo.on(type, ({ reference, payment }) =>
      // Money that came twice and went back once, or that went back in part, leaves the order paid.
      orders.change(reference, (order) =>
        payment.isOrphan || payment.status !== 'refunded' ? order : { ...order, status: 'refunded' },
      ),
    )
  }
  for (const type of ['refund-failed', 'void-failed', 'attention'] as const) {
    ovo.on(type, ({ id, reference, attention, refund }) => {
      const note = attention?.message ?? `OVO refused to give the money back (${refund?.responseCode ?? 'no code'})`
      return orders.change(reference, (order) => ({ ...order, notes: { ...order.notes, [id]: note } }))
    })
  }
  // The deposit is used up, OVO refused a cashback, or it does not say what became of one.
  for (const type of ['top-up-failed', 'top-up-attention'] as const) {
    ovo.on(type, ({ id, reference, attention, topUp }) => {
      const note = attention?.message ?? `OVO did not take the cashback (${topUp.responseCode ?? 'no code'})`
      return orders.change(reference, (order) => ({ ...order, notes: { ...order.notes, [id]: note } }))
    })
  }
}
