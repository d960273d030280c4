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

/** What a page sends to start a push. */
export class PushBody {
  @property(String, "The customer's OVO number, as people write it")
  @IsString()
  @Length(1, 32)
  phone!: string
}

const statuses: readonly ShopperView['status'][] = [
  ...(['preparing', 'scan', 'confirm', 'pin', 'checking', 'paid', 'refunded', 'expired'] as const),
  ...(['declined', 'failed', 'reversed', 'cancelled'] as const),
]

export class ShopperTextDto {
  @property(String) id!: string
  @property(String) en!: string
}

class PinPageDto {
  @property(String) web!: string
  @property(String, 'Opens the OVO app', { nullable: true }) app!: string | null
}

/** `ShopperView` as a class, for OpenAPI. */
export class ShopperViewDto implements ShopperView {
  @property(String) id!: string
  @property(String, undefined, { enum: ['qris', 'push-to-pay', 'linked'] }) method!: ShopperView['method']
  @property(String, "The shop's own reference") reference!: string
  @property(Number, 'Whole rupiah') amount!: number
  @property(String, 'Never show `checking` as failed', { enum: statuses }) status!: ShopperView['status']
  @property(String, 'Only while it can be scanned', { nullable: true }) qrContent!: string | null
  @property(String, 'Where the prompt went', { nullable: true }) maskedPhone!: string | null
  @property(() => PinPageDto, 'Where the PIN is typed: send the browser there', { nullable: true })
  pinPage!: PinPageDto | null
  @property(() => ShopperTextDto, "OVO's own words, where it prescribes some", { nullable: true })
  text!: ShopperTextDto | null
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
  @property(() => ShopperTextDto, "OVO's own words, where it prescribes some", { required: false })
  text?: ShopperTextDto
}

/** `ShopperError` as a class, for OpenAPI. */
export class ShopperErrorDto {
  @property(() => ShopperErrorDetail) error!: ShopperErrorDetail
}
