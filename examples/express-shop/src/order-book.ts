import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

export interface Order {
  readonly id: string
  readonly visitor: string
  readonly lines: ReadonlyArray<{ readonly name: string; readonly quantity: number; readonly sum: number }>
  /** Whole rupiah. */
  readonly total: number
  readonly status: 'open' | 'paid' | 'refunded'
  readonly createdAt: string
  /** What a person should look at, by the event that said so. */
  readonly notes: Readonly<Record<string, string>>
}

/** The shop's own orders. */
export interface OrderBook {
  add(order: Order): Promise<void>
  find(id: string): Order | undefined
  /** Newest first. */
  all(): readonly Order[]
  /** Resolves when the change is on disk. */
  change(id: string, change: (order: Order) => Order): Promise<void>
}

/** Keeps orders in one JSON file: written whole to a second file, flushed, then put in place of the first. */
export async function openOrderBook(file: string): Promise<OrderBook> {
  await mkdir(dirname(file), { recursive: true })
  const orders = new Map<string, Order>()
  for (const order of await read(file)) orders.set(order.id, order)
  let written = Promise.resolve()

  const save = (): Promise<void> => {
    written = written.catch(() => undefined).then(() => write(file, [...orders.values()]))
    return written
  }

  return {
    add: (order) => {
      orders.set(order.id, order)
      return save()
    },
    find: (id) => orders.get(id),
    all: () => [...orders.values()].reverse(),
    change: async (id, change) => {
      const order = orders.get(id)
      if (order === undefined) throw new Error(`there is no order ${id}`)
      orders.set(id, change(order))
      await save()
    },
  }
}

async function read(file: string): Promise<readonly Order[]> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Order[]
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

async function write(file: string, orders: readonly Order[]): Promise<void> {
  const handle = await open(`${file}.next`, 'w', 0o600)
  try {
    await handle.writeFile(JSON.stringify(orders, null, 1))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(`${file}.next`, file)
}
