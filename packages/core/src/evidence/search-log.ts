import type { FindExchanges, Store, StoredExchange } from '../engine/store.ts'
import { externalIdTime } from '../values/external-id.ts'
import { asObject } from '../values/json.ts'

/** What is looked for in the log. */
export interface FindCalls {
  /** A payment's or top-up's own id: its calls, and those of its refunds. */
  readonly paymentId?: string
  /** The shop's own reference: calls of every attempt at it. */
  readonly reference?: string
  /** The X-EXTERNAL-ID of one call. OVO's own tells no time: give `since` where the log is long. */
  readonly externalId?: string
  /** One call's own id, `exc_…`. */
  readonly callId?: string
  readonly merchant?: string
  /** Begun then or later. */
  readonly since?: Date
  /** Begun before. */
  readonly until?: Date
  /** The newest so many. @default 100 */
  readonly limit?: number
}

const pageSize = 1_000
/** Between the signing of a call, which its id tells, and its row: an instant, on one clock. */
const slackMillis = 60_000

/** The newest calls that fit everything asked for, oldest first. */
export async function searchLog({
  store,
  merchants,
  find,
}: {
  store: Store
  merchants: readonly string[]
  find: FindCalls
}): Promise<readonly StoredExchange[]> {
  const { externalId, callId, merchant, limit = 100 } = find
  const recordIds = await recordsOf(store, merchants, find)
  const signedAt = externalId === undefined ? null : externalIdTime(externalId)
  const since = Math.max(find.since?.getTime() ?? 0, signedAt === null ? 0 : signedAt - slackMillis)
  const until = Math.min(
    find.until?.getTime() ?? Number.MAX_SAFE_INTEGER,
    signedAt === null ? Number.MAX_SAFE_INTEGER : signedAt + slackMillis,
  )
  // Where every row fits, one look is enough.
  const size = merchant === undefined && externalId === undefined ? limit : pageSize
  const where = {
    ...(recordIds === undefined ? {} : { recordIds }),
    ...(callId === undefined ? {} : { ids: [callId] }),
    since,
    until,
  }
  const fits = (exchange: StoredExchange): boolean =>
    (merchant === undefined || exchange.merchant === merchant) &&
    (externalId === undefined || externalIdOf(exchange) === externalId)
  return newest({ store, where, fits, limit, size })
}

/** Looks back from the end, page by page, until there are enough. */
async function newest({
  store,
  where,
  fits,
  limit,
  size,
}: {
  store: Store
  where: Omit<FindExchanges, 'limit'>
  fits: (exchange: StoredExchange) => boolean
  limit: number
  size: number
}): Promise<readonly StoredExchange[]> {
  const seen = new Set<string>()
  let found: readonly StoredExchange[] = []
  let { until } = where
  for (;;) {
    const page = await store.exchanges({ ...where, ...(until === undefined ? {} : { until }), limit: size })
    const fresh = page.filter(({ id }) => !seen.has(id))
    for (const { id } of fresh) seen.add(id)
    found = [...fresh.filter(fits), ...found]
    const oldest = page[0]
    if (found.length >= limit || page.length < size || fresh.length === 0 || oldest === undefined)
      return found.slice(-limit)
    // Others of that very millisecond may have been left over.
    until = oldest.at + 1
  }
}

/** The records that a search names; `undefined` when it names none, and so means all. */
async function recordsOf(
  store: Store,
  merchants: readonly string[],
  { paymentId, reference, merchant }: FindCalls,
): Promise<readonly string[] | undefined> {
  if (paymentId !== undefined) {
    const payment = await store.record(paymentId)
    const relatives = payment === null ? [] : await store.recordsByReference(payment)
    return [paymentId, ...relatives.filter(({ parentId }) => parentId === paymentId).map(({ id }) => id)]
  }
  if (reference === undefined) return undefined
  const names = merchant === undefined ? merchants : [merchant]
  const found = await Promise.all(names.map((name) => store.recordsByReference({ merchant: name, reference })))
  return found.flat().map(({ id }) => id)
}

function externalIdOf({ request }: StoredExchange): string | undefined {
  const headers = Object.entries(asObject(request.headers) ?? {})
  return headers.find(([name]) => name.toLowerCase() === 'x-external-id')?.[1] as string | undefined
}
