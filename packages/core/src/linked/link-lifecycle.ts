import type { Change, Consequence, Lifecycle } from '../lifecycle/lifecycle.ts'
import type { SnapCall, SnapResult } from '../snap/call.ts'
import type { EpochMillis } from '../values/jakarta-time.ts'
import { buildExchange, buildRefresh, readExchange, readRefresh } from './customer-token.ts'
import { type LinkData, type LinkState, type LinkSubject, linkKey } from './link-data.ts'
import type { LinkEvent } from './link-events.ts'
import { type LinkAction, nextLinkStep } from './link-schedule.ts'
import { linkTable } from './link-table.ts'
import { buildUnbinding, buildUnbindingConfirmation, readUnbinding, readUnbindingConfirmation } from './unbinding.ts'

export const linkKind = 'link'

/** The life of a link. Binding itself is sent by whoever starts it; tokens and unbinding are the lifecycle's own. */
export const linkLifecycle: Lifecycle<LinkState, LinkData, LinkEvent, LinkAction, SnapCall, SnapResult> = {
  kind: linkKind,
  initial: 'started',
  terminal: ['unlinked', 'revoked', 'failed'],
  table: linkTable,
  quiet: ['inconclusive'],
  reduce: (subject, event, { now }) => reduce(subject, event, now),
  nextStep: nextLinkStep,
  operations: {
    'give-up': { event: () => ({ type: 'lost', reason: 'no-answer-stored' }) },
    lapse: { event: () => ({ type: 'lapsed' }) },
    exchange: { build: buildExchange, read: readExchange },
    refresh: { build: buildRefresh, read: readRefresh },
    revoke: { event: () => ({ type: 'revoked', responseCode: null }) },
    unbind: { build: buildUnbinding, read: readUnbinding },
    confirm: { build: buildUnbindingConfirmation, read: readUnbindingConfirmation },
    raise: { event: () => ({ type: 'raised' }) },
  },
  exclusive,
  looksAround: () => false,
  consequences,
}

/** One live link for a customer: a second attempt has to end the first. */
function exclusive({ merchant, state, data }: LinkSubject): string | null {
  const isLive = ['started', 'authorised', 'linked', 'unlinking'].includes(state)
  return isLive ? linkKey({ merchant, customer: data.customer }) : null
}

function reduce({ data, state }: LinkSubject, event: LinkEvent, now: EpochMillis): LinkData {
  switch (event.type) {
    case 'page-given': {
      const { sealedLinkageToken, sealedPage } = event
      return { ...data, sealedLinkageToken, sealedPage }
    }
    case 'returned':
      return { ...withoutPage(data), sealedAuthCode: event.sealedAuthCode, since: now, tries: 0 }
    case 'issued':
      return issued(data, event, state, now)
    case 'inconclusive':
      return { ...data, tries: data.tries + 1, triedAt: now, reason: event.reason }
    case 'token-refused':
      return refused(data, event, now)
    case 'unlinking':
      return { ...withoutTries(data), since: now }
    case 'confirming':
      return { ...withoutTries(data), sealedUnlinkToken: event.sealedToken, tries: 0 }
    case 'raised':
      return { ...data, isRaised: true }
    case 'refused':
      return ended(data, event.reason, event.responseCode)
    case 'revoked':
      return ended(data, event.type, event.responseCode)
    case 'declined':
      return ended(data, `declined-${event.code}`, null)
    case 'lost':
    case 'unsent':
      return ended(data, event.type === 'lost' ? 'no-answer' : 'not-sent', null)
    case 'lapsed':
    case 'abandoned':
    case 'superseded':
    case 'unlinked':
      return ended(data, event.type, null)
    default:
      return unreachable(event, state)
  }
}

function issued(data: LinkData, event: LinkEvent & { type: 'issued' }, state: LinkState, now: EpochMillis): LinkData {
  const { sealedAuthCode: _, sealedLinkageToken: __, expiresAt: ___, refusedAt: ____, ...rest } = withoutTries(data)
  return {
    ...rest,
    sealedAccessToken: event.sealedAccessToken,
    // A refresh without a new refresh token keeps the old one.
    ...(event.sealedRefreshToken === null ? {} : { sealedRefreshToken: event.sealedRefreshToken }),
    ...(event.expiresAt === null ? {} : { expiresAt: event.expiresAt }),
    generation: data.generation + 1,
    issuedAt: now,
    linkedAt: data.linkedAt ?? now,
    ...(state === 'unlinking' ? {} : { since: now }),
  }
}

/** Only the token that we hold now can be refused: an answer about an older one has been dealt with. */
function refused(data: LinkData, event: LinkEvent & { type: 'token-refused' }, now: EpochMillis): LinkData {
  if (event.generation !== data.generation) return data
  // The token between the two calls of unbinding died: the first call is made again.
  if (data.sealedUnlinkToken !== undefined) {
    const { sealedUnlinkToken: _, ...rest } = data
    return { ...rest, tries: data.tries + 1, triedAt: now }
  }
  return { ...withoutTries(data), refusedAt: data.refusedAt ?? now }
}

/** What has ended opens nothing any more: no token, code or address is kept. */
function ended(data: LinkData, reason: string, responseCode: string | null): LinkData {
  const { customer, merchantId, deviceId, maskedPhone, stateHash, generation, tries, linkedAt } = data
  const kept = { customer, merchantId, deviceId, maskedPhone, stateHash, generation, tries, reason }
  return {
    ...kept,
    ...(linkedAt === undefined ? {} : { linkedAt }),
    ...(responseCode === null ? {} : { responseCode }),
  }
}

function withoutPage({ sealedPage: _, sealedPhone: __, ...data }: LinkData): LinkData {
  return data
}

function withoutTries({ triedAt: _, reason: __, ...data }: LinkData): LinkData {
  return { ...data, tries: 0 }
}

function consequences({ before, after, event }: Change<LinkState, LinkData, LinkEvent>): readonly Consequence[] {
  if (event.type === 'raised') {
    const message = 'OVO has not confirmed for five minutes that this account is unlinked; it goes on'
    return [{ kind: 'notify', type: 'link-attention', details: { reason: 'not-unlinked', message } }]
  }
  if (before.state === after.state || event.type === 'superseded') return []
  switch (after.state) {
    case 'linked':
      return [{ kind: 'notify', type: 'linked' }]
    case 'failed':
      return [{ kind: 'notify', type: 'link-failed' }]
    case 'revoked':
      return [{ kind: 'notify', type: 'link-revoked' }]
    case 'unlinked':
      return [{ kind: 'notify', type: 'unlinked' }]
    default:
      return []
  }
}

function unreachable(event: never, state: string): never {
  throw new Error(`no rule for ${JSON.stringify(event)} in ${state}`)
}
