import type { ModuleProviderExports } from '@medusajs/framework/types'
import { ModuleProvider, Modules } from '@medusajs/framework/utils'
import { OvoLinkedProvider } from './linked-provider.ts'
import { OvoPushToPayProvider } from './push-to-pay-provider.ts'
import { OvoQrisProvider } from './qris-provider.ts'

const provider: ModuleProviderExports = ModuleProvider(Modules.PAYMENT, {
  services: [OvoQrisProvider, OvoPushToPayProvider, OvoLinkedProvider],
})

export default provider
