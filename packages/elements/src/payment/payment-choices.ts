import type { PaymentMethod } from '../client/payment-client.ts'
import { phoneForm } from '../render/common-screens.ts'
import { icon } from '../render/icons.ts'
import { button, slotFor, stacked } from '../render/screen.ts'
import { h, type VNode } from '../render/vnode.ts'
import { fill } from '../texts/texts.ts'
import { type Draw, type PaymentScene, say, ways } from './payment-scene.ts'

/** The same way once more, and the others. */
export function again(scene: PaymentScene, label: string): VNode {
  const { session, methods } = scene
  const { method, isBusy } = session.state
  const own = methods.includes(method) ? method : (methods[0] ?? method)
  const others = methods.filter((other) => other !== own)
  return stacked(
    button({ label, onclick: () => session.choose(own), isBusy }),
    ...others.map((other) => turnTo(scene, other)),
  )
}

const turnTo = ({ words, session }: PaymentScene, method: PaymentMethod): VNode =>
  button({
    label: fill(words.otherWay, { way: words[ways[method][1]] }),
    onclick: () => session.choose(method),
    kind: 'link',
  })

export const phone: Draw = (scene) => ({
  title: say(scene, 'phoneTitle'),
  lines: [say(scene, 'phoneText')],
  content: [
    phoneForm(scene, scene.session.push),
    slotFor('phone'),
    ...scene.methods.filter((method) => method !== 'push-to-pay').map((method) => turnTo(scene, method)),
  ],
})

export const choosing: Draw = (scene) => {
  const { words, methods, session } = scene
  const way = (method: PaymentMethod): VNode => {
    const [sign, name, hint] = ways[method]
    const content = [icon(sign), h('strong', {}, words[name]), h('small', {}, words[hint])]
    const props = { type: 'button', part: 'way', class: 'way', onclick: () => session.choose(method) }
    return h('li', {}, h('button', props, ...content))
  }
  return {
    title: say(scene, 'chooseTitle'),
    lines: [words.chooseText],
    content: [h('ul', { class: 'ways', role: 'list' }, ...methods.map(way)), slotFor('choose')],
  }
}
