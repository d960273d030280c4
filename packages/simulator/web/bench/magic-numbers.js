import { announce } from '../announcer.js'
import { h } from '../dom.js'
import { currentLanguage, rupiah, t } from '../language.js'

/** @import { Bench } from '../../src/phone/bench.ts' */
/** @import { TextName } from '../texts.js' */

/** @param {Bench} bench */
export const magicPhones = ({ phones }) =>
  list(
    'phonesText',
    phones.map(({ number, about }) => ({ value: number, shown: number, about: about[currentLanguage()] })),
  )

/** @param {Bench} bench */
export const magicAmounts = ({ amounts }) =>
  list(
    'amountsText',
    amounts.map(({ amount, about }) => ({
      value: String(amount),
      shown: rupiah(amount),
      about: about[currentLanguage()],
    })),
  )

/**
 * @param {TextName} text
 * @param {ReadonlyArray<{ readonly value: string, readonly shown: string, readonly about: string }>} rows
 */
const list = (text, rows) => ({
  node: h(
    'div',
    {},
    h('p', { class: 'soft' }, t(text)),
    h(
      'ul',
      { class: 'rows' },
      ...rows.map(({ value, shown, about }) =>
        h(
          'li',
          { class: 'row' },
          h('span', { class: 'what' }, h('code', {}, shown), h('small', {}, about)),
          copy(value),
        ),
      ),
    ),
  ),
})

/**
 * Missing where a page may not copy: the number stands beside it, to be selected.
 *
 * @param {string} value
 */
function copy(value) {
  const { clipboard } = navigator
  if (clipboard === undefined) return null
  const put = async () => {
    await clipboard.writeText(value)
    button.textContent = t('copied')
    announce(t('copied'))
  }
  const props = { type: 'button', class: 'small', 'aria-label': t('copyNumber', { number: value }) }
  const button = h('button', { ...props, onclick: () => void put().catch(() => undefined) }, t('copy'))
  return button
}
