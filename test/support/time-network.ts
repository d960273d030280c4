import type { HttpResult, Transport } from '@ovokit/core'
import { Agent, request as send } from 'undici'
import type { Pulse } from './mortal-shop.ts'

export type NetworkFault =
  /** The connection is refused: it provably never left. */
  | { readonly fault: 'refuse' }
  /** It has left, and arrives so many milliseconds of the clock later. */
  | { readonly fault: 'delay'; readonly millis: number }

/** One call to OVO, as it left the shop. */
export interface Sending {
  readonly at: number
  readonly operation: string
  readonly merchantInvoice: string
}

/** The way from shops to OVO, on a clock that is moved: its delays and the callers' patience count by that clock. */
export interface TimeNetwork {
  readonly transport: Transport
  readonly sendings: readonly Sending[]
  /** Hits the next call of that operation. */
  hit(operation: string, fault: NetworkFault): void
  clear(): void
  /** Whoever has waited long enough, by the clock, gives up; what was slow arrives. */
  tick(): void
  /** When something that waits here is due. */
  nextAt(): number
  close(): Promise<void>
}

/** By `type` and `processingCode`, spelled as the simulator spells its operations. */
const operations: Readonly<Record<string, string>> = {
  '0100 050000': 'pos.inquiry',
  '0200 040000': 'pos.push',
  '0400 040000': 'pos.reversal',
  '0200 020040': 'pos.void',
  '0100 040000': 'pos.status',
  '0100 020040': 'pos.void-status',
}

export function createTimeNetwork(now: () => number, pulse: Pulse): TimeNetwork {
  const agent = new Agent({ connections: null })
  const waiting = new Set<{ readonly at: number; readonly run: () => void }>()
  const faults: { readonly operation: string; readonly fault: NetworkFault }[] = []
  const sendings: Sending[] = []
  /** `wait` resolves at that instant, unless it is dropped before. */
  function alarm(instant: number): { wait: Promise<void>; drop: () => void } {
    let drop: () => void = () => {}
    const wait = new Promise<void>((run) => {
      const entry = { at: instant, run }
      waiting.add(entry)
      drop = () => waiting.delete(entry)
    })
    return { wait, drop }
  }

  async function deliver(request: Parameters<Transport>[0]): Promise<HttpResult> {
    const { method, url, headers, body } = request
    try {
      const answer = await send(url, { method, headers, body, dispatcher: agent })
      const bytes = new Uint8Array(await answer.body.arrayBuffer())
      const flat = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]))
      return { kind: 'answered', status: answer.statusCode, headers: flat, body: bytes }
    } catch {
      return { kind: 'no-answer', sent: 'maybe', reason: 'connection-lost' }
    } finally {
      pulse.count += 1
    }
  }

  return {
    sendings,
    transport: async (request, { timeoutMillis }) => {
      const { type, processingCode, transactionRequestData } = JSON.parse(Buffer.from(request.body).toString())
      const operation = operations[`${type} ${processingCode}`] ?? 'unknown'
      sendings.push({ at: now(), operation, merchantInvoice: transactionRequestData.merchantInvoice ?? '' })
      const index = faults.findIndex((one) => one.operation === operation)
      const [hit] = index < 0 ? [] : faults.splice(index, 1)
      if (hit?.fault.fault === 'refuse') return { kind: 'no-answer', sent: 'no', reason: 'connection-refused' }
      const millis = hit?.fault.fault === 'delay' ? hit.fault.millis : 0
      // It is on its way whatever becomes of whoever waits for the answer.
      const answer = (millis === 0 ? Promise.resolve() : alarm(now() + millis).wait).then(() => deliver(request))
      const patience = alarm(now() + timeoutMillis)
      const gaveUp: HttpResult = { kind: 'no-answer', sent: 'maybe', reason: 'timeout' }
      return Promise.race([answer.finally(patience.drop), patience.wait.then(() => gaveUp)])
    },
    hit: (operation, fault) => void faults.push({ operation, fault }),
    clear: () => {
      faults.length = 0
    },
    tick: () => {
      for (const one of waiting) {
        if (one.at > now()) continue
        waiting.delete(one)
        pulse.count += 1
        one.run()
      }
    },
    nextAt: () => Math.min(...[...waiting].map((one) => one.at)),
    close: () => agent.destroy(),
  }
}
