import { ApiProperty } from '@nestjs/swagger'
import { IsIn } from 'class-validator'

/** The whole range; prices in rupiah. */
export const menu = {
  'Kopi susu': { price: 18_000, detail: 'Robusta Temanggung, susu segar, gula aren.' },
  'Es teh': { price: 8_000, detail: 'Teh melati, tidak terlalu manis.' },
  'Nasi goreng': { price: 32_000, detail: 'Kampung, dengan telur, kerupuk dan acar.' },
  'Nasi tumpeng': { price: 450_000, detail: 'Untuk sepuluh orang. Sepersepuluhnya kembali ke OVO Anda.' },
} as const

export type Item = keyof typeof menu

const items = Object.keys(menu)

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

/** What a paid order gives back as OVO balance: a tenth from Rp100.000 on, since OVO takes no top-up under Rp10.000. */
export const cashbackOf = ({ total }: Pick<Order, 'total'>): number => (total < 100_000 ? 0 : Math.floor(total / 10))
