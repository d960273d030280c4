import { h, keep } from '../../dom.js'
import { icon } from '../../icon.js'
import { jakartaTime, rupiah, t } from '../../language.js'
import { clock, minutesAndSeconds } from '../clock.js'
import { isPush } from '../simulator.js'
import { otherQr } from './other-qr.js'

/** @import { PhoneEntry } from '../../../src/phone/phone-history.ts' */
/** @import { PhoneLink, PhoneState } from '../../../src/phone/phone-state.ts' */
/** @import { Phone, Screen } from '../phone.js' */
/** @import { Payable } from '../simulator.js' */

/**
 * Whose phone it is, what there is to pay, and what was paid.
 *
 * @param {Phone} phone
 * @returns {Screen}
 */
export function homeScreen(phone) {
  const holder = h('select', { id: 'holder', onchange: () => void phone.hand(holder.value) })
  const balance = h('p', { class: 'money' })
  const points = h('p', { class: 'soft' })
  const nothing = h('div', { class: 'nothing' })
  const waiting = h('ul', { class: 'rows' })
  const links = h('ul', { class: 'rows' })
  const history = h('ul', { class: 'rows' })
  const noHistory = h('p', { class: 'soft' }, t('noHistory'))
  const linked = part('links', links)
  let drawnHolders = ''

  /** @param {PhoneState} state */
  const update = (state) => {
    const holders = JSON.stringify([state.customers, state.holder.phone])
    if (holders !== drawnHolders) {
      drawnHolders = holders
      holder.replaceChildren(
        ...state.customers.map(({ phone: value, name }) =>
          h('option', { value, selected: value === state.holder.phone }, `${value} · ${name}`),
        ),
      )
    }
    balance.textContent = rupiah(state.holder.balance)
    points.textContent = t('points', { points: state.holder.points.toLocaleString('id-ID') })
    const payables = [...state.pushes, ...state.nearby]
    nothing.hidden = payables.length > 0
    if (nothing.dataset.phone !== state.holder.phone) {
      nothing.dataset.phone = state.holder.phone
      nothing.replaceChildren(
        h('h3', {}, t('nothingTitle')),
        h('p', {}, t('nothingPush', { phone: state.holder.phone })),
        h('p', {}, t('nothingQr')),
      )
    }
    keep(
      waiting,
      payables.map((payable) => ({ key: payable.id, make: () => payableRow(phone, payable) })),
    )
    linked.hidden = state.links.length === 0
    keep(
      links,
      state.links.map((link) => ({ key: `${link.partner}/${link.linkedAt}`, make: () => linkRow(phone, link) })),
    )
    noHistory.hidden = state.history.length > 0
    keep(
      history,
      state.history.map((entry) => ({ key: `${entry.id}/${entry.kind}`, make: () => entryRow(entry) })),
    )
    tick()
  }

  const tick = () => {
    for (const one of waiting.querySelectorAll('[data-until]')) {
      const seconds = clock.secondsUntil(Number(one.getAttribute('data-until')))
      one.textContent = seconds === 0 ? t('timeOver') : minutesAndSeconds(seconds)
    }
  }

  const node = h(
    'div',
    { class: 'home' },
    h(
      'section',
      { class: 'wallet' },
      h('label', { for: 'holder' }, t('holder')),
      holder,
      h('p', { class: 'soft' }, t('cash')),
      balance,
      points,
    ),
    part('waiting', nothing, waiting),
    otherQr(phone),
    linked,
    part('history', noHistory, history),
  )
  return { node, update, tick }
}

/**
 * A part with a heading that can take the focus.
 *
 * @param {'waiting' | 'links' | 'history'} title
 * @param {readonly Node[]} children
 */
const part = (title, ...children) => h('section', { class: 'part' }, h('h2', { tabindex: -1 }, t(title)), ...children)

/**
 * @param {Phone} phone
 * @param {Payable} payable
 */
function payableRow(phone, payable) {
  const isOnPhone = isPush(payable)
  const picture = isOnPhone
    ? h('span', { class: 'badge' }, icon('phone'))
    : h('img', { class: 'code', alt: '', src: `/phone/qr.svg?content=${encodeURIComponent(payable.qrContent)}` })
  return h(
    'button',
    {
      type: 'button',
      class: isOnPhone ? 'row press asked' : 'row press',
      onclick: () => phone.show('confirm', payable),
    },
    picture,
    h(
      'span',
      { class: 'what' },
      h('strong', {}, payable.merchant),
      h('small', {}, t(isOnPhone ? 'pushItem' : 'qrItem')),
    ),
    h(
      'span',
      { class: 'sum' },
      h('strong', {}, rupiah(payable.amount)),
      h('small', { 'data-until': payable.expiresAt, 'aria-hidden': 'true' }),
    ),
  )
}

/**
 * @param {Phone} phone
 * @param {PhoneLink} link
 */
const linkRow = (phone, link) =>
  h(
    'div',
    { class: 'row' },
    h(
      'span',
      { class: 'what' },
      h('strong', {}, link.merchant),
      h('small', {}, t('linkedAt', { time: jakartaTime(link.linkedAt) })),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'small',
        'aria-label': t('unlinkFrom', { merchant: link.merchant }),
        onclick: () => phone.show('unlink', link),
      },
      t('unlink'),
    ),
  )

const SIGNS = { payment: '−', pending: '−', returned: '', refund: '+', 'top-up': '+' }

/** @param {PhoneEntry} entry */
const entryRow = ({ merchant, amount, at, kind }) =>
  h(
    'div',
    { class: 'row' },
    h('span', { class: 'what' }, h('strong', {}, merchant), h('small', {}, `${t(kind)} · ${jakartaTime(at)}`)),
    h('strong', { class: SIGNS[kind] === '+' ? 'sum in' : 'sum' }, `${SIGNS[kind]}${rupiah(amount)}`),
  )
