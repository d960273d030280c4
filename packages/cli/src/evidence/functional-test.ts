import type { Exchange, Ovo } from '@ovokit/core'

/** One row of the functional test: a scenario, and what was sent and answered, whole. */
export interface EvidenceRow {
  readonly id: string
  readonly title: string
  readonly expected: string
  /** `null`: there is no such call in the log. */
  readonly call: { readonly at: Date; readonly request: string; readonly response: string } | null
}

export interface EvidenceDocument {
  readonly title: string
  readonly subtitle: string
  readonly rows: readonly EvidenceRow[]
}

/** What was sent as cURL and what was answered, out of the sealed originals: nothing is taken out or changed. */
export async function wholeCall(ovo: Ovo, exchange: Exchange): Promise<NonNullable<EvidenceRow['call']>> {
  const whole = await ovo.log.unsealed(exchange)
  const response = ovo.log.toHttp(whole).response ?? exchange.response?.outcome ?? 'no answer on record'
  return { at: exchange.at, request: ovo.log.toCurl(whole), response }
}
