import type { MedusaRequest } from '@medusajs/framework/http'
import type { OvoModuleService } from '../modules/ovo/service.ts'

/** OvoKit in this process. */
export const serviceOf = ({ scope }: Pick<MedusaRequest, 'scope'>): OvoModuleService => scope.resolve('ovo')
