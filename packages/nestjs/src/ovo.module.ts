import { type DynamicModule, Module } from '@nestjs/common'
import { DiscoveryModule } from '@nestjs/core'
import { ConfigurationError, type Ovo } from '@ovokit/core'
import { MethodFinder } from './find-methods.ts'
import { createOvoOf } from './options-shape.ts'
import { OvoHealthIndicator } from './ovo-health.indicator.ts'
import { OvoLifecycle } from './ovo-lifecycle.ts'
import { ovoMerchant } from './ovo-merchant.ts'
import { OvoConfigurableModule } from './ovo-module-definition.ts'
import type { OvoModuleOptions } from './ovo-module-options.ts'
import { OvoNotifications } from './ovo-notifications.ts'
import { getOvoMerchantToken, getOvoOptionsToken, getOvoToken } from './tokens.ts'

/**
 * OVO in a Nest application: `forRoot` and `forRootAsync` once, `forFeature` for named merchants.
 *
 * @throws {ConfigurationError} at boot, listing every problem
 */
@Module({
  imports: [DiscoveryModule],
  providers: [
    {
      provide: getOvoToken(),
      inject: [getOvoOptionsToken()],
      useFactory: createOvoOf,
    },
    MethodFinder,
    OvoLifecycle,
    OvoNotifications,
    OvoHealthIndicator,
  ],
  exports: [getOvoToken(), getOvoOptionsToken(), OvoLifecycle, OvoNotifications, OvoHealthIndicator],
})
export class OvoModule extends OvoConfigurableModule {
  /** Makes merchants that the root's options name injectable with `@InjectOvoMerchant(name)`. */
  static forFeature(...names: readonly string[]): DynamicModule {
    const providers = names.map((name) => ({
      provide: getOvoMerchantToken(name),
      inject: [getOvoToken(), getOvoOptionsToken()],
      useFactory: (ovo: Ovo, { merchants }: OvoModuleOptions) => {
        if (Object.hasOwn(merchants, name)) return ovoMerchant(ovo, name)
        throw new ConfigurationError([`forFeature: there is no merchant ${name} in the options of forRoot`])
      },
    }))
    return { module: OvoMerchantsModule, providers, exports: providers.map(({ provide }) => provide) }
  }
}

@Module({})
class OvoMerchantsModule {}
