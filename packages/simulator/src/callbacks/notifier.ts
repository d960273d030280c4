import type { SimulatorDialect } from '../dialect.ts'
import { type Fault, type FaultQueue, faultOf } from '../faults/fault-queue.ts'
import type { FaultName } from '../faults/fault-table.ts'
import { MAGIC_AMOUNTS } from '../faults/magic-amounts.ts'
import type { SimulatorClock } from '../world/clock.ts'
import type { PartnerRecord, Partners } from '../world/partners.ts'
import type { Tokens } from '../world/tokens.ts'
import { buildCallback, type CallbackRequest } from './callback-request.ts'
import { fetchMerchantToken } from './merchant-token.ts'
import type { Notice } from './notice.ts'
import { post } from './post.ts'

/** One attempt to notify a merchant. `status` is missing when no answer came, and then `error` says why. */
export interface CallbackLogEntry extends CallbackRequest {
  readonly at: number
  readonly partnerReferenceNo: string
  readonly attempt: number
  readonly status?: number
  readonly responseBody?: string
  readonly error?: string
  readonly fault?: FaultName
}

export interface NotifierDeps {
  readonly clock: SimulatorClock
  readonly partners: Partners
  readonly tokens: Tokens
  readonly faults: FaultQueue
  readonly dialect: SimulatorDialect
  readonly log: (line: string) => void
}

const ATTEMPTS = 3
const INTERVAL_MILLIS = 5_000
const ADDRESSES = { '52': 'callbackUrl', '56': 'linkedCallbackUrl' } as const

/**
 * Tells merchants about payments: up to three attempts, five seconds apart, until HTTP 200 with responseCode 2005200 or 2005600.
 * A fault holds for all the attempts of the callback it hits.
 */
export class Notifier {
  readonly log: CallbackLogEntry[] = []
  readonly #deps: NotifierDeps
  readonly #underway = new Set<Promise<unknown>>()
  #era = 0

  constructor(deps: NotifierDeps) {
    this.#deps = deps
  }

  notify(notice: Notice): void {
    const { clock, faults, partners } = this.#deps
    if (notice.address(partners.get(notice.partner)) === undefined) return
    const magic = MAGIC_AMOUNTS[notice.asked]?.callback
    const fault = faults.take('callback') ?? (magic === undefined ? undefined : faultOf(magic))
    if (fault?.name === 'drop') return
    if (fault?.name === 'delay') {
      clock.schedule(clock.now() + fault.delayMillis, () => this.#deliver(notice, fault, 1))
    } else {
      void this.#deliver(notice, fault, 1)
    }
  }

  /** Sends one callback now, with no further attempts, whatever the status of the payment. */
  async resend(notice: Notice, fault?: FaultName): Promise<CallbackLogEntry> {
    const { partners } = this.#deps
    const partner = partners.get(notice.partner)
    if (notice.address(partner) === undefined)
      throw new TypeError(`partner ${partner.name} has no ${ADDRESSES[notice.service]}; set one`)
    const entries = await this.#track(this.#send(notice, fault, 1))
    const last = entries.at(-1)
    if (last === undefined) throw new TypeError('a dropped callback has nothing to show; leave the fault out')
    return last
  }

  /** Resolves when no callback is on its way. An attempt that waits for the clock is not on its way. */
  async idle(): Promise<void> {
    while (this.#underway.size > 0) await Promise.allSettled(this.#underway)
  }

  /** Forgets the log. A callback on its way is not recorded and not tried again. */
  clear(): void {
    this.#era++
    this.log.length = 0
  }

  async #deliver(notice: Notice, fault: Fault | undefined, attempt: number): Promise<void> {
    const { clock } = this.#deps
    const era = this.#era
    const entries = await this.#track(this.#send(notice, fault?.name, attempt))
    if (era !== this.#era || entries.some((entry) => isAccepted(entry, notice)) || attempt === ATTEMPTS) return
    clock.schedule(clock.now() + INTERVAL_MILLIS, () => this.#deliver(notice, fault, attempt + 1))
  }

  async #send(notice: Notice, fault: FaultName | undefined, attempt: number): Promise<CallbackLogEntry[]> {
    const { partners } = this.#deps
    const partner = partners.get(notice.partner)
    const entry = (request: CallbackRequest): Promise<CallbackLogEntry> =>
      this.#attempt(notice, fault, attempt, request)
    if (fault === 'drop') return []
    const first = await this.#build(notice, partner, fault)
    if (fault === 'duplicate') return [await entry(first), await entry(first)]
    if (fault !== 'twice-new-id') return [await entry(first)]
    return [await entry(first), await entry(await this.#build(notice, partner, fault))]
  }

  async #build(
    notice: Notice,
    partner: PartnerRecord,
    fault: FaultName | undefined,
  ): Promise<CallbackRequest & { readonly error?: string }> {
    const { clock, dialect, tokens } = this.#deps
    const url = notice.address(partner) ?? ''
    const now = clock.now()
    try {
      const token =
        dialect.callbackToken === 'issued'
          ? await fetchMerchantToken({ partner, now, dialect })
          : dialect.callbackToken === 'b2b'
            ? tokens.latest(partner.clientId)
            : ''
      return buildCallback({ url, partner, notice, now, token, dialect, fault })
    } catch (cause) {
      return { url, headers: {}, body: '', error: reason(cause) }
    }
  }

  async #attempt(
    notice: Notice,
    fault: FaultName | undefined,
    attempt: number,
    request: CallbackRequest & { readonly error?: string },
  ): Promise<CallbackLogEntry> {
    const { clock, log } = this.#deps
    const era = this.#era
    const about = { at: clock.now(), partnerReferenceNo: notice.partnerReferenceNo, attempt, ...(fault && { fault }) }
    const entry: CallbackLogEntry = {
      ...about,
      ...request,
      ...(request.error === undefined ? await answer(request) : {}),
    }
    if (era === this.#era) this.log.push(entry)
    log(`callback ${notice.partnerReferenceNo} attempt ${attempt}: ${entry.error ?? `HTTP ${entry.status}`}`)
    return entry
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#underway.add(work)
    return work.finally(() => this.#underway.delete(work))
  }
}

async function answer(request: CallbackRequest): Promise<{ status: number; responseBody: string } | { error: string }> {
  try {
    const { status, body } = await post(request)
    return { status, responseBody: body }
  } catch (cause) {
    return { error: reason(cause) }
  }
}

function isAccepted({ status, responseBody = '' }: CallbackLogEntry, { service }: Notice): boolean {
  try {
    const answer = JSON.parse(responseBody) as { responseCode?: unknown } | null
    return status === 200 && answer?.responseCode === `200${service}00`
  } catch {
    return false
  }
}

function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  return cause.cause instanceof Error ? `${cause.message}: ${cause.cause.message}` : cause.message
}
