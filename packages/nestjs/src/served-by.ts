import type { Provider, Type } from '@nestjs/common'
import { createCheckoutController } from './create-checkout-controller.ts'
import { createLinkController } from './create-link-controller.ts'
import { createLinkedController } from './create-linked-controller.ts'
import { createNotificationController } from './create-notification-controller.ts'
import { createTopUpController } from './create-top-up-controller.ts'
import { OvoCheckout } from './ovo-checkout.ts'
import { OvoLinks } from './ovo-links.ts'
import type { OvoModuleExtras } from './ovo-module-options.ts'
import { OvoTopUps } from './ovo-top-ups.ts'
import { RawBodyCheck } from './raw-body-check.ts'

/** What the module serves, and what that needs. */
export function servedBy({ notifications = {}, checkout = false, links = false, topUp = false }: OvoModuleExtras): {
  readonly controllers: Type<object>[]
  readonly providers: Provider[]
} {
  const controllers: Type<object>[] = []
  const providers: Provider[] = []
  if (notifications !== false) {
    controllers.push(createNotificationController(notifications))
    providers.push(RawBodyCheck)
  }
  if (checkout !== false) {
    controllers.push(createCheckoutController(checkout === true ? {} : checkout))
    providers.push(OvoCheckout)
  }
  if (links !== false) {
    controllers.push(createLinkController(links === true ? {} : links))
    if (checkout !== false) controllers.push(createLinkedController(checkout === true ? {} : checkout))
    providers.push(OvoLinks)
  }
  if (topUp !== false) {
    controllers.push(createTopUpController(topUp === true ? {} : topUp))
    providers.push(OvoTopUps)
  }
  return { controllers, providers }
}
