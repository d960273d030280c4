import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http'
import { MedusaError } from '@medusajs/framework/utils'
import { OvoError } from '@ovokit/core'
import type { OvoModuleService } from '../modules/ovo/service.ts'
import { serviceOf } from './service-of.ts'

/** A route of the admin: what it resolves with is the answer, and OvoKit's errors are Medusa's. */
export const adminRoute =
  (answer: (service: OvoModuleService, req: MedusaRequest) => Promise<object>) =>
  async (req: MedusaRequest, res: MedusaResponse): Promise<void> => {
    const service = serviceOf(req)
    const body = await answer(service, req).catch(throwAsMedusas)
    res.setHeader('Cache-Control', 'no-store').json({ ...body, now: service.ovo.now().toISOString() })
  }

/** @throws {MedusaError} for an error of OvoKit's, whose message it keeps. Any other error is thrown as it is. */
export function throwAsMedusas(error: unknown): never {
  if (!OvoError.is(error)) throw error
  throw new MedusaError(types[error.code] ?? MedusaError.Types.UNEXPECTED_STATE, error.message)
}

const types: Readonly<Record<string, string>> = {
  'payment-not-found': MedusaError.Types.NOT_FOUND,
  'not-resolvable': MedusaError.Types.NOT_ALLOWED,
  'invalid-input': MedusaError.Types.INVALID_DATA,
  'report-unreadable': MedusaError.Types.INVALID_DATA,
}
