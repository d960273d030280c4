import * as icons from '../render/icons.ts'
import { button, slotFor, steps } from '../render/screen.ts'
import { type Child, h, type VNode } from '../render/vnode.ts'
import { clock, fill } from '../texts/texts.ts'
import { type Draw, type PaymentScene, say } from './payment-scene.ts'
import { lifeSeconds, soonSeconds } from './payment-state.ts'
import type { PaymentTextName } from './payment-texts.ts'

const isSoon = ({ session }: PaymentScene): boolean => (session.state.secondsLeft ?? soonSeconds + 1) <= soonSeconds

export function timer(scene: PaymentScene): VNode {
  const { words, session } = scene
  const seconds = session.state.secondsLeft ?? 0
  const share = Math.min(1, seconds / lifeSeconds[session.state.method])
  return h(
    'div',
    { part: 'timer', class: isSoon(scene) ? 'timer soon' : 'timer' },
    h('div', { role: 'timer', 'aria-label': words.left }, h('small', {}, `${words.left} `), clock(seconds)),
    h('span', { class: 'bar', 'aria-hidden': 'true' }, h('i', { '--share': share })),
  )
}

/** Said once when it comes up, and once more shortly before the end. */
function countdownSays(scene: PaymentScene, title: string, first: PaymentTextName): string {
  const seconds = isSoon(scene) ? soonSeconds : scene.session.state.secondsAtFirst
  return `${title}. ${fill(say(scene, isSoon(scene) ? 'soonSays' : first), { seconds: String(seconds) })}`
}

function frame(scene: PaymentScene): VNode {
  const { qr } = scene.session.state
  const props = { part: 'qr', class: qr === null ? 'frame coming' : 'frame', role: 'img' }
  if (qr === null) return h('div', { ...props, 'aria-label': scene.words.qrComing })
  const box = { viewBox: `0 0 ${qr.size} ${qr.size}`, 'shape-rendering': 'crispEdges', 'aria-hidden': 'true' }
  const modules = h('path', { d: qr.path, stroke: '#000', 'stroke-width': '1', fill: 'none' })
  return h('div', { ...props, 'aria-label': say(scene, 'qrLabel') }, h('svg', box, modules))
}

export const cancelling = ({ session: { state, cancel }, words }: PaymentScene): Child =>
  state.view?.canCancel === true &&
  button({ label: words.cancel, onclick: cancel, kind: 'quiet', isBusy: state.isBusy })

export const scan: Draw = (scene) => {
  const { session, words, save } = scene
  const title = say(scene, 'scanTitle')
  return {
    look: 'code',
    title,
    says: countdownSays(scene, title, 'scanSays'),
    content: [
      frame(scene),
      h(
        'div',
        { class: 'aside' },
        timer(scene),
        h('div', { class: 'same-phone' }, h('strong', {}, words.samePhoneTitle), words.samePhoneText),
        steps([words.scanStep1, words.scanStep2, words.scanStep3]),
        button({ label: words.savePicture, onclick: save, kind: 'other', isBusy: session.state.qr === null }),
        cancelling(scene),
      ),
      slotFor('scan'),
    ],
  }
}

export const confirm: Draw = (scene) => {
  const { words } = scene
  return {
    sign: icons.phone,
    title: words.confirmTitle,
    lines: [say(scene, 'confirmText')],
    content: [
      timer(scene),
      steps([words.confirmStep1, words.confirmStep2, words.confirmStep3]),
      slotFor('confirm'),
      cancelling(scene),
    ],
    says: countdownSays(scene, words.confirmTitle, 'confirmSays'),
  }
}
