import { badge, button, marked, slotFor, steps, text, title } from '../render/screen.ts'
import { type Child, h, type VNode } from '../render/vnode.ts'
import { clock, fill } from '../texts/texts.ts'
import { amountOf, type Draw, type PaymentScene, say } from './payment-scene.ts'
import { lifeSeconds, type PaymentState, soonSeconds } from './payment-state.ts'

const soonOf = ({ secondsLeft }: PaymentState): boolean => secondsLeft !== null && secondsLeft <= soonSeconds

export function timer({ state, words }: PaymentScene): VNode {
  const seconds = state.secondsLeft ?? 0
  return h(
    'div',
    { part: 'timer', class: soonOf(state) ? 'timer soon' : 'timer' },
    h('div', { role: 'timer', 'aria-label': words.left }, h('small', {}, `${words.left} `), clock(seconds)),
    h(
      'span',
      { class: 'bar', 'aria-hidden': 'true' },
      h('i', { '--share': Math.min(1, seconds / lifeSeconds[state.method]) }),
    ),
  )
}

/** Said once when it comes up, and once more shortly before the end. */
function countdownSays(scene: PaymentScene, first: string): string {
  if (soonOf(scene.state)) return fill(scene.words.soonSays, { seconds: String(soonSeconds) })
  const { view, method } = scene.state
  return fill(first, { seconds: String(lifeSeconds[method]), phone: view?.maskedPhone ?? '' })
}

function frame(scene: PaymentScene): VNode {
  const { qr } = scene.state
  if (qr === null)
    return h('div', { part: 'qr', class: 'frame coming', role: 'img', 'aria-label': scene.words.qrComing })
  const label = say(scene, scene.words.qrLabel)
  const box = { viewBox: `0 0 ${qr.size} ${qr.size}`, 'shape-rendering': 'crispEdges', 'aria-hidden': 'true' }
  return h(
    'div',
    { part: 'qr', class: 'frame', role: 'img', 'aria-label': label },
    h('svg', box, h('path', { d: qr.path, stroke: '#000', 'stroke-width': '1', fill: 'none' })),
  )
}

export const cancelling = ({ state, words, cancel }: PaymentScene): Child =>
  state.view?.canCancel === true &&
  button({ label: words.cancel, onclick: cancel, kind: 'quiet', isBusy: state.isBusy })

export const scan: Draw = (scene) => {
  const { state, words, save } = scene
  const saving = { label: words.savePicture, onclick: save, isBusy: state.qr === null }
  return {
    content: [
      title(say(scene, words.scanTitle)),
      h(
        'div',
        { class: 'scan' },
        frame(scene),
        h(
          'div',
          { class: 'aside' },
          timer(scene),
          h(
            'div',
            { class: 'same-phone' },
            h('strong', {}, words.samePhoneTitle),
            words.samePhoneText,
            button({ ...saving, kind: 'other' }),
          ),
          h('div', { class: 'here' }, steps([words.scanStep1, words.scanStep2, words.scanStep3])),
          h(
            'div',
            { class: 'actions' },
            h('span', { class: 'here' }, button({ ...saving, kind: 'link' })),
            cancelling(scene),
          ),
        ),
      ),
      slotFor('scan'),
    ],
    says: `${say(scene, words.scanTitle)}. ${countdownSays(scene, words.scanSays)}`,
  }
}

export const confirm: Draw = (scene) => {
  const { state, words } = scene
  const values = { amount: amountOf(scene), phone: state.view?.maskedPhone ?? '' }
  return {
    content: [
      badge('phone'),
      title(words.confirmTitle),
      text(...marked(words.confirmText, values)),
      timer(scene),
      steps([words.confirmStep1, words.confirmStep2, words.confirmStep3]),
      slotFor('confirm'),
      cancelling(scene),
    ],
    says: `${words.confirmTitle}. ${countdownSays(scene, words.confirmSays)}`,
  }
}
