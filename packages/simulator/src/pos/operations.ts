import type { PosOperation } from '../faults/fault-table.ts'
import { inquiry } from './inquiry.ts'
import type { PosHandler } from './pos-call.ts'
import { push } from './push.ts'
import { reversal } from './reversal.ts'
import { status, voidStatus } from './status.ts'
import { voidPush } from './void.ts'

/** Everything that tells one Push To Pay operation from another: they share a path. */
export interface PosRow {
  readonly operation: PosOperation
  readonly type: string
  readonly processingCode: string
  /** `type` of the answer. */
  readonly answerType: string
  readonly handle: PosHandler
}

export const POS_PATH = '/pos'

/** The operations of Push To Pay. */
export const POS_OPERATIONS: readonly PosRow[] = [
  { operation: 'pos.inquiry', type: '0100', processingCode: '050000', answerType: '0110', handle: inquiry },
  { operation: 'pos.push', type: '0200', processingCode: '040000', answerType: '0210', handle: push },
  { operation: 'pos.reversal', type: '0400', processingCode: '040000', answerType: '0410', handle: reversal },
  { operation: 'pos.void', type: '0200', processingCode: '020040', answerType: '0210', handle: voidPush },
  { operation: 'pos.status', type: '0100', processingCode: '040000', answerType: '0110', handle: status },
  { operation: 'pos.void-status', type: '0100', processingCode: '020040', answerType: '0110', handle: voidStatus },
]
