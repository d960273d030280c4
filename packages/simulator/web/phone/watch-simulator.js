import { readState } from './simulator.js'

/** @import { PhoneState } from '../../src/phone/phone-state.ts' */

/** How long between two looks: who plays the customer waits for the shop, often in another tab. */
const LOOK_MILLIS = { visible: 1_000, hidden: 3_000 }

/**
 * Looks at the simulator again and again, and at once when the page or the network comes back. Gives a function that looks
 * now; what an earlier look still brings is then too old to be heard.
 *
 * @param {{ readonly holder: () => string, readonly heard: (state: PhoneState) => void, readonly missed: () => void }} ear
 * @returns {() => Promise<void>}
 */
export function watchSimulator({ holder, heard, missed }) {
  let latest = 0
  const look = async () => {
    const own = ++latest
    const state = await readState(holder()).catch(() => null)
    if (own !== latest) return
    setTimeout(() => own === latest && void look(), LOOK_MILLIS[document.hidden ? 'hidden' : 'visible'])
    if (state === null) missed()
    else heard(state)
  }
  document.addEventListener('visibilitychange', () => void look())
  for (const name of ['online', 'offline']) window.addEventListener(name, () => void look())
  return look
}
