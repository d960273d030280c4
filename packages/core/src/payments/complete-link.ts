import type { Sealer } from '../crypto/seal.ts'
import type { LinkRecord } from '../engine/customer-tokens.ts'
import type { Merchants } from '../engine/merchants.ts'
import type { Ports } from '../engine/ports.ts'
import type { Runner } from '../engine/runner.ts'
import { sealContext } from '../engine/seal-context.ts'
import type { Store } from '../engine/store.ts'
import { InputError } from '../errors/errors.ts'
import type { LinkEvent } from '../linked/link-events.ts'
import { readLinkReturn } from '../linked/link-return.ts'
import { liveLink, presentLink, whose } from './find-link.ts'
import { toLink } from './link.ts'
import type { CompleteLink, LinkResult } from './links.ts'
import { runUntil } from './run-until.ts'

export function createCompleteLink(deps: {
  store: Store
  runner: Runner
  sealer: Sealer
  ports: Ports
  merchants: Merchants
  changed: (id: string, millis: number) => Promise<void>
}): (input: CompleteLink) => Promise<LinkResult> {
  const { store, runner, sealer, ports } = deps

  function sealCode({ id, data }: LinkRecord, authCode: string): string {
    return sealer.seal({ plaintext: authCode, context: sealContext(id, data.customer), nonce: ports.random(12) })
  }

  return async (input) => {
    const of = whose(deps.merchants, input)
    const query = queryOf(input.url)
    // Found by who is logged in, not by what the browser brought: one customer's return is nothing to another.
    const record = await liveLink(store, of)
    const verdict =
      record === null ? ({ type: 'forged' } as const) : readLinkReturn(query, record, of.merchant.dialect.linkStateFrom)
    const ignored = async (): Promise<LinkResult> => {
      ports.logger.warn('a return from linking was ignored', { merchant: of.merchant.name, link: record?.id ?? '' })
      return { outcome: 'ignored', link: await presentLink(store, of) }
    }
    if (record === null || verdict.type === 'forged') return ignored()
    const event: LinkEvent =
      verdict.type === 'declined'
        ? { type: 'declined', code: verdict.code }
        : { type: 'returned', sealedAuthCode: sealCode(record, verdict.authCode) }
    // Good once: whoever is second finds the attempt changed.
    const taken = await runner.dispatch(record.id, event, { known: record, onlyOnKnown: true })
    if (taken?.accepted !== true) return ignored()
    if (event.type === 'declined') return { outcome: 'declined', link: toLink(taken.record as LinkRecord) }
    const latest = await runUntil({ ...deps, id: record.id, isDone: ({ state }) => state !== 'authorised' })
    const link = toLink(latest as LinkRecord)
    if (link.status === 'authorised') return { outcome: 'checking', link }
    return { outcome: link.status === 'linked' ? 'linked' : 'failed', link }
  }
}

function queryOf(url: CompleteLink['url']): URLSearchParams {
  if (url instanceof URLSearchParams) return url
  if (url instanceof URL) return url.searchParams
  // Frameworks give the address without its host.
  if (typeof url === 'string' && URL.canParse(url, 'http://shop.invalid'))
    return new URL(url, 'http://shop.invalid').searchParams
  throw new InputError('url', 'must be the address that the browser came back with, or its parameters')
}
