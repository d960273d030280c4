import { isOvoAddress } from '../client/ovo-address.ts'
import { actions, badge, button, slotFor, text, title } from '../render/screen.ts'
import { h, type VNode } from '../render/vnode.ts'
import { cancelling, timer } from './payment-live.ts'
import { type Draw, say } from './payment-scene.ts'

/** Before the shopper leaves for OVO: what is paid, and that it is paid with OVO. */
export const review: Draw = (scene) => {
  const { state, words, goToPin } = scene
  return {
    content: [
      badge('wallet'),
      title(say(scene, words.linkedTitle)),
      text(words.linkedText),
      actions({ label: words.linkedAction, onclick: goToPin, isBusy: state.isBusy }),
      slotFor('review'),
    ],
    says: `${say(scene, words.linkedTitle)}. ${words.linkedText}`,
  }
}

/** While OVO waits for the PIN: for a shopper who came back without it, or whose browser did not go. */
export const pin: Draw = (scene) => {
  const { state, words, goToPin } = scene
  const pages = state.view?.pinPage ?? null
  const link = (address: string, label: string, kind: 'main' | 'other'): VNode | null =>
    isOvoAddress(address)
      ? h('a', { class: `button ${kind}`, part: `button ${kind}`, href: address, rel: 'noreferrer' }, label)
      : null
  return {
    content: [
      badge('wallet'),
      title(words.pinTitle),
      text(words.pinText),
      timer(scene),
      h(
        'div',
        { class: 'actions stacked' },
        // The address is only told to whoever starts; after a reload, starting again joins the same payment.
        pages === null
          ? button({ label: words.pinAction, onclick: goToPin, isBusy: state.isBusy })
          : link(pages.web, words.pinAction, 'main'),
        pages?.app == null ? null : link(pages.app, words.pinApp, 'other'),
      ),
      slotFor('pin'),
      cancelling(scene),
    ],
    says: `${words.pinTitle}. ${words.pinSays}`,
  }
}
