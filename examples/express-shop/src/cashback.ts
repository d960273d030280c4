import type { Order } from './order-book.ts'

/** What a paid order gives back as OVO balance: a tenth, in whole rupiah. Whether OVO takes so little is OVO's to say. */
export const cashbackOf = ({ total }: Pick<Order, 'total'>): number => Math.floor(total / 10)
