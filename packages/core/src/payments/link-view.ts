import type { Balance } from '../linked/balance.ts'
import type { Link } from './link.ts'

export type LinkViewStatus =
  | 'none'
  | 'away'
  | 'checking'
  | 'linked'
  | 'unlinking'
  | 'unlinked'
  | 'revoked'
  | 'declined'
  | 'failed'

/** How a customer's OVO account stands at the shop, as that customer's page may see it. Plain JSON. */
export interface LinkView {
  /**
   * `none`: never linked. `away`: on OVO's pages. `checking`: back, and OVO has not said yet. `linked`: can pay.
   * `unlinking`: OVO is being told. `unlinked`, `revoked` by OVO or in its app, `declined` by OVO, `failed`: it is over.
   */
  readonly status: LinkViewStatus
  /** `0812****7890`. */
  readonly maskedPhone: string | null
  /** OVO's pages, for this customer's browser only, and only in the answer that has just begun to link. */
  readonly page: string | null
  /** Whole rupiah and points, where the shop shows them. */
  readonly balance: Balance | null
  /** ISO 8601. */
  readonly now: string
  /** Nothing will change any more unless the customer acts. */
  readonly isFinal: boolean
}

const words: Readonly<Record<Exclude<Link['status'], 'failed'>, LinkViewStatus>> = {
  started: 'away',
  authorised: 'checking',
  linked: 'linked',
  unlinking: 'unlinking',
  unlinked: 'unlinked',
  revoked: 'revoked',
}

export function linkView(
  link: Link | null,
  { now, page = null, balance = null }: { now: Date; page?: string | null; balance?: Balance | null },
): LinkView {
  const status = statusOf(link)
  return {
    status,
    maskedPhone: link?.maskedPhone ?? null,
    page: status === 'away' ? page : null,
    balance: status === 'linked' ? balance : null,
    now: now.toISOString(),
    isFinal: !['away', 'checking', 'unlinking'].includes(status),
  }
}

function statusOf(link: Link | null): LinkViewStatus {
  if (link === null) return 'none'
  if (link.status !== 'failed') return words[link.status]
  return link.reason?.startsWith('declined') === true ? 'declined' : 'failed'
}
