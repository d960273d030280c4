import * as icons from '../render/icons.ts'
import { button, ovoLink, slotFor, stacked } from '../render/screen.ts'
import { cancelling, timer } from './payment-live.ts'
import { type Draw, say } from './payment-scene.ts'

/** Before the shopper leaves for OVO: what is paid, and that it is paid with OVO. */
export const review: Draw = (scene) => {
  const { words, session } = scene
  return {
    sign: icons.wallet,
    title: say(scene, 'linkedTitle'),
    lines: [words.linkedText],
    content: [
      stacked(button({ label: words.linkedAction, onclick: session.goToPin, isBusy: session.state.isBusy })),
      slotFor('review'),
    ],
  }
}

/** While OVO waits for the PIN: for a shopper who came back without it, or whose browser did not go. */
export const pin: Draw = (scene) => {
  const { words, session } = scene
  const { view, isBusy } = session.state
  const pages = view?.pinPage
  return {
    sign: icons.wallet,
    title: words.pinTitle,
    lines: [words.pinText],
    content: [
      timer(scene),
      stacked(
        // The address is only told to whoever starts; after a reload, starting again joins the same payment.
        pages == null
          ? button({ label: words.pinAction, onclick: session.goToPin, isBusy })
          : ovoLink(pages.web, words.pinAction),
        ovoLink(pages?.app, words.pinApp, 'other'),
      ),
      slotFor('pin'),
      cancelling(scene),
    ],
  }
}
