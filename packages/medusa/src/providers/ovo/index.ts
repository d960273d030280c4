import { ModuleProvider, Modules } from '@medusajs/framework/utils'
import { OvoQrisProvider } from './qris-provider.ts'

export default ModuleProvider(Modules.PAYMENT, { services: [OvoQrisProvider] })
