import { createParamDecorator, type ExecutionContext, type PipeTransform, type Type } from '@nestjs/common'
import type { NoticeType, OvoEvent, TopUpNoticeType } from '@ovokit/core'

const metadataKey = 'ovokit:on-notice'

/** What a method can be marked to hear. */
export type HeardType = NoticeType | '*' | TopUpNoticeType

/** Stands on methods that take such an event. */
export type NoticeDecorator<Event> = <Method extends (event: Event) => unknown>(
  target: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void

/**
 * Marks a method of a provider or controller as a handler of payment events; `*` hears all. Several may stand on one
 * method.
 *
 * An event comes at least once, in order per payment, with an `id` that never changes, and again until the method has
 * returned or its promise has resolved: keep `event.id` with what you do. Guards, pipes and interceptors apply; the
 * execution context's type is `ovo`. Exception filters do not: an error means that the event is delivered again.
 */
export const OnOvoPayment = (type: NoticeType | '*'): NoticeDecorator<OvoEvent> => hears(type)

export function hears<Event>(type: HeardType): NoticeDecorator<Event> {
  return (_target, _name, { value }) => {
    if (value === undefined) return
    Reflect.defineMetadata(metadataKey, [...noticeTypesOf(value), type], value)
  }
}

/** What a method wants to hear. */
export const noticeTypesOf = (method: object): readonly HeardType[] => Reflect.getMetadata(metadataKey, method) ?? []

type PayloadDecorator = (...pipes: (Type<PipeTransform> | PipeTransform)[]) => ParameterDecorator

/** The event, as a parameter of a handler that has pipes for it. A first parameter without decorator gets it as well. */
export const OvoPayload: PayloadDecorator = (...pipes) => eventParam(...pipes)

const eventParam: (...pipes: (Type<PipeTransform> | PipeTransform)[]) => ParameterDecorator = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.getArgByIndex(0),
)
