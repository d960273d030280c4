import { type DynamicModule, Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { ModuleRef } from '@nestjs/core'
import { OvoModule } from './ovo.module.ts'
import type { OvoModuleExtras } from './ovo-module-options.ts'
import { OvoTesting, type OvoTestingOptions } from './ovo-testing.ts'

export { OvoTesting, type OvoTestingOptions } from './ovo-testing.ts'

@Module({})
class OvoSimulatorModule implements OnApplicationShutdown {
  readonly #testing: OvoTesting

  constructor(@Inject(OvoTesting) testing: OvoTesting) {
    this.#testing = testing
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#testing.close()
  }
}

/** `OvoModule` against a simulator of its own: import it instead, and inject or `get` `OvoTesting`. */
@Module({})
export class OvoTestingModule implements OnModuleInit {
  readonly #module: ModuleRef
  readonly #testing: OvoTesting

  constructor(@Inject(ModuleRef) module: ModuleRef, @Inject(OvoTesting) testing: OvoTesting) {
    this.#module = module
    this.#testing = testing
  }

  static forRoot({ simulator, options, ...extras }: OvoTestingOptions & OvoModuleExtras = {}): DynamicModule {
    const start = (): Promise<OvoTesting> =>
      OvoTesting.start({
        ...(simulator === undefined ? {} : { simulator }),
        ...(options === undefined ? {} : { options }),
      })
    const simulated: DynamicModule = {
      module: OvoSimulatorModule,
      global: true,
      providers: [{ provide: OvoTesting, useFactory: start }],
      exports: [OvoTesting],
    }
    const ovo = OvoModule.forRootAsync({
      ...extras,
      imports: [simulated],
      inject: [OvoTesting],
      useFactory: (testing: OvoTesting) => testing.options,
    })
    return { module: OvoTestingModule, imports: [simulated, ovo] }
  }

  async onModuleInit(): Promise<void> {
    await this.#testing.attach({ get: (token: string) => this.#module.get(token, { strict: false }) } as never)
  }
}
