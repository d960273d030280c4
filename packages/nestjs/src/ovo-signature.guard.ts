import {
  applyDecorators,
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  HttpException,
  Inject,
  Injectable,
  SetMetadata,
  UseGuards,
} from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { HttpRequest } from './ovo-module-options.ts'
import { OvoNotifications, type OvoReply } from './ovo-notifications.ts'

const merchantKey = 'ovokit:merchant'
const replyKey: unique symbol = Symbol('ovokit:reply')

type Answered = HttpRequest & { [replyKey]?: OvoReply }

/**
 * Lets only OVO's genuine payment notifications in, for a controller of your own. By the time that your method runs, the
 * callback is verified over its raw bytes and durably taken: OVO is asked, and handlers hear what it says. Refuses with
 * OVO's own status and SNAP body, 401 for a bad signature.
 *
 * Return `@OvoReplyBody()` from the method, with status 200; `@OvoNotification()` stands for both.
 */
@Injectable()
export class OvoSignatureGuard implements CanActivate {
  readonly #notifications: OvoNotifications
  readonly #reflector: Reflector

  constructor(@Inject(OvoNotifications) notifications: OvoNotifications, @Inject(Reflector) reflector: Reflector) {
    this.#notifications = notifications
    this.#reflector = reflector
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Answered>()
    const merchant = this.#reflector.getAllAndOverride<string | undefined>(merchantKey, [
      context.getHandler(),
      context.getClass(),
    ])
    const reply = await this.#notifications.receiveFor(request, merchant ?? 'default')
    this.#notifications.setHeaders(context.switchToHttp().getResponse(), reply.headers)
    if (reply.status !== 200) throw new HttpException(reply.body ?? {}, reply.status)
    request[replyKey] = reply
    return true
  }
}

/** A route of your own for OVO's payment notification: the guard, and the status that OVO expects. */
export function OvoNotification({ merchant = 'default' }: { readonly merchant?: string } = {}): MethodDecorator {
  return applyDecorators(SetMetadata(merchantKey, merchant), UseGuards(OvoSignatureGuard), HttpCode(200))
}

/** What OVO is to be told, behind `OvoSignatureGuard`: return it as it is. */
export const OvoReplyBody: () => ParameterDecorator = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<Answered>()[replyKey]?.body,
)
