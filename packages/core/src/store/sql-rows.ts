import type {
  Delivery,
  HistoryEntry,
  LogLink,
  LogNote,
  LogRow,
  StoredExchange,
  StoredRecord,
  StoredToken,
} from '../engine/store.ts'
import type { JsonObject } from '../values/json.ts'

/** A row as drivers give it: bigint comes as a number, a string or a BigInt, jsonb as the value. */
export type Row = Readonly<Record<string, unknown>>

const text = (value: unknown): string => String(value)
const maybeText = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))
const maybeNumber = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value))
const json = (value: unknown): JsonObject => value as JsonObject

export const toRecord = (row: Row): StoredRecord => ({
  id: text(row.id),
  kind: text(row.kind),
  merchant: text(row.merchant),
  reference: text(row.reference),
  number: text(row.number),
  parentId: maybeText(row.parent_id),
  state: text(row.state),
  version: Number(row.version),
  data: json(row.data),
  exclusive: maybeText(row.exclusive),
  dueAt: maybeNumber(row.due_at),
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
})

export const toHistory = (row: Row): HistoryEntry => ({
  recordId: text(row.record_id),
  at: Number(row.at),
  type: text(row.type),
  from: text(row.from_state),
  to: text(row.to_state),
  isRejected: row.is_rejected === true,
  facts: json(row.facts),
})

export const toDelivery = (row: Row): Delivery => ({
  id: text(row.id),
  stream: text(row.stream),
  type: text(row.type),
  at: Number(row.at),
  payload: json(row.payload),
  attempts: Number(row.attempts),
})

export const toToken = (row: Row): StoredToken => ({
  generation: Number(row.generation),
  sealed: text(row.sealed),
  refreshAt: Number(row.refresh_at),
  expiresAt: Number(row.expires_at),
})

export const toExchange = (row: Row): StoredExchange => ({
  id: text(row.id),
  at: Number(row.at),
  direction: row.direction === 'in' ? 'in' : 'out',
  merchant: text(row.merchant),
  operation: text(row.operation),
  recordId: maybeText(row.record_id),
  request: json(row.request),
  sealedRequest: text(row.sealed_request),
  end:
    row.ended_at === null
      ? null
      : {
          at: Number(row.ended_at),
          outcome: text(row.outcome),
          response: json(row.response),
          sealedResponse: text(row.sealed_response),
        },
})

export const toLogLink = (row: Row): LogLink => ({
  writer: text(row.writer),
  seq: Number(row.seq),
  link: text(row.link),
})

export function toLogRow(writer: string, row: Row): LogRow {
  const place = { ...toLogLink({ ...row, writer }), at: Number(row.at) }
  const [content, sealed] = [json(row.content), text(row.sealed)]
  if (row.kind === 'note') {
    return { kind: 'note', row: { ...place, type: text(row.operation) as LogNote['type'], facts: content } }
  }
  const side = { ...place, id: text(row.id) }
  if (row.kind === 'response') {
    const outcome = text(row.operation)
    return { kind: 'response', row: { ...side, outcome, response: content, sealedResponse: sealed } }
  }
  return {
    kind: 'request',
    row: {
      ...side,
      direction: row.direction === 'in' ? 'in' : 'out',
      merchant: text(row.merchant),
      operation: text(row.operation),
      recordId: maybeText(row.record_id),
      request: content,
      sealedRequest: sealed,
    },
  }
}
