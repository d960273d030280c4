import { h } from './dom.js'

/**
 * Tells a screen reader what happened, once. The same words again are told again.
 *
 * @param {string} text
 */
export function announce(text) {
  document.getElementById('said')?.replaceChildren(h('span', {}, text))
}
