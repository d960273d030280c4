import { applyDecorators, Controller, HttpCode, type Type, UseInterceptors, VERSION_NEUTRAL } from '@nestjs/common'
import { openApi } from './open-api.ts'
import type { OvoControllerOptions } from './ovo-module-options.ts'
import { noStore } from './page-answers.ts'
import { ShopperErrorDto } from './shopper.dto.ts'
import { ShopperErrorsInterceptor } from './shopper-errors.interceptor.ts'

/** Stands on a controller that pages call: where it is served, and errors as a shopper may know them. */
export const PageController = (
  { path = 'ovo', version = VERSION_NEUTRAL, decorators = [] }: OvoControllerOptions,
  below = '',
): ClassDecorator =>
  applyDecorators(
    Controller({ path: path + below, version }),
    UseInterceptors(ShopperErrorsInterceptor),
    openApi.tag('OVO'),
    ...decorators,
  )

/** Stands on a route of one: what it answers with, and what each status of an error means there. */
export const PageAnswer = (
  summary: string,
  type: Type<object>,
  errors: Readonly<Record<number, string>>,
): MethodDecorator =>
  applyDecorators(
    HttpCode(200),
    noStore,
    openApi.operation(summary),
    openApi.ok(type),
    ...Object.entries({ ...errors, 429: 'Too often' }).map(([status, what]) =>
      openApi.error(Number(status), ShopperErrorDto, what),
    ),
  )
