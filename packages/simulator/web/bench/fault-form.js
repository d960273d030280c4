import { announce } from '../announcer.js'
import { h, keep } from '../dom.js'
import { currentLanguage, t } from '../language.js'
import { addFault, clearFaults } from '../phone/simulator.js'

/** @import { Bench } from '../../src/phone/bench.ts' */
/** @import { Phone } from '../phone/phone.js' */

/**
 * What is to go wrong next, and what is set to.
 *
 * @param {Bench} bench
 * @param {Phone} phone
 */
export function faultForm({ operations, faults }, phone) {
  const error = h('p', { class: 'error', role: 'alert' })
  const about = h('p', { class: 'hint', id: 'fault-about' })
  const fault = h('select', { id: 'fault', 'aria-describedby': 'fault-about', onchange: () => explain() })
  const operation = h(
    'select',
    { id: 'operation', onchange: () => offer() },
    ...operations.map((one) => h('option', { value: one.operation }, one.operation)),
  )
  const times = h('input', { id: 'times', type: 'number', min: 1, max: 99, value: 1, required: true })
  const queued = h('ul', { class: 'rows' })
  const none = h('p', { class: 'soft' }, t('noneQueued'))
  const clear = h('button', { type: 'button', class: 'button other', onclick: () => void release() }, t('clearFaults'))

  const explain = () => {
    about.textContent = faults[fault.value]?.[currentLanguage()] ?? ''
  }
  const offer = () => {
    const chosen = operations.find((one) => one.operation === operation.value)
    fault.replaceChildren(...(chosen?.faults ?? []).map((name) => h('option', { value: name }, name)))
    explain()
  }
  /**
   * @param {() => Promise<unknown>} act
   * @param {string} said
   */
  const attempt = async (act, said) => {
    error.textContent = ''
    try {
      await act()
      announce(said)
      await phone.refresh()
    } catch {
      error.textContent = t('noAnswer')
    }
  }
  const release = () => attempt(clearFaults, t('cleared'))
  const set = () => {
    const wanted = { operation: operation.value, fault: fault.value, times: times.valueAsNumber }
    return attempt(() => addFault(wanted), t('faultAdded', { operation: operation.value, fault: fault.value }))
  }

  const update = () => {
    const waiting = phone.state?.faults ?? []
    none.hidden = waiting.length > 0
    clear.hidden = waiting.length === 0
    keep(
      queued,
      waiting.map((one, index) => ({
        key: `${index} ${one.operation} ${one.fault} ${one.times}`,
        make: () => h('code', {}, `${one.operation}: ${one.fault}${one.times > 1 ? ` × ${one.times}` : ''}`),
      })),
    )
  }
  offer()
  update()

  const node = h(
    'div',
    {},
    h('p', { class: 'soft' }, t('faultsText')),
    h(
      'form',
      {
        onsubmit: (event) => {
          event.preventDefault()
          void set()
        },
      },
      h('label', { for: 'operation' }, t('operation')),
      operation,
      h('label', { for: 'fault' }, t('fault')),
      fault,
      about,
      h('label', { for: 'times' }, t('times')),
      times,
      error,
      h('button', { class: 'button' }, t('addFault')),
    ),
    h('h4', {}, t('queued')),
    none,
    queued,
    clear,
  )
  return { node, update }
}
