import type { LinkView } from '@ovokit/core'
import { IsString, Length } from 'class-validator'
import { openApi } from './open-api.ts'

const { property } = openApi

/** What a page sends to begin to link. */
export class StartLinkBody {
  @property(String, 'The OVO number to link, as people write it')
  @IsString()
  @Length(1, 32)
  phone!: string
}

const statuses: readonly LinkView['status'][] = [
  ...(['none', 'away', 'checking', 'linked', 'unlinking', 'unlinked', 'revoked', 'declined', 'failed'] as const),
]

class LinkBalanceDto {
  @property(Number, 'Whole rupiah', { nullable: true }) cash!: number | null
  @property(Number, undefined, { nullable: true }) points!: number | null
}

/** `LinkView` as a class, for OpenAPI. */
export class LinkViewDto implements LinkView {
  @property(String, 'Never show `checking` as failed', { enum: statuses }) status!: LinkView['status']
  @property(String, 'Such as 0812****7890', { nullable: true }) maskedPhone!: string | null
  @property(String, 'OVO’s pages, for this customer’s browser only', { nullable: true }) page!: string | null
  @property(() => LinkBalanceDto, 'Where the shop asked for it', { nullable: true }) balance!: LinkBalanceDto | null
  @property(String, "ISO 8601, the server's clock") now!: string
  @property(Boolean, 'Nothing will change any more unless the customer acts') isFinal!: boolean
}

export class LinksDto {
  @property(() => LinkViewDto, 'Newest first', { isArray: true })
  links!: LinkViewDto[]
}
