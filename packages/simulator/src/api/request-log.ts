import type { ApiOperation } from '../faults/fault-table.ts'

/**
 * One API request as it was received and answered. `status` is 0 when the connection was cut instead, and while a push
 * waits for its customer.
 */
export interface RequestLogEntry {
  readonly at: number
  readonly operation: ApiOperation | 'unknown'
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly status: number
  readonly responseCode: string | undefined
  /** Push To Pay, which has no messages: why a code came, and what was accepted but should be otherwise. */
  readonly notes?: readonly string[]
}
