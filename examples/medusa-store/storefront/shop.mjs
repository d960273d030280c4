// The whole storefront: a shelf, a cart of one, and the elements that pay it. Everything is Medusa's public API.
import { config, isSignedIn, medusa, signIn } from './medusa.mjs'
import { putElement } from './put-element.mjs'
import { rupiah, say, speak } from './words.mjs'

const linked = 'pp_ovo-linked_ovo'
const elements = {
  'pp_ovo-qris_ovo': 'ovo-qris',
  'pp_ovo-push-to-pay_ovo': 'ovo-push-to-pay',
  [linked]: 'ovo-linked-pay',
}
const byId = (id) => document.getElementById(id)
let cart = null

function show(id) {
  byId('problem').hidden = byId('other-way').hidden = true
  for (const section of document.querySelectorAll('main > section')) section.hidden = section.id !== id
  for (const place of ['payment', 'link']) byId(place).replaceChildren()
  byId(id).focus({ preventScroll: true })
  window.scrollTo(0, 0)
}

/** Does it, and says so where it does not work. */
const attempt = (work) => async (event) => {
  event?.preventDefault()
  byId('problem').hidden = true
  try {
    await work(event)
  } catch ({ status }) {
    say(byId('problem'), status === 400 ? 'notThisWay' : 'broken')
    byId('problem').hidden = false
  }
}

async function fillShelf() {
  const query = `region_id=${config.regionId}&fields=*variants.calculated_price`
  const { products } = await medusa('GET', `/store/products?${query}`)
  for (const { title, description, variants } of products) {
    const [card, name, text, buy] = ['article', 'h2', 'p', 'button'].map((tag) => document.createElement(tag))
    card.className = 'card'
    name.textContent = title
    text.textContent = description
    say(buy, 'buy', { title, price: rupiah(variants[0].calculated_price.calculated_amount) })
    buy.onclick = attempt(() => fillCart(variants[0].id))
    card.append(name, text, buy)
    byId('shelf').append(card)
  }
}

async function fillCart(variantId) {
  const name = { first_name: 'Siti', last_name: 'Aminah' }
  const address = { ...name, address_1: 'Jalan Sabang 1', city: 'Jakarta', country_code: 'id' }
  const input = { region_id: config.regionId, email: 'siti@toko.test', shipping_address: address }
  const items = [{ variant_id: variantId, quantity: 1 }]
  cart = (await medusa('POST', '/store/carts', { ...input, items })).cart
  const { shipping_options: options } = await medusa('GET', `/store/shipping-options?cart_id=${cart.id}`)
  cart = (await medusa('POST', `/store/carts/${cart.id}/shipping-methods`, { option_id: options[0].id })).cart
  localStorage.setItem('cart', cart.id)
  offerWays()
}

function offerWays() {
  show('checkout')
  say(byId('total'), 'total', { price: rupiah(cart.total) })
  byId('ways').hidden = false
}

/** Medusa's part of the choice, a payment session. */
async function choose(way) {
  if (way === linked) await medusa('POST', `/store/carts/${cart.id}/customer`, {})
  const { payment_collection: collection } = await medusa('POST', '/store/payment-collections', { cart_id: cart.id })
  await medusa('POST', `/store/payment-collections/${collection.id}/payment-sessions`, { provider_id: way })
  pay(way)
}

/** OVO's part, from the first request to the end: the way's own element. */
function pay(way) {
  show('checkout')
  byId('ways').hidden = true
  byId('other-way').hidden = false
  const payment = putElement(byId('payment'), elements[way], { cart: cart.id, amount: cart.total })
  payment.addEventListener('ovo-change', ({ detail }) => {
    byId('other-way').hidden = ['checking', 'paid', 'refunded'].includes(detail.status)
  })
  // The order is made without this page too; here the shopper gets to see it.
  payment.addEventListener('ovo-paid', attempt(complete), { once: true })
}

async function complete() {
  const { order } = await medusa('POST', `/store/carts/${cart.id}/complete`)
  localStorage.removeItem('cart')
  show('thanks')
  say(byId('order'), 'thanks', { number: order.display_id })
}

/** Where an account is linked, looked at and unlinked. */
async function openAccount() {
  show('account')
  byId('other-way').hidden = cart === null || localStorage.getItem('then') !== 'pay'
  byId('sign-in').hidden = await isSignedIn()
  if (!byId('sign-in').hidden) return
  const link = putElement(byId('link'), 'ovo-link')
  link.addEventListener('ovo-change', ({ detail }) => {
    if (detail.status !== 'linked' || localStorage.getItem('then') !== 'pay') return
    localStorage.removeItem('then')
    void attempt(() => choose(linked))()
  })
}

function leave() {
  localStorage.removeItem('cart')
  cart = null
  show('shelf')
}

/** Also back from OVO: from its pages for linking, which `<ovo-link>` notices, or from the PIN, which says nothing. */
async function begin() {
  const id = localStorage.getItem('cart')
  const fields = '*payment_collection.payment_sessions'
  if (id !== null) cart = (await medusa('GET', `/store/carts/${id}?fields=${fields}`).catch(() => null))?.cart ?? null
  if (new URLSearchParams(location.search).has('linkState')) return openAccount()
  if (cart === null) return show('shelf')
  const way = cart.payment_collection?.payment_sessions?.[0]?.provider_id
  if (way in elements) pay(way)
  else offerWays()
}

byId('ways').onsubmit = attempt(({ target }) => {
  const { way } = Object.fromEntries(new FormData(target))
  if (way !== linked) return choose(way)
  localStorage.setItem('then', 'pay')
  return openAccount()
})
byId('sign-in').onsubmit = attempt(async ({ target }) => {
  await signIn(new FormData(target).get('email'))
  await openAccount()
})
byId('to-account').onclick = attempt(() => {
  localStorage.removeItem('then')
  return openAccount()
})
byId('other-way').onclick = attempt(offerWays)
byId('again').onclick = byId('home').onclick = attempt(leave)
byId('language').onclick = () => speak(document.documentElement.lang === 'en' ? 'id' : 'en')

speak(new URLSearchParams(location.search).get('locale') ?? localStorage.getItem('language'))
await attempt(async () => {
  await begin()
  await fillShelf()
})()
