import type { Exchange, Ovo } from '@ovokit/core'
import { jakarta } from '../payments/describe-payment.ts'

export type Form = 'list' | 'curl' | 'http'

/** One line: when, which way, what, and what came of it. */
export function callLine({ id, at, direction, operation, response, durationMillis, recordId }: Exchange): string {
  const way = direction === 'out' ? '→' : '←'
  const code = /"response[Cc]ode"\s*:\s*"?(\w+)/.exec(response?.body ?? '')?.[1]
  const answer =
    response === null
      ? '…'
      : response.status === null
        ? response.outcome
        : [response.status, code ?? ''].join(' ').trim()
  const took = durationMillis === null ? '' : `  ${durationMillis} ms`
  return `${jakarta(at)}  ${way} ${operation}  ${answer}${took}  ${recordId ?? '-'}  (${id})`
}

/** The whole call with its answer, under its line. */
export function callText(ovo: Ovo, call: Exchange, form: Exclude<Form, 'list'>): string {
  const { request, response } = ovo.log.toHttp(call)
  const sent = form === 'curl' ? ovo.log.toCurl(call) : request
  return [`# ${callLine(call)}`, sent, '', response ?? `# ${call.response?.outcome ?? 'no answer on record'}`, ''].join(
    '\n',
  )
}
