import { h } from '../../dom.js'
import { icon } from '../../icon.js'
import { rupiah, t } from '../../language.js'
import { isStillPayable } from '../payable.js'
import { pay } from '../simulator.js'
import { timeLeft } from '../time-left.js'

/** @import { PhoneState } from '../../../src/phone/phone-state.ts' */
/** @import { TextName } from '../../texts.js' */
/** @import { Phone, Screen } from '../phone.js' */
/** @import { Payable } from '../simulator.js' */

const DIGITS = 6

/**
 * The PIN, by the pad or the keyboard. The last digit pays.
 *
 * @param {Phone} phone
 * @param {Payable} payable
 * @returns {Screen}
 */
export function pinScreen(phone, payable) {
  const { amount, merchant } = payable
  const about = { amount, merchant }
  const time = timeLeft(payable)
  const error = h('p', { class: 'error', role: 'alert', id: 'pin-error' })
  const working = h('p', { class: 'soft', role: 'status' })
  // The pad below is the keyboard; a device need not bring its own.
  const field = h('input', {
    id: 'pin',
    class: 'pin',
    type: 'password',
    inputmode: 'none',
    maxlength: DIGITS,
    autocomplete: 'off',
    'aria-describedby': 'pin-for pin-error pin-hint',
    oninput: () => typed(field.value),
  })
  /** @param {string} text */
  const typed = (text) => {
    if (phone.isBusy) return
    field.value = text.replaceAll(/\D/g, '').slice(0, DIGITS)
    if (field.value !== '') complain(null)
    if (field.value.length === DIGITS) void submit(field.value)
  }
  /** @param {TextName | null} name */
  const complain = (name) => {
    error.textContent = name === null ? '' : t(name)
    field.setAttribute('aria-invalid', String(name !== null))
  }
  /** @param {string} pin */
  const submit = async (pin) => {
    phone.isBusy = true
    phone.own.add(payable.id)
    field.readOnly = true
    working.textContent = t('working')
    try {
      const done = await pay(payable, { phone: phone.state?.holder.phone ?? '', pin })
      if (!done.ok && done.reason === 'wrong-pin') {
        phone.own.delete(payable.id)
        return complain('wrong-pin')
      }
      phone.show(
        'result',
        done.ok
          ? { ...about, kind: 'paid', reference: 'referenceNo' in done ? done.referenceNo : done.merchantInvoice }
          : { ...about, kind: 'failed', reason: done.reason },
      )
    } catch {
      // Whether it was paid will be news.
      phone.own.delete(payable.id)
      phone.show('result', { ...about, kind: 'unknown' })
    } finally {
      phone.isBusy = false
      field.readOnly = false
      field.value = ''
      working.textContent = ''
    }
  }
  const node = h(
    'section',
    { class: 'flow' },
    h('h2', { class: 'title', tabindex: -1 }, t('pinTitle')),
    h('p', { class: 'soft', id: 'pin-for' }, t('pinFor', { merchant, amount: rupiah(amount) })),
    h('label', { class: 'unseen', for: 'pin' }, t('pin')),
    field,
    error,
    working,
    pad(field, typed),
    h('p', { class: 'hint', id: 'pin-hint' }, t('pinHint')),
    time.node,
  )
  node.addEventListener('keydown', ({ key, target }) => {
    if (target !== field && /^\d$/.test(key)) typed(field.value + key)
  })
  /** @param {PhoneState} state */
  const update = (state) => {
    if (phone.isBusy || isStillPayable(state, payable)) return
    phone.own.add(payable.id)
    phone.show('result', { ...about, kind: 'over' })
  }
  return { node, update, tick: time.tick, back: () => phone.show('confirm', payable), focus: field }
}

/**
 * @param {HTMLInputElement} field
 * @param {(text: string) => void} type
 */
function pad(field, type) {
  /**
   * @param {string} label
   * @param {() => void} press
   */
  const key = (label, press) => h('button', { type: 'button', class: 'key', onclick: press }, label)
  const digit = (/** @type {string} */ one) => key(one, () => type(field.value + one))
  const erase = h(
    'button',
    { type: 'button', class: 'key bare', 'aria-label': t('erase'), onclick: () => type(field.value.slice(0, -1)) },
    icon('erase'),
  )
  return h('div', { class: 'pad' }, ...[...'123456789'].map(digit), h('span'), digit('0'), erase)
}
