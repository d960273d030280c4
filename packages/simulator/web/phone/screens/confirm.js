import { h } from '../../dom.js'
import { icon } from '../../icon.js'
import { rupiah, t } from '../../language.js'
import { isStillPayable } from '../payable.js'
import { decline, isPush } from '../simulator.js'
import { timeLeft } from '../time-left.js'

/** @import { PhoneState } from '../../../src/phone/phone-state.ts' */
/** @import { Phone, Screen } from '../phone.js' */
/** @import { Payable } from '../simulator.js' */
/** @import { Outcome } from './result.js' */

/**
 * Who asks for how much, and how long there is to say yes or no.
 *
 * @param {Phone} phone
 * @param {Payable} payable
 * @returns {Screen}
 */
export function confirmScreen(phone, payable) {
  const { amount, merchant } = payable
  const about = { amount, merchant }
  const time = timeLeft(payable)
  const balance = h('dd')
  const warning = h('p', { class: 'warning', hidden: true }, t('tooLittle'))
  const refuse = async () => {
    if (phone.isBusy) return
    phone.isBusy = true
    phone.own.add(payable.id)
    /** @type {Outcome['kind']} */
    let kind = 'unknown'
    try {
      kind = (await decline(payable)) ? 'declined' : 'over'
    } catch {}
    phone.isBusy = false
    phone.show('result', { ...about, kind })
  }
  const node = h(
    'section',
    { class: 'flow' },
    h('span', { class: 'badge big' }, icon(isPush(payable) ? 'phone' : 'qr')),
    h('h2', { class: 'title', tabindex: -1 }, t('confirmTitle', { amount: rupiah(amount) })),
    h(
      'dl',
      { class: 'facts' },
      fact(t('to'), h('dd', {}, merchant)),
      isPush(payable) && fact(t('invoice'), h('dd', {}, payable.merchantInvoice)),
      fact(t('from'), balance),
    ),
    warning,
    time.node,
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'button', class: 'button', onclick: () => phone.show('pin', payable) }, t('pay')),
      h('button', { type: 'button', class: 'button other', onclick: () => void refuse() }, t('decline')),
    ),
  )
  /** @param {PhoneState} state */
  const update = (state) => {
    balance.textContent = rupiah(state.holder.balance)
    warning.hidden = state.holder.balance >= amount
    if (phone.isBusy || isStillPayable(state, payable)) return
    phone.own.add(payable.id)
    phone.show('result', { ...about, kind: 'over' })
  }
  return { node, update, tick: time.tick, back: () => phone.home() }
}

/**
 * @param {string} name
 * @param {HTMLElement} value
 */
const fact = (name, value) => h('div', {}, h('dt', {}, name), value)
