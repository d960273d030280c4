import { ApiProperty } from '@nestjs/swagger'
import { IsIn } from 'class-validator'

/** The whole range, in rupiah. */
export const prices = { 'kopi susu': 18_000, 'es teh': 8_000, 'nasi goreng': 32_000 } as const

export type Item = keyof typeof prices

const items = Object.keys(prices)

export class CreateOrder {
  @ApiProperty({ enum: items })
  @IsIn(items)
  item!: Item
}

export class Order {
  @ApiProperty() id!: string
  @ApiProperty() item!: string
  @ApiProperty({ description: 'Whole rupiah' }) total!: number
  @ApiProperty({ enum: ['open', 'paid', 'refunded'] }) status!: 'open' | 'paid' | 'refunded'
  @ApiProperty({ type: String, nullable: true }) note!: string | null
}
