import type { ModuleProviderExports } from '@medusajs/framework/types'
import { ModuleProvider, Modules } from '@medusajs/framework/utils'
import { OvoPushToPayProvider } from './push-to-pay-provider.ts'
import { OvoQrisProvider } from './qris-provider.ts'

const provider: ModuleProviderExports = ModuleProvider(Modules.PAYMENT, {
  services: [OvoQrisProvider, OvoPushToPayProvider],
})

export default provider
