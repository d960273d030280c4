import { TEXTS } from './texts.js'

/** @import { TextName } from './texts.js' */

/** @typedef {'id' | 'en'} Language */

/** @type {Language} */
let language = 'id'

export const currentLanguage = () => language

/** @param {Language} chosen */
export function speak(chosen) {
  language = chosen
  document.documentElement.lang = chosen
}

/**
 * A text in the language of the moment.
 *
 * @param {TextName} name
 * @param {Readonly<Record<string, string>>} [values]
 */
export const t = (name, values = {}) => TEXTS[language][name].replaceAll(/\{(\w+)\}/g, (_, key) => values[key] ?? '')

/** @param {number} amount */
export const rupiah = (amount) => `Rp${amount.toLocaleString('id-ID')}`

/** @param {number} at - epoch milliseconds */
export const jakartaTime = (at) =>
  new Date(at).toLocaleString(language === 'id' ? 'id-ID' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Asia/Jakarta',
  })
