import type { Sealer } from '../crypto/seal.ts'
import { clientKey } from '../engine/client-key.ts'
import type { LinkRecord } from '../engine/customer-tokens.ts'
import type { Lifecycles } from '../engine/decide.ts'
import type { Merchants } from '../engine/merchants.ts'
import type { Numbers } from '../engine/numbers.ts'
import type { Ports } from '../engine/ports.ts'
import type { Runner } from '../engine/runner.ts'
import type { Sender } from '../engine/sender.ts'
import type { Store } from '../engine/store.ts'
import { NotAllowedError } from '../errors/errors.ts'
import { type Balance, buildBalance, readBalance } from '../linked/balance.ts'
import { buildHistory, type HistoryEntry, type HistoryPage, historyLimits, readHistory } from '../linked/history.ts'
import { buildInstructions, readInstructions } from '../linked/instructions.ts'
import type { LinkEvent } from '../linked/link-events.ts'
import { linkKind } from '../linked/link-lifecycle.ts'
import { buildLookup, type PhoneStanding, readLookup } from '../linked/lookup.ts'
import type { SnapCall, SnapResult } from '../snap/call.ts'
import type { JsonObject } from '../values/json.ts'
import { phoneNumber } from '../values/phone-number.ts'
import { callError, createAskOnce, unansweredError } from './ask-once.ts'
import { createCompleteLink } from './complete-link.ts'
import {
  allLinks,
  deviceIdOf,
  linkNotFound,
  liveLink,
  type OfCustomer,
  presentLink,
  usableLink,
  type Whose,
  whose,
} from './find-link.ts'
import { type Link, toLink } from './link.ts'
import { runUntil } from './run-until.ts'
import { createStartLink } from './start-link.ts'

export interface LookUpPhone {
  /** As people write it: `0812…`, `+62 812-…`. */
  readonly phone: string
  /** X-DEVICE-ID, at most 400 characters. @default one made for the call */
  readonly deviceId?: string
  /** @default 'default' */
  readonly merchant?: string
}

export interface StartLink extends OfCustomer, LookUpPhone {
  /** Where OVO sends the browser back to: https, or http on this machine. Pass what arrives there to `complete`. */
  readonly returnUrl: string
  /** Look the number up first, and send nobody to OVO's pages who cannot link. @default false */
  readonly lookUpFirst?: boolean
}

/** A customer on the way to OVO's pages. */
export interface LinkAttempt {
  readonly link: Link
  /** The address of OVO's pages, for this customer's browser only: whoever has it may link in their place. */
  readonly page: string
}

export interface CompleteLink extends OfCustomer {
  /** What the browser came back with: the address, whole or from its path on, or its parameters alone. */
  readonly url: string | URL | URLSearchParams
}

/** What a return from OVO's pages came to. */
export type LinkResult =
  | {
      /**
       * `linked`: they can pay. `checking`: OVO has not given a token yet; `linked` or `link-failed` is delivered.
       * `declined`: OVO said no, see `link.reason`. `failed`: OVO did not take the code; start again.
       */
      readonly outcome: 'linked' | 'checking' | 'declined' | 'failed'
      readonly link: Link
    }
  /**
   * Not the first return of this customer's own attempt: forged, repeated, or too late. Nothing has changed; `link` is
   * what this customer has, so that a page that was reloaded can say so.
   */
  | { readonly outcome: 'ignored'; readonly link: Link | null }

/** One page after another until OVO has no more; leave the loop when you have enough. */
export interface ReadHistory extends OfCustomer {
  /** At most 31 days before `to`, and a year ago. */
  readonly from: Date
  /** @default now */
  readonly to?: Date
  /** 1 to 50. @default 50 */
  readonly pageSize?: number
}

/**
 * Customers' OVO accounts at the shop: one each, linked on OVO's own pages. Their tokens are kept sealed, and nothing
 * here gives one out.
 */
export interface Links {
  /**
   * What a phone number can do, before anybody is sent to OVO. `unclear`: OVO did not say; linking finds out.
   *
   * @throws {InputError} `invalid-input`
   * @throws {NotFoundError} `merchant-unknown`, `not-configured`
   * @throws {OvoCallError} `ovo-unreachable`, `ovo-refused` when no token can be had
   * @see docs/protocol/linkage.md#lookup
   */
  lookup(input: LookUpPhone): Promise<PhoneStanding>
  /**
   * Begins to link, and gives the address of OVO's pages. A double click and two tabs get the same pages; another number
   * ends the attempt before it. The customer has 15 minutes.
   *
   * @throws {InputError} `invalid-input`
   * @throws {NotAllowedError} `already-linked`; `link-in-progress` with `retryAt`; after a lookup `phone-not-registered`,
   * `phone-blocked`, `phone-linked`
   * @throws {NotFoundError} `merchant-unknown`, `not-configured`
   * @throws {OvoCallError} `ovo-unreachable`, `ovo-refused`, `ovo-protocol`: no pages; start again
   * @see docs/protocol/linkage.md#binding
   */
  start(input: StartLink): Promise<LinkAttempt>
  /**
   * Takes the browser's return from OVO's pages. `customer` is who is logged in at the shop: only the first return of
   * that customer's own attempt, with its own `state`, changes anything.
   *
   * @throws {InputError} `invalid-input`
   * @see docs/protocol/linkage.md#the-way-back
   */
  complete(input: CompleteLink): Promise<LinkResult>
  /** The customer's link: the one that lives, or else the latest. */
  find(of: OfCustomer): Promise<Link | null>
  /** Every link that the customer ever had, oldest first. */
  list(of: OfCustomer): Promise<readonly Link[]>
  /** @throws {NotFoundError} `link-not-found` */
  get(id: string): Promise<Link>
  /**
   * Takes the link back at OVO, in two calls. Resolves with what is known then: `unlinking` goes on by itself until OVO
   * has confirmed it, and `unlinked` is delivered. Asking again returns the same. An attempt that has only begun is given up.
   *
   * @throws {NotFoundError} `link-not-found` for a customer who never had one
   * @throws {NotAllowedError} `link-in-progress` in the moment when it is being linked
   * @see docs/protocol/linkage.md#unbinding
   */
  unlink(of: OfCustomer): Promise<Link>
  /**
   * What the customer has, in whole rupiah and points.
   *
   * @throws {NotAllowedError} `not-linked`, also when OVO is found to know the link no longer
   * @throws {OvoCallError} `ovo-unreachable`, `ovo-refused`, `ovo-protocol`
   * @see docs/protocol/linkage.md#balance
   */
  balance(of: OfCustomer): Promise<Balance>
  /**
   * The customer's payments with OVO, newest first. Needs `dialect.paths['link.history']`.
   *
   * @throws {InputError} `invalid-input` for a range that OVO does not take
   * @throws {NotFoundError} `not-configured` while the path is not set
   * @throws as `balance`
   * @see docs/protocol/linkage.md#history
   */
  history(input: ReadHistory): AsyncIterable<HistoryEntry>
  /**
   * How the customer tops up, in OVO's own words: nobody has published their form. Needs `dialect.paths['link.instructions']`.
   *
   * @throws as `history`
   */
  topUpInstructions(of: OfCustomer): Promise<JsonObject>
}

