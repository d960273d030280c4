import type { LinkRecord } from '../engine/customer-tokens.ts'
import { type LinkState, linkReference } from '../linked/link-data.ts'
import { linkTiming } from '../linked/link-schedule.ts'

/** A customer's OVO account at the shop: a snapshot, not a live object, and nothing in it opens the account. */
export interface Link {
  readonly id: string
  readonly merchant: string
  /** The shop's own name for the customer. */
  readonly customer: string
  /**
   * `started`: the customer is on OVO's pages. `authorised`: back, and OVO is asked for a token. `linked`: they can pay.
   * `unlinking`: OVO is being told. `unlinked`, `revoked` (by OVO, or by the customer in the app), `failed`: it is over.
   */
  readonly status: LinkState
  /** `0812****7890`. */
  readonly maskedPhone: string
  /** Why it is over, as a short machine word such as `lapsed` or `declined-OV00006`, and OVO's code where there is one. */
  readonly reason: string | null
  readonly responseCode: string | null
  readonly createdAt: Date
  /** When OVO's pages are no longer waited for. */
  readonly expiresAt: Date
  readonly linkedAt: Date | null
}

export function toLink({ id, merchant, state, data, createdAt }: LinkRecord): Link {
  const { customer, maskedPhone, reason, responseCode, linkedAt } = data
  const isOver = ['unlinked', 'revoked', 'failed'].includes(state)
  return {
    id,
    merchant,
    customer,
    status: state,
    maskedPhone,
    reason: isOver ? (reason ?? null) : null,
    responseCode: isOver ? (responseCode ?? null) : null,
    createdAt: new Date(createdAt),
    expiresAt: new Date(createdAt + linkTiming.pagesMillis),
    linkedAt: linkedAt === undefined ? null : new Date(linkedAt),
  }
}

/** Where a customer's links are found. */
export const linksOf = ({
  merchant,
  customer,
}: {
  readonly merchant: string
  readonly customer: string
}): { readonly merchant: string; readonly reference: string } => ({ merchant, reference: linkReference(customer) })
