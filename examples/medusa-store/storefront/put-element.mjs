// All that paying with OVO takes in a storefront: an element, and which store and cart it is about.
import '/elements/ovo-elements.js'
import { config, token } from './medusa.mjs'

export function putElement(place, tag, attributes = {}) {
  const element = document.createElement(tag)
  const store = { base: config.baseUrl, 'publishable-key': config.publishableKey }
  for (const [name, value] of Object.entries({ ...store, ...attributes })) element.setAttribute(name, value)
  // Only for what belongs to a customer: linking, and paying out of a linked account.
  element.token = token
  place.replaceChildren(element)
  return element
}
