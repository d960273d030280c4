import type { Sealer } from '../crypto/seal.ts'
import { OvoCallError } from '../errors/errors.ts'
import type { LinkData, LinkState } from '../linked/link-data.ts'
import type { LinkEvent } from '../linked/link-events.ts'
import { linkKind } from '../linked/link-lifecycle.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import { Secret } from '../values/secret.ts'
import type { Runner } from './runner.ts'
import { sealContext } from './seal-context.ts'
import type { Store, StoredRecord } from './store.ts'

export type LinkRecord = StoredRecord & { readonly state: LinkState; readonly data: LinkData }

/** A customer's token. The text is only in `reveal()`. */
export interface CustomerToken {
  readonly link: string
  readonly customer: string
  readonly generation: number
  reveal(): string
}

/**
 * The customers' tokens, each in the record of its link. A renewal is a step of the link's own life, under its lease, so
 * that of all processes one asks OVO.
 *
 * @see docs/protocol/linkage.md#customer-token
 */
export interface CustomerTokens {
  /**
   * The token of that customer's link, renewed first when it is over. `null`: there is none any more.
   *
   * @throws {OvoCallError} `ovo-unreachable` when it is over and cannot be renewed now
   * @throws {StoreError} `seal-broken` when it is somebody else's, or its key is gone
   */
  current(of: { readonly link: string; readonly customer: string }): Promise<CustomerToken | null>
  /** A newer one than the token that OVO has just refused. `null`: OVO no longer knows the link. @throws as above */
  renew(refused: CustomerToken, responseCode: string | null): Promise<CustomerToken | null>
}

const waitForOthersMillis = 8_000
/** Not so close to its end that it would die on the way. */
const expiryMarginMillis = 5_000

export function createCustomerTokens(deps: {
  store: Store
  sealer: Sealer
  runner: Pick<Runner, 'dispatch' | 'runOne'>
  changed: (id: string, millis: number) => Promise<void>
}): CustomerTokens {
  const { store, sealer, runner } = deps

  /** `null` for a link that holds no token any more. */
  async function load(id: string): Promise<LinkRecord | null> {
    const record = (await store.record(id)) as LinkRecord | null
    return record?.kind === linkKind && record.data.sealedAccessToken !== undefined ? record : null
  }

  function open({ id, data }: LinkRecord, customer: string): CustomerToken {
    const { sealedAccessToken: sealed = '', generation } = data
    const context = sealContext(id, customer)
    const secret = new Secret(new TextDecoder().decode(sealer.open({ sealed, context })))
    return { link: id, customer, generation, reveal: () => secret.reveal() }
  }

  /** `below`: a generation that OVO refused (-1: none was). */
  async function obtain(id: string, customer: string, below: number): Promise<CustomerToken | null> {
    const giveUpAt = store.now() + waitForOthersMillis
    for (;;) {
      const link = await load(id)
      if (link === null) return null
      if (link.data.generation > below && isGood(link.data, store.now())) return open(link, customer)
      const isMine = await runner.runOne(id)
      const after = await load(id)
      if (after === null) return null
      const isRenewed = after.data.generation > link.data.generation
      if ((isMine && !isRenewed) || store.now() > giveUpAt)
        throw new OvoCallError('ovo-unreachable', "the customer's token is over, and OVO gives no new one right now")
      if (!isMine) await deps.changed(id, 100)
    }
  }

  return {
    current: ({ link, customer }) => obtain(link, customer, -1),
    renew: async ({ link, customer, generation }, responseCode) => {
      const event: LinkEvent = { type: 'token-refused', generation, responseCode }
      await runner.dispatch(link, event)
      return obtain(link, customer, generation)
    },
  }
}

/** One that cannot be refreshed is used until OVO refuses it. */
function isGood({ refusedAt, expiresAt, sealedRefreshToken }: LinkData, now: EpochMillis): boolean {
  const isOver = expiresAt !== undefined && now > expiresAt - expiryMarginMillis
  return refusedAt === undefined && !(isOver && sealedRefreshToken !== undefined)
}
