import { h } from '../dom.js'
import { t } from '../language.js'
import { readBench } from '../phone/simulator.js'
import { customerForm } from './customer-form.js'
import { faultForm } from './fault-form.js'
import { magicAmounts, magicPhones } from './magic-numbers.js'

/** @import { Bench } from '../../src/phone/bench.ts' */
/** @import { TextName } from '../texts.js' */
/** @import { Phone } from '../phone/phone.js' */

/** @typedef {{ readonly node: Node, readonly update?: () => void }} Section */

/** The order on the bench. @type {ReadonlyArray<[TextName, (bench: Bench, phone: Phone) => Section]>} */
const SECTIONS = [
  ['phones', magicPhones],
  ['amounts', magicAmounts],
  ['faults', faultForm],
  ['customer', customerForm],
]

/** Where the bench is beside the phone there is room for its first section. */
const isWide = matchMedia('(min-width: 980px) and (min-height: 560px)')

/**
 * What a tester can choose from, beside the phone.
 *
 * @param {Phone} phone
 * @param {HTMLElement} place
 */
export function bench(phone, place) {
  /** @type {Bench | null} */
  let known = null
  let language = ''
  /** @type {readonly Section[]} */
  let sections = []
  let isAsking = false

  const draw = () => {
    language = document.documentElement.lang
    const opened = new Set([...place.querySelectorAll('details[open]')].map(({ id }) => id))
    const table = known
    const isFirst = sections.length === 0
    sections = table === null ? [] : SECTIONS.map(([, make]) => make(table, phone))
    place.replaceChildren(
      h('a', { class: 'to-phone', href: '#phone' }, t('title')),
      h('h2', { id: 'bench-title' }, t('bench')),
      h('p', { class: 'soft' }, t('benchText')),
      ...sections.map(({ node }, index) => {
        const [name = 'phones'] = SECTIONS[index] ?? []
        const id = `bench-${name}`
        const open = isFirst ? index === 0 && isWide.matches : opened.has(id)
        return h('details', { id, open }, h('summary', {}, h('h3', {}, t(name))), node)
      }),
    )
  }

  phone.listeners.push(() => {
    if (language !== document.documentElement.lang) draw()
    for (const { update } of sections) update?.()
    if (known !== null || isAsking) return
    isAsking = true
    readBench()
      .then((table) => {
        known = table
        draw()
      })
      .catch(() => undefined)
      .finally(() => {
        isAsking = false
      })
  })
}
