import type { AuthorizedTopUp } from '@ovokit/core/checkout'
import { type MethodMark, markMethod } from './mark-method.ts'

/** Says what the visitor may top up, out of the shop's deposit; `null` is answered with 404. */
export type OvoTopUpAuthorizer = (
  // Express's or Fastify's, as the application knows it.
  request: never,
  topUpId: string,
) => AuthorizedTopUp | null | undefined | Promise<AuthorizedTopUp | null | undefined>

const mark = markMethod<OvoTopUpAuthorizer>('ovokit:authorize-top-up')

/**
 * Marks the one method that says what a visitor may top up: `(request, topUpId)`. It is all that stands between a browser
 * and the deposit: the amount comes from here, and so does `funding`, the name of what pays for it, which is spent once.
 * `funding: null` lets the visitor see the fee, and confirm nothing.
 */
export const AuthorizeOvoTopUp: () => MethodMark<OvoTopUpAuthorizer> = mark.decorator

export const authorizesTopUps: (method: object) => boolean = mark.isOn
