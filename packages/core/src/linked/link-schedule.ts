import type { Step } from '../lifecycle/lifecycle.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import type { LinkData, LinkSubject } from './link-data.ts'

export type LinkAction = 'give-up' | 'lapse' | 'exchange' | 'refresh' | 'revoke' | 'unbind' | 'confirm' | 'raise'

const second = 1_000
const minute = 60 * second
const day = 24 * 60 * minute

export const linkTiming: Readonly<
  Record<'bindMillis' | 'pagesMillis' | 'codeMillis' | 'refreshBeforeMillis' | 'raiseAfterMillis', number>
> = {
  /** A binding without a stored answer is lost then: no call of ours is longer. */
  bindMillis: 30 * second,
  /** How long a customer has on OVO's pages. */
  pagesMillis: 15 * minute,
  /** A code is asked about as long; it is good once, so there is little to wait for. */
  codeMillis: 2 * minute,
  /** A token is refreshed as long before its end, or after nine tenths of a life shorter than ten days. */
  refreshBeforeMillis: day,
  raiseAfterMillis: 5 * minute,
}

const delays = [2 * second, 5 * second, 30 * second, 2 * minute, 10 * minute, 60 * minute] as const
const delay = (tries: number): number => (tries === 0 ? 0 : (delays[Math.min(tries, delays.length) - 1] as number))

/** Says when to do what next about a link. Pure: the same record and time give the same answer. */
export function nextLinkStep({
  state,
  data,
  createdAt,
}: Pick<LinkSubject, 'state' | 'data' | 'createdAt'>): Step<LinkAction> | null {
  const since = data.since ?? createdAt
  const next = Math.max(since, data.triedAt ?? 0) + delay(data.tries)
  switch (state) {
    case 'started': {
      const isOut = data.sealedPage !== undefined
      return isOut
        ? { at: createdAt + linkTiming.pagesMillis, action: 'lapse' }
        : { at: createdAt + linkTiming.bindMillis, action: 'give-up' }
    }
    case 'authorised': {
      const end = since + linkTiming.codeMillis
      return next > end ? { at: end, action: 'lapse' } : { at: next, action: 'exchange' }
    }
    case 'linked':
      return refresh(data)
    case 'unlinking': {
      const raiseAt = data.isRaised === true ? Number.POSITIVE_INFINITY : since + linkTiming.raiseAfterMillis
      if (raiseAt < next) return { at: raiseAt, action: 'raise' }
      if (data.refusedAt !== undefined) return refresh(data)
      return { at: next, action: data.sealedUnlinkToken === undefined ? 'unbind' : 'confirm' }
    }
    case 'unlinked':
    case 'revoked':
    case 'failed':
      return null
  }
}

function refresh(data: LinkData): Step<LinkAction> | null {
  const { refusedAt, sealedRefreshToken, tries, triedAt = 0 } = data
  if (refusedAt !== undefined && sealedRefreshToken === undefined) return { at: refusedAt, action: 'revoke' }
  const due = refusedAt ?? refreshDue(data)
  if (due === null || sealedRefreshToken === undefined) return null
  return { at: Math.max(due, tries === 0 ? 0 : triedAt + delay(tries)), action: 'refresh' }
}

/** When a token is refreshed before its end; `null` when it has none that we know of. */
export function refreshDue({ issuedAt, expiresAt }: Pick<LinkData, 'issuedAt' | 'expiresAt'>): EpochMillis | null {
  if (issuedAt === undefined || expiresAt === undefined) return null
  const life = Math.max(expiresAt - issuedAt, 0)
  return expiresAt - Math.min(linkTiming.refreshBeforeMillis, Math.ceil(life / 10))
}