const maxPages = 400

export function createLinks(deps: {
  store: Store
  runner: Runner
  sender: Sender
  sealer: Sealer
  lifecycles: Lifecycles
  ports: Ports
  merchants: Merchants
  numbers: Numbers
  newId: (kind: string) => string
  changed: (id: string, millis: number) => Promise<void>
}): Links {
  const { store, runner, ports, merchants, numbers } = deps
  const { askOnly } = createAskOnce(deps)

  async function lookup({ phone, deviceId, merchant: name = 'default' }: LookUpPhone): Promise<PhoneStanding> {
    const merchant = merchants.snap(name)
    const form = merchant.dialect.linkedPhoneForm
    const call = buildLookup({ phone: phoneNumber(phone), form, deviceId: deviceIdOf(deviceId, ports.random) })
    return readLookup(await askOnly({ call, merchant: merchant.name, recordId: null }))
  }

  /** Asks in a customer's name. */
  async function askFor<Answer>(
    of: Whose,
    question: {
      readonly build: (how: CustomerQuestion) => SnapCall
      readonly read: (result: SnapResult) => Answer | null
      readonly field: string
    },
  ): Promise<Answer> {
    const { id: link, data } = await usableLink(store, of)
    const { customer, deviceId } = data
    const number = await numbers.next(clientKey(of.merchant))
    const call = question.build({ number, link, customer, deviceId })
    const result = await askOnly({ call, merchant: of.merchant.name, recordId: link })
    const answer = question.read(result)
    if (answer !== null) return answer
    // The question itself may have found out that OVO no longer knows the link.
    await usableLink(store, of)
    throw unansweredError(result, question.field)
  }

  async function* history(input: ReadHistory): AsyncGenerator<HistoryEntry, void> {
    const of = whose(merchants, input)
    const { pageSize = historyLimits.pageSize } = input
    const now = store.now()
    const range = { from: input.from.getTime(), to: input.to?.getTime() ?? now, pageSize, now }
    let page: number | null = 0
    for (let pages = 0; page !== null && pages < maxPages; pages++) {
      const at: number = page
      const found: HistoryPage = await askFor(of, {
        build: (how) => buildHistory({ ...how, ...range, page: at }),
        read: (result) => readHistory(result, { page: at, pageSize }),
        field: 'detailData',
      })
      yield* found.entries
      page = found.next
    }
    if (page !== null) throw callError({ type: 'strange', field: 'detailData, which has no end' })
  }

  async function unlink(of: Whose): Promise<Link> {
    const record = await liveLink(store, of)
    if (record === null) {
      const latest = await presentLink(store, of)
      if (latest === null) throw linkNotFound()
      return latest
    }
    if (record.state === 'authorised') {
      throw new NotAllowedError('link-in-progress', 'this customer is being linked; try again in a moment', {
        retryAt: new Date(store.now() + 2_000),
      })
    }
    if (record.state !== 'unlinking') {
      const event: LinkEvent = { type: record.state === 'linked' ? 'unlinking' : 'abandoned' }
      const outcome = await runner.dispatch(record.id, event)
      if (outcome?.accepted !== true) return unlink(of)
    }
    return toLink((await runUntil({ ...deps, id: record.id, isDone: isOver })) as LinkRecord)
  }

  return {
    lookup,
    start: createStartLink({ ...deps, lookup }),
    complete: createCompleteLink(deps),
    find: async (of) => presentLink(store, whose(merchants, of)),
    list: async (of) => (await allLinks(store, whose(merchants, of))).map(toLink),
    get: async (id) => {
      const record = await store.record(id)
      if (record?.kind !== linkKind) throw linkNotFound()
      return toLink(record as LinkRecord)
    },
    unlink: async (of) => unlink(whose(merchants, of)),
    balance: async (of) =>
      askFor(whose(merchants, of), { build: buildBalance, read: readBalance, field: 'accountInfos' }),
    history,
    topUpInstructions: async (of) =>
      askFor(whose(merchants, of), { build: buildInstructions, read: readInstructions, field: 'body' }),
  }
}

type CustomerQuestion = Parameters<typeof buildBalance>[0]

const isOver = ({ state }: { readonly state: string }): boolean => ['unlinked', 'revoked', 'failed'].includes(state)
