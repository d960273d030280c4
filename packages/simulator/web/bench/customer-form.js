import { announce } from '../announcer.js'
import { h } from '../dom.js'
import { t } from '../language.js'
import { addCustomer } from '../phone/simulator.js'

/** @import { Bench } from '../../src/phone/bench.ts' */
/** @import { Phone } from '../phone/phone.js' */

/**
 * Another customer, who holds the phone from then on.
 *
 * @param {Bench} _bench
 * @param {Phone} phone
 */
export function customerForm(_bench, phone) {
  const said = h('p', { class: 'hint' })
  const error = h('p', { class: 'error', role: 'alert' })
  const amount = { type: 'number', min: 0, step: 1, required: true }
  const balance = h('input', { ...amount, id: 'balance', value: 10_000 })
  const points = h('input', { ...amount, id: 'points', value: 0 })
  const add = async () => {
    error.textContent = ''
    try {
      const made = await addCustomer({ balance: balance.valueAsNumber, points: points.valueAsNumber })
      await phone.hand(made.phone)
      said.textContent = t('customerAdded', { name: made.name, phone: made.phone })
      announce(said.textContent)
    } catch {
      error.textContent = t('noAnswer')
    }
  }
  const node = h(
    'div',
    {},
    h('p', { class: 'soft' }, t('customerText')),
    h(
      'form',
      {
        onsubmit: (event) => {
          event.preventDefault()
          void add()
        },
      },
      h('label', { for: 'balance' }, t('balance')),
      balance,
      h('label', { for: 'points' }, t('pointsField')),
      points,
      error,
      h('button', { class: 'button' }, t('addCustomer')),
      said,
    ),
  )
  return { node }
}
