import { All, Controller, Inject, Req, Res, type Type, VERSION_NEUTRAL } from '@nestjs/common'
import { inboundPaths } from '@ovokit/core'
import { openApi } from './open-api.ts'
import type { HttpRequest, OvoControllerOptions } from './ovo-module-options.ts'
import { OvoNotifications } from './ovo-notifications.ts'

/** Makes the controller that OVO calls: a class of its own for each registration, so that none changes another's path. */
export function createNotificationController(options: OvoControllerOptions): Type<object> {
  const { path = 'ovo', version = VERSION_NEUTRAL, decorators = [] } = options

  @Controller({ path, version })
  class OvoNotificationController {
    readonly #notifications: OvoNotifications

    constructor(@Inject(OvoNotifications) notifications: OvoNotifications) {
      this.#notifications = notifications
    }

    @All([...inboundPaths, ...inboundPaths.map((path) => `merchants/:name${path}`)])
    async receive(@Req() request: HttpRequest, @Res() response: unknown): Promise<void> {
      this.#notifications.send(response, await this.#notifications.receive(request))
    }
  }
  for (const decorate of [openApi.hidden(), ...decorators]) decorate(OvoNotificationController)
  return OvoNotificationController
}
