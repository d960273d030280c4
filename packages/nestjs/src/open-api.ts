import { createRequire } from 'node:module'
import type { Type } from '@nestjs/common'

type Swagger = typeof import('@nestjs/swagger')

/** OpenAPI decorators where `@nestjs/swagger` is installed, and nothing where it is not. */
const swagger: Swagger | null = load()

function load(): Swagger | null {
  try {
    return createRequire(import.meta.url)('@nestjs/swagger') as Swagger
  } catch (error) {
    if ((error as { code?: unknown }).code === 'MODULE_NOT_FOUND') return null
    throw error
  }
}

/** Said, because what TypeScript knows of properties is lost in many builds. */
type PropertyType = typeof String | typeof Number | typeof Boolean | (() => Type<object>)

const nothing = (): void => {}

export const openApi: {
  hidden(): ClassDecorator
  tag(name: string): ClassDecorator
  operation(summary: string): MethodDecorator
  ok(type: Type<object>): MethodDecorator
  picture(type: string): MethodDecorator
  error(status: number, type: Type<object>, description: string): MethodDecorator
  property(
    type: PropertyType,
    description?: string,
    more?: { enum?: readonly string[]; nullable?: true; required?: false; isArray?: true },
  ): PropertyDecorator
} = {
  hidden: () => swagger?.ApiExcludeController() ?? nothing,
  tag: (name) => swagger?.ApiTags(name) ?? nothing,
  operation: (summary) => swagger?.ApiOperation({ summary }) ?? nothing,
  ok: (type) => swagger?.ApiOkResponse({ type }) ?? nothing,
  picture: (type) =>
    swagger?.ApiOkResponse({ content: { [type]: { schema: { type: 'string', format: 'binary' } } } }) ?? nothing,
  error: (status, type, description) => swagger?.ApiResponse({ status, type, description }) ?? nothing,
  property: (type, description, more) =>
    swagger?.ApiProperty({ type, ...(description === undefined ? {} : { description }), ...more } as object) ?? nothing,
}
