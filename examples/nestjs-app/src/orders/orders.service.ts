import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Database } from '../database/database.ts'
import { type Item, menu, type Order } from './order.ts'

const columns = 'id, item, total, status, note'

@Injectable()
export class OrdersService {
  constructor(private readonly database: Database) {}

  async create(visitor: string, item: Item): Promise<Order> {
    const id = randomUUID()
    const { rows } = await this.database.query<Order>(
      `insert into orders (id, visitor, item, total) values ($1, $2, $3, $4) returning ${columns}`,
      [id, visitor, item, menu[item].price],
    )
    return rows[0] as Order
  }

  async findOf(visitor: string, id: string): Promise<Order | null> {
    const { rows } = await this.database.query<Order>(`select ${columns} from orders where id = $1 and visitor = $2`, [
      id,
      visitor,
    ])
    return rows[0] ?? null
  }

  /** Newest first. */
  async allOf(visitor: string): Promise<readonly Order[]> {
    const { rows } = await this.database.query<Order>(
      `select ${columns} from orders where visitor = $1 order by created_at desc`,
      [visitor],
    )
    return rows
  }

  /** Once per event, however often it comes: the event's id and what it does are one statement. */
  async settle(eventId: string, id: string, change: { status?: Order['status']; note?: string }): Promise<void> {
    await this.database.query(
      `with fresh as (insert into handled_events (id) values ($1) on conflict do nothing returning id)
       update orders set status = coalesce($3, status), note = coalesce($4, note)
       where id = $2 and exists (select 1 from fresh)`,
      [eventId, id, change.status ?? null, change.note ?? null],
    )
  }
}
