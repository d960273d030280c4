import { readFileSync, renameSync, writeFileSync } from 'node:fs'

export interface Order {
  readonly reference: string
  /** Whole rupiah. */
  readonly amount: number
  /** What the shop wants of a push that only a status check calls paid. */
  readonly onLateSuccess: 'accept' | 'reverse'
  readonly isPaid: boolean
  /** What OvoKit has told the shop about it, each event once. */
  readonly heard: readonly { readonly id: string; readonly type: string }[]
}

/** The shop's own orders, in a file: whatever database a real shop has. */
export interface Orders {
  add(order: Pick<Order, 'reference' | 'amount'> & Partial<Pick<Order, 'onLateSuccess'>>): Order
  find(reference: string): Order | null
  /** Takes an event. Hearing it twice changes nothing. */
  hear(reference: string, event: { readonly id: string; readonly type: string }): void
}

export function openOrders(path: string): Orders {
  const orders = new Map<string, Order>(load(path))
  const save = (order: Order): Order => {
    orders.set(order.reference, order)
    writeFileSync(`${path}.new`, JSON.stringify([...orders]))
    renameSync(`${path}.new`, path)
    return order
  }
  return {
    add: (order) => save({ onLateSuccess: 'accept', ...order, isPaid: false, heard: [] }),
    find: (reference) => orders.get(reference) ?? null,
    hear: (reference, event) => {
      const order = orders.get(reference)
      if (order === undefined || order.heard.some(({ id }) => id === event.id)) return
      save({ ...order, isPaid: order.isPaid || event.type === 'paid', heard: [...order.heard, event] })
    },
  }
}

function load(path: string): [string, Order][] {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as [string, Order][]
  } catch {
    return []
  }
}
