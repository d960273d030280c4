import type { Fault } from '../faults/fault-queue.ts'
import type { FaultName } from '../faults/fault-table.ts'
import { Refusal, type ResponseCase } from '../wire/response-code.ts'
import type { Customer } from '../world/customers.ts'
import type { PartnerRecord } from '../world/partners.ts'
import type { World } from '../world/world.ts'
import type { Fields } from './fields.ts'

/** A request whose headers, signature and fields have been checked. */
export interface Call {
  readonly world: World
  readonly partner: PartnerRecord
  readonly fields: Fields
  readonly fault: Fault | undefined
  readonly query: URLSearchParams
  /** What stands in Authorization after `Bearer`; empty when there is nothing. */
  readonly bearer: string
  /** The address that the request came to, for pages of this OVO. */
  readonly origin: string
}

/** A success. `fault` is one that the amount asks for; a queued one comes first. */
export interface Handled {
  readonly body: Readonly<Record<string, unknown>>
  readonly fault?: FaultName | undefined
  /** @default 'success' */
  readonly responseCase?: ResponseCase
}

/** Does the work of one API, or throws a Refusal and leaves everything as it was. */
export type Handler = (call: Call) => Handled

/** A merchantId that is sent has to be the partner's own. */
export function checkMerchant({ partner, fields }: Call): void {
  if (fields.merchantId !== undefined && fields.merchantId !== partner.merchantId) {
    throw new Refusal('invalidMerchant')
  }
}

/** The customer whose token it carries. The token for the second call of unbinding is nobody's. */
export function customerOf({ world, partner, bearer }: Call): Customer {
  const found = world.links.bearer(partner.clientId, bearer)
  const customer = found === undefined || found.isUnlink ? undefined : world.customers.find(found.grant.phone)
  if (customer === undefined) throw new Refusal('invalidCustomerToken')
  return customer
}

export function moneyOf(rupiah: number): { readonly value: string; readonly currency: 'IDR' } {
  return { value: `${rupiah}.00`, currency: 'IDR' }
}
