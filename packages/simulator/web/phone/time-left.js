import { announce } from '../announcer.js'
import { h } from '../dom.js'
import { t } from '../language.js'
import { clock, minutesAndSeconds } from './clock.js'

/** When a screen reader is told once more. */
const SOON_SECONDS = 15

/**
 * The time left to pay: the seconds for the eyes only, one warning for the ears.
 *
 * @param {{ readonly madeAt: number, readonly expiresAt: number }} payable
 * @returns {{ readonly node: HTMLElement, readonly tick: () => void }}
 */
export function timeLeft({ madeAt, expiresAt }) {
  const shown = h('span')
  const bar = h('i')
  const label = h('small', {}, t('timeLeft'))
  const node = h('p', { class: 'timer', role: 'timer' }, label, ' ', shown, h('span', { class: 'track' }, bar))
  let isTold = clock.secondsUntil(expiresAt) <= SOON_SECONDS
  const tick = () => {
    const seconds = clock.secondsUntil(expiresAt)
    label.hidden = seconds === 0
    shown.textContent = seconds === 0 ? t('timeOver') : minutesAndSeconds(seconds)
    bar.style.setProperty('--share', String(Math.min(1, (seconds * 1000) / (expiresAt - madeAt))))
    node.classList.toggle('soon', seconds <= SOON_SECONDS)
    if (isTold || seconds > SOON_SECONDS || seconds === 0) return
    isTold = true
    announce(t('soonOver'))
  }
  tick()
  return { node, tick }
}
