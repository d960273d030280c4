import type { OfCustomer } from '@ovokit/core'
import { type MethodMark, markMethod } from './mark-method.ts'

/** Finds the customer who is signed in; `null` is answered with 401. */
export type OvoCustomerResolver = (
  // Express's or Fastify's, as the application knows it.
  request: never,
) => OfCustomer | null | undefined | Promise<OfCustomer | null | undefined>

const mark = markMethod<OvoCustomerResolver>('ovokit:resolve-customer')

/**
 * Marks the one method that finds the shop's own customer who is asking, by the session that the shop has with them.
 * Whoever it names links their OVO account, and pays out of it: never take the name from what the browser sends.
 */
export const ResolveOvoCustomer: () => MethodMark<OvoCustomerResolver> = mark.decorator

export const resolvesCustomers: (method: object) => boolean = mark.isOn
