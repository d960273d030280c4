import { h } from '../../dom.js'
import { icon } from '../../icon.js'
import { rupiah, t } from '../../language.js'

/** @import { IconName } from '../../icon.js' */
/** @import { TextName } from '../../texts.js' */
/** @import { Phone, Screen } from '../phone.js' */

/**
 * How it ended. `unknown`: no answer came, so it may have happened. `over`: it could no longer be paid.
 *
 * @typedef {object} Outcome
 * @property {'paid' | 'declined' | 'failed' | 'over' | 'unknown'} kind
 * @property {number} amount
 * @property {string} merchant
 * @property {TextName} [reason]
 * @property {string} [reference]
 */

/** @type {Readonly<Record<Outcome['kind'], { mark: IconName, look: string, title: TextName, text: TextName }>>} */
const ENDS = {
  paid: { mark: 'done', look: 'good', title: 'paidTitle', text: 'paidText' },
  declined: { mark: 'stop', look: '', title: 'declinedTitle', text: 'declinedText' },
  failed: { mark: 'problem', look: 'bad', title: 'failedTitle', text: 'insufficient' },
  over: { mark: 'late', look: 'warn', title: 'overTitle', text: 'overText' },
  unknown: { mark: 'problem', look: 'warn', title: 'unknownTitle', text: 'unknownText' },
}

/**
 * @param {Phone} phone
 * @param {Outcome} outcome
 * @returns {Screen}
 */
export function resultScreen(phone, { kind, amount, merchant, reason, reference }) {
  const { mark, look, title, text } = ENDS[kind]
  const home = () => phone.home()
  const node = h(
    'section',
    { class: `flow ${look}` },
    h('span', { class: 'badge big' }, icon(mark)),
    h('h2', { class: 'title', tabindex: -1, 'aria-describedby': 'result-text' }, t(title)),
    h('p', { class: 'money' }, rupiah(amount)),
    h('p', { class: 'text', id: 'result-text' }, t(reason ?? text, { amount: rupiah(amount), merchant })),
    reference !== undefined &&
      h('dl', { class: 'facts' }, h('div', {}, h('dt', {}, t('reference')), h('dd', {}, reference))),
    h('div', { class: 'actions' }, h('button', { type: 'button', class: 'button', onclick: home }, t('done'))),
  )
  return { node, back: home }
}
