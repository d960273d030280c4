import { ModuleProvider, Modules } from '@medusajs/framework/utils'
import { OvoPushToPayProvider } from './push-to-pay-provider.ts'
import { OvoQrisProvider } from './qris-provider.ts'

export default ModuleProvider(Modules.PAYMENT, { services: [OvoQrisProvider, OvoPushToPayProvider] })
