import { h } from '../dom.js'
import { icon } from '../icon.js'
import { currentLanguage, t } from '../language.js'

/** @import { Language } from '../language.js' */

/**
 * The head of the phone: a way back where there is one, whose screen this is, the way to the bench, the other language.
 *
 * @param {{ readonly back: (() => void) | undefined, readonly speak: (language: Language) => void }} does
 * @returns {readonly Node[]}
 */
export function bar({ back, speak }) {
  const other = currentLanguage() === 'id' ? 'en' : 'id'
  const change = () => speak(other)
  const leave = { type: 'button', class: 'round', 'aria-label': t('back'), onclick: back }
  return [
    ...(back === undefined ? [] : [h('button', leave, icon('back'))]),
    h('h1', {}, t('title')),
    h('a', { href: '#bench' }, t('toBench')),
    h(
      'button',
      { type: 'button', id: 'language', class: 'language', lang: other, onclick: change },
      t('otherLanguage'),
    ),
  ]
}
