import type { IEventBusModuleService, INotificationModuleService, MedusaContainer } from '@medusajs/framework/types'
import { Modules } from '@medusajs/framework/utils'
import type { Cases, Trouble } from './cases.ts'

/** The event on Medusa's event bus, for whoever wants an e-mail or a chat message of it. */
export const caseRaised = 'ovo.case_raised'

/** Puts something before a person: in the list on the admin's OVO page, in the admin's feed, and on the event bus. */
export async function raiseCase(
  { container, cases }: { readonly container: MedusaContainer; readonly cases: Cases },
  trouble: Trouble,
): Promise<void> {
  if (!(await cases.raise(trouble))) return
  // The list is what counts, and it is stored; the rest only points at it and may be missing.
  await Promise.allSettled([feed(container, trouble), tell(container, trouble)])
}

async function feed(container: MedusaContainer, { message, paymentId }: Trouble): Promise<void> {
  const notifications: INotificationModuleService | undefined = container.resolve(Modules.NOTIFICATION, {
    allowUnregistered: true,
  })
  const data = { title: 'An OVO payment needs you', description: `${message} (${paymentId})` }
  await notifications?.createNotifications({ to: '', channel: 'feed', template: 'admin-ui', data })
}

async function tell(container: MedusaContainer, data: Trouble): Promise<void> {
  const bus: IEventBusModuleService = container.resolve(Modules.EVENT_BUS)
  await bus.emit({ name: caseRaised, data })
}
