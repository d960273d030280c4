import type { TopUpView } from '@ovokit/core'
import { IsString, Length } from 'class-validator'
import { openApi } from './open-api.ts'
import { ShopperTextDto } from './shopper.dto.ts'

const { property } = openApi

/** The path of a top-up's route. */
export class TopUpParams {
  @property(String, "The shop's own id of what is topped up")
  @IsString()
  @Length(1, 200)
  topUpId!: string
}

/** What a page sends to ask about a number. */
export class InquireTopUpBody {
  @property(String, 'The OVO number to top up, as people write it')
  @IsString()
  @Length(1, 32)
  phone!: string
}

/** What a page sends to confirm. */
export class ConfirmTopUpBody {
  @property(String, 'The `id` that was shown')
  @IsString()
  @Length(1, 64)
  id!: string
}

class TopUpLimitsDto {
  @property(Number, undefined, { nullable: true }) min!: number | null
  @property(Number, undefined, { nullable: true }) max!: number | null
  @property(Number, undefined, { nullable: true }) monthly!: number | null
}

const statuses: readonly TopUpView['status'][] = [
  ...(['confirm', 'expired', 'sending', 'checking', 'succeeded', 'failed'] as const),
]

/** `TopUpView` as a class, for OpenAPI. */
export class TopUpViewDto implements TopUpView {
  @property(String) id!: string
  @property(String, "The shop's own reference") reference!: string
  @property(Number, 'Whole rupiah: what arrives in the OVO account') amount!: number
  @property(Number, 'Whole rupiah, to be shown before anybody confirms') fee!: number
  @property(String, "OVO's name for the fee", { nullable: true }) feeType!: string | null
  @property(String, 'As OVO masked it', { nullable: true }) customerName!: string | null
  @property(String, 'As OVO masked it', { nullable: true }) customerNumber!: string | null
  @property(() => TopUpLimitsDto, 'Whole rupiah') limits!: TopUpLimitsDto
  @property(String, 'Never show `checking` as failed', { enum: statuses }) status!: TopUpView['status']
  @property(() => ShopperTextDto, 'What the customer is to be told of a failure', { nullable: true })
  text!: ShopperTextDto | null
  @property(Number) secondsLeft!: number
  @property(String, 'ISO 8601. Count down to it from `now`, not from the clock of the phone') expiresAt!: string
  @property(String, "ISO 8601, the server's clock") now!: string
  @property(Boolean) canConfirm!: boolean
  @property(Boolean) canInquire!: boolean
  @property(Boolean, 'Nothing will change any more unless the shopper acts') isFinal!: boolean
}
