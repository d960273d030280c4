import { Inject } from '@nestjs/common'

/** The token of the application's `Ovo`, for `app.get()` and factories. */
export const getOvoToken = (): string => 'OvoKit'

/** The token of the module's options: override it to run an application against something else, such as a simulator. */
export const getOvoOptionsToken = (): string => 'OvoKit:options'

/** The token of one of several merchants, see `OvoModule.forFeature`. */
export const getOvoMerchantToken = (name: string): string => `OvoKit:merchant:${name}`

/** Injects the application's `Ovo`. */
export const InjectOvo = (): ParameterDecorator & PropertyDecorator => Inject(getOvoToken())

/** Injects an `OvoMerchant` that `OvoModule.forFeature` has registered. */
export const InjectOvoMerchant = (name: string): ParameterDecorator & PropertyDecorator =>
  Inject(getOvoMerchantToken(name))
