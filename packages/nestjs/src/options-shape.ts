import { ConfigurationError, createOvo, type Ovo, OvoError } from '@ovokit/core'
import { Allow, IsBoolean, IsInstance, IsObject, IsOptional, ValidateIf, validateSync } from 'class-validator'
import { nestLogger } from './nest-logger.ts'
import type { OvoModuleOptions } from './ovo-module-options.ts'

/** The module's own options, and the names of core's: core says itself what is wrong with those. */
class OptionsShape {
  @Allow() environment: unknown
  @Allow() store: unknown
  @Allow() encryptionKey: unknown
  @Allow() merchants: unknown
  @Allow() apiLog: unknown
  @Allow() tls: unknown
  @Allow() random: unknown
  @IsOptional() @IsObject({ message: 'logger: is an object with debug, info, warn and error' }) logger: unknown
  @IsOptional() @IsInstance(Function, { message: 'transport: is a function' }) transport: unknown
  @IsOptional() @IsBoolean({ message: 'worker: is true or false' }) worker: unknown
  @IsOptional()
  @IsInstance(Function, { message: 'signedPath: is a function that takes the request and returns what OVO called' })
  signedPath: unknown
  @IsOptional() @IsBoolean({ message: 'inquireFirst: is true or false' }) inquireFirst: unknown
  @ValidateIf(({ limits }) => limits !== undefined && limits !== false)
  @IsObject({ message: 'limits: is false, or an object such as { order: { limit: 10 } }' })
  limits: unknown
  @IsOptional() @IsObject({ message: 'wallet: is an object with publicUrl and pages' }) wallet: unknown
  @IsOptional() @IsObject({ message: 'streams: is an object such as { address: 100 }' }) streams: unknown
}

/**
 * Makes OvoKit out of the module's options.
 *
 * @throws {ConfigurationError} `invalid-configuration`, listing every problem of the module's options and of core's
 */
export function createOvoOf(options: OvoModuleOptions): Ovo {
  if (typeof options !== 'object' || options === null)
    throw new ConfigurationError(['the options are missing; return an object from the factory'])
  const problems = shapeProblems(options)
  const {
    worker: _,
    signedPath: __,
    inquireFirst: ___,
    limits: ____,
    streams: _____,
    wallet: ______,
    ...config
  } = options
  try {
    const ovo = createOvo({ logger: nestLogger(), ...config })
    if (problems.length === 0) return ovo
  } catch (error) {
    if (!OvoError.is(error) || error.code !== 'invalid-configuration') throw error
    problems.push(...(error as ConfigurationError).problems)
  }
  throw new ConfigurationError(problems)
}

function shapeProblems(options: OvoModuleOptions): string[] {
  const errors = validateSync(Object.assign(new OptionsShape(), options), {
    whitelist: true,
    forbidNonWhitelisted: true,
    validationError: { target: false, value: false },
  })
  return errors.flatMap(({ property, constraints = {} }) =>
    'whitelistValidation' in constraints
      ? [`${property}: is no option of OvoModule; is it spelled right?`]
      : Object.values(constraints),
  )
}
