import type { LinkRecord } from '../engine/customer-tokens.ts'
import type { Merchants, SnapMerchant } from '../engine/merchants.ts'
import type { Store } from '../engine/store.ts'
import { InputError, NotAllowedError, NotFoundError } from '../errors/errors.ts'
import { browserAddress } from '../linked/browser-address.ts'
import { linkKey } from '../linked/link-data.ts'
import { shopReference } from '../values/shop-reference.ts'
import { type Link, linksOf, toLink } from './link.ts'

/** A customer of the shop, by the shop's own name for them: 1 to 64 characters. */
export interface OfCustomer {
  readonly customer: string
  /** @default 'default' */
  readonly merchant?: string
}

/** A customer with the merchant found. */
export interface Whose {
  readonly merchant: SnapMerchant
  readonly customer: string
}

export const whose = (merchants: Merchants, { customer, merchant = 'default' }: OfCustomer): Whose => ({
  merchant: merchants.snap(merchant),
  customer: shopReference(customer, 'customer'),
})

/** The one live link of a customer, if there is one. */
export async function liveLink(store: Store, { merchant, customer }: Whose): Promise<LinkRecord | null> {
  return (await store.recordByExclusive(linkKey({ merchant: merchant.name, customer }))) as LinkRecord | null
}

/** A link that can be used; a token that was refused is renewed by the call that needs it. */
export async function usableLink(store: Store, of: Whose): Promise<LinkRecord> {
  const record = await liveLink(store, of)
  if (record?.state === 'linked') return record
  throw new NotAllowedError('not-linked', 'this customer has no OVO account linked; link one with links.start')
}

/** Every link of a customer, oldest first. */
export async function allLinks(store: Store, { merchant, customer }: Whose): Promise<readonly LinkRecord[]> {
  return (await store.recordsByReference(linksOf({ merchant: merchant.name, customer }))) as readonly LinkRecord[]
}

/** The one that lives, or else the latest. */
export async function presentLink(store: Store, of: Whose): Promise<Link | null> {
  const record = (await liveLink(store, of)) ?? (await allLinks(store, of)).at(-1)
  return record === undefined ? null : toLink(record)
}

export const linkNotFound = (): NotFoundError =>
  new NotFoundError('link-not-found', 'there is no such link; start one with links.start')

/** X-DEVICE-ID, which OVO wants on every call; made up where the shop knows none. */
export function deviceIdOf(given: string | undefined, random: (size: number) => Uint8Array): string {
  if (given === undefined) return Buffer.from(random(16)).toString('hex')
  if (typeof given === 'string' && /^[\x21-\x7e]{1,400}$/.test(given)) return given
  throw new InputError('deviceId', 'must be 1 to 400 printable ASCII characters without a space')
}

/** Where OVO is to send a browser back to, or its notification. */
export function shopAddress(url: unknown, field: 'returnUrl' | 'notifyUrl'): string {
  const address = typeof url === 'string' ? browserAddress(url) : null
  if (address !== null && address.length <= 450) return address
  throw new InputError(field, 'must be a whole https address, or http on this machine, of at most 450 characters')
}
