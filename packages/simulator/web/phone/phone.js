import { announce } from '../announcer.js'
import { h, headingOf } from '../dom.js'
import { rupiah, speak, t } from '../language.js'
import { memory } from '../memory.js'
import { bar } from './bar.js'
import { clock } from './clock.js'
import { newsBetween } from './news.js'
import { notice } from './notice.js'
import { watchSimulator } from './watch-simulator.js'

/** @import { PhoneLink, PhoneState } from '../../src/phone/phone-state.ts' */
/** @import { Language } from '../language.js' */
/** @import { News } from './news.js' */
/** @import { Outcome } from './screens/result.js' */
/** @import { Payable } from './simulator.js' */

/**
 * What the phone shows at a time. `update` hears every look at the simulator, `tick` every second; without `back` there is
 * no such button, and without `focus` its heading takes the focus.
 *
 * @typedef {object} Screen
 * @property {HTMLElement} node
 * @property {(state: PhoneState) => void} [update]
 * @property {() => void} [tick]
 * @property {() => void} [back]
 * @property {HTMLElement} [focus]
 */

/** @typedef {{ home: undefined, confirm: Payable, pin: Payable, result: Outcome, unlink: PhoneLink }} Topics */
/** @typedef {{ readonly [Name in keyof Topics]: (phone: Phone, about: Topics[Name]) => Screen }} Screens */

/** The phone: one screen at a time, and what it hears of the simulator. */
export class Phone {
  /** The last look; `null` before the first. @type {PhoneState | null} */
  state = null
  /** What the holder did here, by id: no news to her. @type {Set<string>} */
  own = new Set()
  /** True while an answer about money is awaited: what is over then is over because of it. */
  isBusy = false
  /** Hear every look, and a change of the language. @type {Array<() => void>} */
  listeners = []
  #holder = memory.read('holder') ?? ''
  #isConnected = true
  #screens
  #frame
  #mark = h('p', { class: 'mark' })
  #bar = h('header', { class: 'bar' })
  #notice = notice()
  #place = h('div', { class: 'screen' })
  /** @type {Screen} */
  #shown = { node: this.#place }
  /** @type {{ readonly name: keyof Topics, readonly make: () => Screen } | null} */
  #current = null
  #look

  /**
   * @param {HTMLElement} frame
   * @param {Screens} screens
   */
  constructor(frame, screens) {
    this.#frame = frame
    this.#screens = screens
    frame.replaceChildren(this.#mark, this.#bar, this.#notice.node, this.#place)
    // What has the focus is never covered.
    this.#bar.addEventListener('focusin', () => this.#notice.leave())
    this.#look = watchSimulator({
      holder: () => this.#holder,
      heard: (state) => this.#hear(state),
      missed: () => this.#miss(),
    })
    setInterval(() => this.#shown.tick?.(), 1_000)
  }

  /**
   * @template {keyof Topics} Name
   * @param {Name} name
   * @param {Topics[Name]} about
   */
  show(name, about) {
    const wasInside = this.#frame.contains(document.activeElement)
    this.#current = { name, make: () => this.#screens[name](this, about) }
    this.#notice.leave()
    this.#draw()
    const heading = headingOf(this.#shown.node)
    // Nobody is taken away from the bench by what ends on the phone.
    if (!wasInside && document.activeElement !== document.body) return announce(heading?.textContent ?? '')
    window.scrollTo(0, 0)
    const focus = this.#shown.focus ?? heading
    focus?.focus({ preventScroll: true })
  }

  home() {
    this.show('home', undefined)
    void this.refresh()
  }

  /** Looks at the simulator now. */
  refresh() {
    return this.#look()
  }

  /** @param {string} holder - a phone number */
  hand(holder) {
    this.#holder = holder
    memory.write('holder', holder)
    return this.refresh()
  }

  /** @param {Language} language */
  speak(language) {
    memory.write('language', language)
    speak(language)
    if (!this.#isConnected) this.#complain()
    this.#draw()
    for (const listen of this.listeners) listen()
  }

  /** @param {PhoneState} state */
  #hear(state) {
    const before = this.state
    const wasConnected = this.#isConnected
    this.state = state
    this.#isConnected = true
    clock.set(state.now)
    if (!wasConnected) this.#notice.hide()
    if (this.#current === null) {
      this.#current = { name: 'home', make: () => this.#screens.home(this, undefined) }
      this.#draw()
    } else this.#shown.update?.(state)
    this.#tell(before === null ? [] : newsBetween(before, state, this.own), wasConnected ? [] : [t('online')])
    const waiting = state.pushes.length
    document.title = `${waiting === 0 ? '' : `(${waiting}) `}${t('title')} · Simulator`
    for (const listen of this.listeners) listen()
  }

  /**
   * @param {readonly News[]} news
   * @param {readonly string[]} before - to be told first
   */
  #tell(news, before) {
    const words = news.map(({ text, merchant, amount }) => t(text, { merchant, amount: rupiah(amount) }))
    if (before.length + words.length > 0) announce([...before, ...words].join(' '))
    // What waits to be paid stands on the home screen anyway.
    const isHome = this.#current?.name === 'home'
    const index = news.findLastIndex(({ text }) => !isHome || (text !== 'newsPush' && text !== 'newsQr'))
    const { push } = news[index] ?? {}
    const open = push === undefined || this.isBusy ? undefined : () => this.show('confirm', push)
    if (index !== -1) this.#notice.tell(words[index] ?? '', open)
  }

  #miss() {
    const words = this.#complain()
    if (this.#isConnected) announce(words)
    this.#isConnected = false
  }

  /** The screen stays: what it shows may still be true. */
  #complain() {
    const words = t(navigator.onLine ? 'noAnswer' : 'offline')
    this.#notice.warn(words)
    return words
  }

  #draw() {
    const hadLanguage = document.activeElement?.id === 'language'
    this.#mark.textContent = t('mark')
    this.#shown = this.#current?.make() ?? this.#shown
    this.#bar.replaceChildren(...bar({ back: this.#shown.back, speak: (language) => this.speak(language) }))
    if (hadLanguage) document.getElementById('language')?.focus()
    if (this.#current === null) return
    this.#place.replaceChildren(this.#shown.node)
    this.#place.scrollTop = 0
    if (this.state !== null) this.#shown.update?.(this.state)
  }
}
