import { h } from '../../dom.js'
import { icon } from '../../icon.js'
import { t } from '../../language.js'
import { unlink } from '../simulator.js'

/** @import { PhoneLink } from '../../../src/phone/phone-state.ts' */
/** @import { Phone, Screen } from '../phone.js' */

/**
 * Asks once more: the merchant can take no payment from then on.
 *
 * @param {Phone} phone
 * @param {PhoneLink} link
 * @returns {Screen}
 */
export function unlinkScreen(phone, { partner, merchant }) {
  const error = h('p', { class: 'error', role: 'alert' })
  const go = async () => {
    error.textContent = ''
    try {
      await unlink({ phone: phone.state?.holder.phone ?? '', partner })
      phone.home()
    } catch {
      error.textContent = t('noAnswer')
    }
  }
  const node = h(
    'section',
    { class: 'flow' },
    h('span', { class: 'badge big' }, icon('stop')),
    h('h2', { class: 'title', tabindex: -1, 'aria-describedby': 'unlink-text' }, t('unlinkTitle', { merchant })),
    h('p', { class: 'text', id: 'unlink-text' }, t('unlinkText')),
    error,
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'button', class: 'button danger', onclick: () => void go() }, t('unlink')),
      h('button', { type: 'button', class: 'button other', onclick: () => phone.home() }, t('keep')),
    ),
  )
  return { node, back: () => phone.home() }
}
