import type { Sender } from '../engine/sender.ts'
import type { ExchangeEnd, Store } from '../engine/store.ts'
import { OvoCallError } from '../errors/errors.ts'
import type { SnapCall, SnapResult } from '../snap/call.ts'

/** Asks something that changes nothing, written down before it leaves like every call (G1). */
export interface AskOnce {
  /** The answer's log entry is stored by the caller, with what follows from it. */
  ask(question: Question): Promise<{ readonly result: SnapResult; readonly exchangeEnd: ExchangeEnd }>
  /** Stores the log entry too, for an answer from which nothing follows. */
  askOnly(question: Question): Promise<SnapResult>
}

interface Question {
  readonly call: SnapCall
  readonly merchant: string
  readonly recordId: string | null
}

export function createAskOnce({ store, sender }: { readonly store: Store; readonly sender: Sender }): AskOnce {
  const ask: AskOnce['ask'] = async (question) => {
    const prepared = await sender.snap.prepare(question)
    await store.commit({ now: store.now(), exchangeStarts: [prepared.exchange.start] })
    return prepared.send()
  }
  return {
    ask,
    askOnly: async (question) => {
      const { result, exchangeEnd } = await ask(question)
      await store.commit({ now: store.now(), exchangeEnds: [exchangeEnd] })
      return result
    },
  }
}

/** What a question without a usable answer came to. */
export function callError(
  outcome:
    | { readonly type: 'refused'; readonly responseCode: string | null }
    | { readonly type: 'strange'; readonly field: string }
    | { readonly type: 'unclear'; readonly reason: string },
): OvoCallError {
  switch (outcome.type) {
    case 'refused': {
      const responseCode = outcome.responseCode ?? undefined
      return new OvoCallError('ovo-refused', `OVO refused (${responseCode ?? 'no code'}); nothing was done`, {
        responseCode,
      })
    }
    case 'strange':
      return new OvoCallError('ovo-protocol', `OVO's answer cannot be used: look at its ${outcome.field} in ovo.log`)
    case 'unclear':
      return new OvoCallError(
        'ovo-unreachable',
        `OVO gave no clear answer (${outcome.reason}); nothing was done. Ask again`,
      )
  }
}

/** The same for an answer whose reader only says that it is not usable. */
export function unansweredError(result: SnapResult, field: string): OvoCallError {
  if (result.kind === 'no-answer') return callError({ type: 'unclear', reason: result.reason })
  const { responseCode } = result
  switch (result.class) {
    case 'succeeded':
    case 'in-progress':
      return callError({ type: 'strange', field })
    case 'refused':
    case 'caller-fault':
    case 'renew-token':
      return callError({ type: 'refused', responseCode })
    case 'busy':
    case 'unknown':
      return callError({ type: 'unclear', reason: responseCode ?? 'unclear-answer' })
  }
}
