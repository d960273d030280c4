import type { SubscriberArgs, SubscriberConfig } from '@medusajs/framework'
import { checkCanceledOrder } from '../follow/check-canceled-order.ts'
import type { OvoModuleService } from '../modules/ovo/service.ts'

export default async function orderCanceled({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  const { ovo, cases } = container.resolve('ovo') as OvoModuleService
  await checkCanceledOrder({ ovo, cases, container }, event.data.id)
}

export const config: SubscriberConfig = { event: 'order.canceled' }
