import type { NoAnswer } from '../values/http.ts'
import type { JsonObject } from '../values/json.ts'
import type { SnapOperation } from './endpoints.ts'
import type { SnapAnswer } from './response.ts'

/** What a product asks of OVO: an operation and its body. Signing, tokens and sending are somebody else's. */
export interface SnapCall {
  readonly protocol: 'snap'
  readonly operation: SnapOperation
  readonly body: JsonObject
  /** What stands after the path of a GET. */
  readonly query?: Readonly<Record<string, string>>
  /** Whose token it carries, where not ours: the one of that link's record, or this sealed one. */
  readonly bearer?: { readonly link: string } | { readonly sealed: string }
  /**
   * The shop's customer in whose name it is made. Their secrets are sealed together with this name, so that a token of
   * anybody else cannot be opened for the call.
   */
  readonly customer?: string
  /** Fields at the top of `body` that are sealed, and opened where the call is signed. */
  readonly sealedFields?: readonly string[]
  /** X-DEVICE-ID. */
  readonly deviceId?: string
}

/** What came of it: OVO's answer, read and classified, or none. */
export type SnapResult = ({ readonly kind: 'answered' } & SnapAnswer) | NoAnswer
