import type { PaymentMethod } from '../client/payment-client.ts'
import { icon } from '../render/icons.ts'
import { phoneForm } from '../render/phone-form.ts'
import { type Action, actions, button, slotFor, text, title } from '../render/screen.ts'
import { h, type VNode } from '../render/vnode.ts'
import { fill } from '../texts/texts.ts'
import { type Draw, type PaymentScene, problemText, say, ways } from './payment-scene.ts'

export function again(scene: PaymentScene, label: string): VNode {
  const { state, methods, choose } = scene
  const own = methods.includes(state.method) ? state.method : (methods[0] ?? state.method)
  const others = methods.filter((method) => method !== own)
  return actions(
    { label, onclick: () => choose(own), isBusy: state.isBusy },
    ...others.map((method) => turnTo(scene, method)),
  )
}

const turnTo = ({ words, choose }: PaymentScene, method: PaymentMethod): Action => ({
  label: fill(words.otherWay, { way: words[ways[method][1]] }),
  onclick: () => choose(method),
  kind: 'link',
})

export const phone: Draw = (scene) => {
  const { state, words, push, methods } = scene
  return {
    content: [
      title(say(scene, words.phoneTitle)),
      text(words.phoneText),
      phoneForm({
        ...{ label: words.phoneLabel, hint: words.phoneHint, action: words.phoneAction },
        ...{ error: problemText(scene), value: state.phone, isBusy: state.isBusy, onPhone: push },
      }),
      slotFor('phone'),
      ...methods.filter((method) => method !== 'push-to-pay').map((method) => button(turnTo(scene, method))),
    ],
    says: say(scene, words.phoneTitle),
  }
}

export const choosing: Draw = (scene) => {
  const { words, methods, choose } = scene
  const way = (method: PaymentMethod): VNode => {
    const [sign, name, hint] = ways[method]
    const content = [icon(sign), h('strong', {}, words[name]), h('small', {}, words[hint])]
    const props = { type: 'button', part: 'way', class: 'way', onclick: () => choose(method) }
    return h('li', {}, h('button', props, ...content))
  }
  return {
    content: [
      title(say(scene, words.chooseTitle)),
      text(words.chooseText),
      h('ul', { class: 'ways', role: 'list' }, ...methods.map(way)),
      slotFor('choose'),
    ],
    says: say(scene, words.chooseTitle),
  }
}
