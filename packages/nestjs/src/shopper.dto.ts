import type { ShopperView } from '@ovokit/core'
import type { ShopperErrorCode } from '@ovokit/core/checkout'
import { IsString, Length } from 'class-validator'
import { openApi } from './open-api.ts'

const { property } = openApi

/** The path of a checkout route. */
export class OrderParams {
  @property(String, "The shop's own id of the order")
  @IsString()
  @Length(1, 200)
  orderId!: string
}

const statuses = ['preparing', 'scan', 'checking', 'paid', 'refunded', 'expired', 'failed', 'cancelled'] as const

/** `ShopperView` as a class, for OpenAPI. */
export class ShopperViewDto implements ShopperView {
  @property(String) id!: string
  @property(String, "The shop's own reference") reference!: string
  @property(Number, 'Whole rupiah') amount!: number
  @property(String, 'Never show `checking` as failed', { enum: statuses }) status!: ShopperView['status']
  @property(String, 'Only while it can be scanned', { nullable: true }) qrContent!: string | null
  @property(Number) secondsLeft!: number
  @property(String, 'ISO 8601. Count down to it from `now`, not from the clock of the phone') expiresAt!: string
  @property(String, "ISO 8601, the server's clock") now!: string
  @property(Boolean) canRegenerate!: boolean
  @property(Boolean) canCancel!: boolean
  @property(Boolean, 'Nothing will change any more unless the shopper acts') isFinal!: boolean
}

class ShopperErrorDetail {
  @property(String, 'Translate by it') code!: ShopperErrorCode
  @property(String, 'Safe to show') message!: string
  @property(String, 'ISO 8601: when asking again makes sense', { required: false }) retryAt?: string
}

/** `ShopperError` as a class, for OpenAPI. */
export class ShopperErrorDto {
  @property(() => ShopperErrorDetail) error!: ShopperErrorDetail
}
