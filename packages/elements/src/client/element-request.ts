import { createShopRequest, type ShopRequest } from './shop-request.ts'

/** The token of whoever is signed in at the shop, where it knows its customers by tokens and not by cookies. */
export type CustomerToken = () => string | null

/** Whether its attributes name a Medusa store, whose routes are under `/store/ovo`. */
export const isOfMedusa = (element: Element): boolean =>
  element.hasAttribute('cart') || element.hasAttribute('publishable-key')

/** The way from an element to the shop that its attributes name, until it has left the page. */
export function elementRequest(
  element: Element,
  { token, left }: { readonly token: CustomerToken | null; readonly left: AbortSignal },
): ShopRequest {
  const [base, key] = [element.getAttribute('base'), element.getAttribute('publishable-key')]
  const headers = (): Record<string, string> => {
    const bearer = token?.() ?? null
    return {
      ...(key === null ? {} : { 'x-publishable-api-key': key }),
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
    }
  }
  // A storefront and its store are two origins, and Medusa knows a customer without a token by its session's cookie.
  const [usual, credentials] = isOfMedusa(element) ? (['', 'include'] as const) : (['/ovo', 'same-origin'] as const)
  return createShopRequest(base ?? usual, { left, headers, credentials })
}
