import {
  ConfigurableModuleBuilder,
  type ConfigurableModuleCls,
  type ConfigurableModuleHost,
  type DynamicModule,
} from '@nestjs/common'
import type { OvoModuleExtras, OvoModuleOptions } from './ovo-module-options.ts'
import { servedBy } from './served-by.ts'
import { getOvoOptionsToken } from './tokens.ts'

const definition: ConfigurableModuleHost<OvoModuleOptions, 'forRoot', 'createOvoOptions', OvoModuleExtras> =
  new ConfigurableModuleBuilder<OvoModuleOptions>({ optionsInjectionToken: getOvoOptionsToken() })
    .setClassMethodName('forRoot')
    .setFactoryMethodName('createOvoOptions')
    .setExtras<OvoModuleExtras>(
      { isGlobal: true, notifications: {}, checkout: false, links: false, topUp: false },
      (module, extras): DynamicModule => {
        const { controllers, providers } = servedBy(extras)
        return {
          ...module,
          global: extras.isGlobal ?? true,
          controllers,
          providers: [...(module.providers ?? []), ...providers],
        }
      },
    )
    .build()

export const OvoConfigurableModule: ConfigurableModuleCls<
  OvoModuleOptions,
  'forRoot',
  'createOvoOptions',
  OvoModuleExtras
> = definition.ConfigurableModuleClass
