import type { Sealer } from '../crypto/seal.ts'
import { type Json, storableJson } from '../values/json.ts'
import type { ExchangeEnd, ExchangeStart, LogNote, LogRow } from './store.ts'

/**
 * What ties a row of the API log to the row before it, and vouches for both.
 *
 * A row's place is taken when it is sent to the store, and the store may refuse it (somebody else was faster), or the
 * process may die before it is there. So a missing row is not yet a removed one: the writer says in its next rows which
 * places stayed empty, and up to where all of them are accounted for.
 */
export interface Link {
  /** Of this place and every one before it, the writer knew what had become of it. */
  readonly settled: number
  /** Places that stayed empty or may have, as far as they were not told before. */
  readonly absent: readonly number[]
  /** The stamp of the place before, `''` for the first. */
  readonly previous: string
  readonly stamp: string
}

/** A row by itself, however it will be linked. */
export type BareRow =
  | { readonly kind: 'request'; readonly row: ExchangeStart }
  | { readonly kind: 'response'; readonly row: ExchangeEnd }
  | { readonly kind: 'note'; readonly row: LogNote }

interface Place extends Omit<Link, 'stamp'> {
  readonly writer: string
  readonly seq: number
}

/** Links a row to its place. The stamp covers the whole row, the place, and so all rows before it. */
export function makeLink(sealer: Sealer, bare: BareRow, place: Place): Link {
  return { ...place, stamp: sealer.stamp(stamped(bare, place)) }
}

/** Whether the row is, at this place, what its writer put there. */
export function checkLink(
  sealer: Sealer,
  bare: BareRow,
  { stamp, ...place }: Place & Link,
): 'good' | 'bad' | 'unknown-key' {
  return sealer.checkStamp({ text: stamped(bare, place), stamp })
}

export const writeLink = ({ settled, absent, previous, stamp }: Link): string =>
  ['v1', settled, absent.join('_'), previous, stamp].join('.')

/** `null` for what `writeLink` did not write. */
export function readLink(text: string): Link | null {
  const found = /^v1\.(\d+)\.([\d_]*)\.([\w~-]*)\.([\w~-]+)$/.exec(text)
  if (found === null) return null
  const [, settled = '', absent = '', previous = '', stamp = ''] = found
  return { settled: Number(settled), absent: absent === '' ? [] : absent.split('_').map(Number), previous, stamp }
}

export const linkOf = ({ row }: LogRow): Link | null => readLink(row.link)

function stamped(bare: BareRow, { writer, seq, settled, absent, previous }: Place): string {
  return storableJson([writer, seq, settled, absent.join('_'), previous, bare.kind, ...fieldsOf(bare)])
}

function fieldsOf(bare: BareRow): readonly Json[] {
  if (bare.kind === 'request') {
    const { id, at, direction, merchant, operation, recordId, request, sealedRequest } = bare.row
    return [id, at, direction, merchant, operation, recordId, request, sealedRequest]
  }
  if (bare.kind === 'response') {
    const { id, at, outcome, response, sealedResponse } = bare.row
    return [id, at, outcome, response, sealedResponse]
  }
  const { at, type, facts } = bare.row
  return [at, type, facts]
}
