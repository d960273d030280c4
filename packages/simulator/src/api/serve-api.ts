import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, answerAfter, answerBefore } from '../faults/apply-fault.ts'
import type { Fault } from '../faults/fault-queue.ts'
import type { FaultName } from '../faults/fault-table.ts'
import { Refusal, type Reply, replyFor } from '../wire/response-code.ts'
import type { World } from '../world/world.ts'
import { authenticate, bearerOf, type RawRequest } from './authenticate.ts'
import type { Endpoint } from './endpoints.ts'
import { readFields } from './fields.ts'

/** Answers one API request: a fault that comes before, then the checks and the work, then a fault that comes after. */
export async function serveApi(world: World, endpoint: Endpoint, request: RawRequest): Promise<Answer> {
  const fault = world.faults.take(endpoint.operation)
  const early = answerBefore(fault, endpoint, world)
  if (early !== undefined) return early
  const { reply, magic } = act(world, endpoint, request, fault)
  if (fault?.name === 'delay') await sleep(fault.delayMillis)
  return answerAfter(fault?.name ?? magic, reply, endpoint.service)
}

function act(
  world: World,
  endpoint: Endpoint,
  request: RawRequest,
  fault: Fault | undefined,
): { reply: Reply; magic?: FaultName | undefined } {
  const { service, method = 'POST', fields: rules } = endpoint
  try {
    if (request.method !== method) throw new Refusal('unsupported')
    const partner = authenticate(world, endpoint, request)
    const fields = method === 'GET' ? {} : readFields(request.body, rules)
    const query = new URL(request.path, 'http://ovo').searchParams
    const bearer = bearerOf(world, endpoint, request)
    const origin = `http://${request.headers.host ?? 'localhost'}`
    const {
      body,
      fault: magic,
      responseCase = 'success',
    } = endpoint.handle({
      world,
      partner,
      fields,
      fault,
      query,
      bearer,
      origin,
    })
    return { reply: replyFor(service, responseCase, { body }), magic }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { reply: replyFor(service, error.responseCase, { detail: error.detail }) }
  }
}
