import type { StoreProcess } from './start-store.ts'

export interface Answer<Body = Record<string, never>> {
  readonly status: number
  readonly body: Body
}

// biome-ignore lint/suspicious/noExplicitAny: what Medusa answers is looked at, not typed
type Any = any

/** A shopper's hands: Medusa's public store API, over HTTP, and nothing else. */
export function createShopper({
  url,
  publishableKey,
  regionId,
}: Pick<StoreProcess, 'url' | 'publishableKey' | 'regionId'>) {
  let token: string | null = null

  async function call(method: string, path: string, body?: unknown): Promise<Answer<Any>> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        'x-publishable-api-key': publishableKey,
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? {} : parse(text) }
  }

  const must = async (answer: Promise<Answer<Any>>): Promise<Any> => {
    const { status, body } = await answer
    if (status >= 400) throw new Error(`the store answered ${status}: ${JSON.stringify(body)}`)
    return body
  }

  /** Becomes a customer of the store, signed in from now on. */
  async function signUp(email: string): Promise<string> {
    const credentials = { email, password: 'only for the example' }
    token = (await must(call('POST', '/auth/customer/emailpass/register', credentials))).token
    const { customer } = await must(call('POST', '/store/customers', { email, first_name: 'Siti' }))
    token = (await must(call('POST', '/auth/customer/emailpass', credentials))).token
    return customer.id
  }

  /** A cart with an address and a way to deliver, ready for payment. */
  async function fillCart(
    handles: readonly string[] = ['gayo'],
  ): Promise<{ readonly id: string; readonly total: number }> {
    const { products } = await must(call('GET', `/store/products?region_id=${regionId}&fields=*variants`))
    const address = {
      first_name: 'Siti',
      last_name: 'Aminah',
      address_1: 'Jalan Sabang 1',
      city: 'Jakarta',
      postal_code: '10110',
      country_code: 'id',
    }
    const { cart } = await must(
      call('POST', '/store/carts', { region_id: regionId, email: 'siti@toko.test', shipping_address: address }),
    )
    for (const handle of handles) {
      const product = products.find((each: Any) => each.handle === handle)
      await must(
        call('POST', `/store/carts/${cart.id}/line-items`, { variant_id: product.variants[0].id, quantity: 1 }),
      )
    }
    const { shipping_options: options } = await must(call('GET', `/store/shipping-options?cart_id=${cart.id}`))
    const { cart: full } = await must(
      call('POST', `/store/carts/${cart.id}/shipping-methods`, { option_id: options[0].id }),
    )
    return { id: cart.id, total: full.total }
  }

  /** Picks a way to pay. Resolves with the payment collection and its one session. */
  async function choose(cartId: string, providerId: string, data?: unknown): Promise<Answer<Any>> {
    const { payment_collection: collection } = await must(
      call('POST', '/store/payment-collections', { cart_id: cartId }),
    )
    return call('POST', `/store/payment-collections/${collection.id}/payment-sessions`, {
      provider_id: providerId,
      data,
    })
  }

  return {
    call,
    must,
    signUp,
    fillCart,
    choose,
    token: () => token,
    start: (cartId: string, body: unknown = {}) => call('POST', `/store/ovo/carts/${cartId}/payment`, body),
    look: (cartId: string) => call('GET', `/store/ovo/carts/${cartId}/payment`),
    complete: (cartId: string) => call('POST', `/store/carts/${cartId}/complete`),
  }
}

export type Shopper = ReturnType<typeof createShopper>

function parse(text: string): Any {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
