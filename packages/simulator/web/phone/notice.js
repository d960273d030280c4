import { h } from '../dom.js'
import { icon } from '../icon.js'
import { t } from '../language.js'

const STAYS_MILLIS = 8_000

/**
 * What just happened, over the head of the phone, for a while; or what is wrong, under it, until it is right again. It is
 * for the eyes: whoever shows it has it announced.
 */
export function notice() {
  const node = h('div', { hidden: true })
  let isWarning = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  /**
   * @param {string} look
   * @param {ReadonlyArray<Node | string>} children
   */
  const fill = (look, children) => {
    clearTimeout(timer)
    node.className = `notice ${look}`
    node.hidden = children.length === 0
    node.replaceChildren(...children)
  }
  const hide = () => {
    isWarning = false
    fill('', [])
  }
  /** Goes unless something is wrong. */
  const leave = () => {
    if (!isWarning) hide()
  }
  node.addEventListener('click', leave)
  return {
    node,
    hide,
    leave,
    /** @param {string} words */
    warn(words) {
      isWarning = true
      fill('warn', [icon('problem'), h('p', {}, words)])
    },
    /**
     * @param {string} words
     * @param {() => void} [open]
     */
    tell(words, open) {
      if (isWarning) return
      const button =
        open === undefined ? [] : [h('button', { type: 'button', class: 'small', onclick: open }, t('open'))]
      fill('news', [h('p', {}, words), ...button])
      // Not from under a finger or a focus.
      const wait = () => {
        timer = setTimeout(() => (node.matches(':hover, :focus-within') ? wait() : leave()), STAYS_MILLIS)
      }
      wait()
    },
  }
}
