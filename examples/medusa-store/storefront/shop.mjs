// The whole storefront: a shelf, a cart of one, and the plugin's checkout snippet. Everything is Medusa's public API.
import { createOvoStorefront, mountOvoPayment } from '/ovo/index.mjs'

const config = await (await fetch('/config.json')).json()
const storefront = createOvoStorefront({ ...config, token: () => localStorage.getItem('token') })
const element = (id) => document.getElementById(id)
const rupiah = (amount) => `Rp${amount.toLocaleString('id-ID')}`
let locale = new URLSearchParams(location.search).get('locale') ?? 'id'
let cart = null
let takeDown = () => {}

async function medusa(method, path, body) {
  const response = await fetch(`${config.baseUrl}${path}`, {
    method,
    headers: {
      ...{ 'x-publishable-api-key': config.publishableKey, 'content-type': 'application/json' },
      ...(localStorage.token ? { authorization: `Bearer ${localStorage.token}` } : {}),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.message)
  return answer
}

async function showShelf() {
  const { products } = await medusa(
    'GET',
    `/store/products?region_id=${config.regionId}&fields=*variants.calculated_price`,
  )
  for (const { title, description, variants } of products) {
    const card = document.createElement('article')
    const name = document.createElement('h2')
    const words = document.createElement('p')
    const buy = document.createElement('button')
    name.textContent = title
    words.textContent = description
    buy.textContent = `Beli ${title}, ${rupiah(variants[0].calculated_price.calculated_amount)}`
    buy.onclick = () => fill(variants[0].id)
    card.append(name, words, buy)
    element('shelf').append(card)
  }
}

async function fill(variantId) {
  takeDown()
  element('thanks').hidden = true
  const address = {
    first_name: 'Siti',
    last_name: 'Aminah',
    address_1: 'Jalan Sabang 1',
    city: 'Jakarta',
    country_code: 'id',
  }
  const input = { region_id: config.regionId, email: 'siti@toko.test', shipping_address: address }
  cart = (await medusa('POST', '/store/carts', { ...input, items: [{ variant_id: variantId, quantity: 1 }] })).cart
  const { shipping_options: options } = await medusa('GET', `/store/shipping-options?cart_id=${cart.id}`)
  cart = (await medusa('POST', `/store/carts/${cart.id}/shipping-methods`, { option_id: options[0].id })).cart
  element('total').textContent = rupiah(cart.total)
  element('checkout').hidden = false
  element('ways').hidden = false
  element('checkout').scrollIntoView()
}

/** What OVO's linking needs of a customer: who it is, and which number. Asked for until it is linked. */
async function account() {
  return localStorage.token ? storefront.account.look().catch(() => null) : null
}

element('ways').onchange = async ({ currentTarget }) => {
  const way = currentTarget.elements.way.value
  const isLinked = way.includes('linked') && (await account())?.status === 'linked'
  element('email').hidden = !way.includes('linked') || Boolean(localStorage.token)
  element('number').hidden = !(way.includes('push') || (way.includes('linked') && !isLinked))
}

/** A shop has pages of its own for this; here an e-mail is enough. */
async function signIn(email) {
  if (localStorage.token) return
  const credentials = { email, password: 'only for the example' }
  const keep = ({ token }) => localStorage.setItem('token', token)
  const known = await medusa('POST', '/auth/customer/emailpass', credentials).catch(() => null)
  if (known !== null) return keep(known)
  keep(await medusa('POST', '/auth/customer/emailpass/register', credentials))
  await medusa('POST', '/store/customers', { email })
  keep(await medusa('POST', '/auth/customer/emailpass', credentials))
}

/** Resolves with whether the customer can pay; otherwise the browser is on its way to OVO, and comes back here. */
async function link({ email, phone }) {
  await signIn(email)
  await medusa('POST', `/store/carts/${cart.id}/customer`, {})
  if ((await storefront.account.look()).status === 'linked') return true
  const { page } = await storefront.account.link(phone)
  location.assign(page)
  return false
}

element('ways').onsubmit = async (event) => {
  event.preventDefault()
  const { way, phone, email } = Object.fromEntries(new FormData(event.currentTarget))
  localStorage.setItem('cart', cart.id)
  if (way.includes('linked') && !(await link({ email, phone }))) return
  const { payment_collection: collection } = await medusa('POST', '/store/payment-collections', { cart_id: cart.id })
  await medusa('POST', `/store/payment-collections/${collection.id}/payment-sessions`, { provider_id: way })
  mount(way, phone)
}

function mount(way, phone) {
  element('ways').hidden = true
  takeDown()
  const number = way.includes('push') ? { phone } : {}
  takeDown = mountOvoPayment(element('payment'), { storefront, cartId: cart.id, locale, ...number, onPaid: complete })
}

async function complete() {
  const { order } = await medusa('POST', `/store/carts/${cart.id}/complete`)
  localStorage.removeItem('cart')
  element('checkout').hidden = true
  element('thanks').hidden = false
  element('thanks').firstElementChild.textContent = `Terima kasih! #${order.display_id}`
}

for (const button of document.querySelectorAll('[data-locale]')) {
  button.onclick = () => {
    locale = button.dataset.locale
  }
}
/** Back from OVO's pages: from linking, with what OVO has to say, or from the PIN, which says nothing. */
async function comeBack() {
  const id = localStorage.getItem('cart')
  if (!localStorage.token || id === null) return
  const isFromLinking = new URLSearchParams(location.search).has('linkState')
  if (isFromLinking) await storefront.account.complete(location.href)
  history.replaceState(null, '', location.pathname)
  cart = (await medusa('GET', `/store/carts/${id}`)).cart
  element('total').textContent = rupiah(cart.total)
  element('checkout').hidden = false
  if (!isFromLinking) return mount('pp_ovo-linked_ovo')
  element('ways').elements.way.value = 'pp_ovo-linked_ovo'
  element('ways').requestSubmit()
}

await showShelf()
await comeBack()
