import { type Drawing, loading, problem } from '../render/common-screens.ts'
import * as icons from '../render/icons.ts'
import { button, type Screen, slotFor } from '../render/screen.ts'
import { h } from '../render/vnode.ts'
import { clock } from '../texts/texts.ts'
import { again, choosing, phone } from './payment-choices.ts'
import { confirm, scan } from './payment-live.ts'
import { pin, review } from './payment-pin.ts'
import { type Draw, outcome, type PaymentScene, say } from './payment-scene.ts'
import type { PaymentState } from './payment-state.ts'
import type { PaymentTextName } from './payment-texts.ts'

/** What is to be seen of a payment. Pure: the same scene, the same screen. */
export function paymentScreen(scene: PaymentScene): Screen {
  const { step, view, method } = scene.session.state
  // What two ways to pay show under one name are two things.
  const name = view !== null && step === view.status ? `${step} ${view.id}` : `${step} ${method}`
  return { name, ...screens[step](scene) }
}

/** An end of the attempt: a sign, what it was, and what can be done next. */
function ending(scene: PaymentScene, drawing: Omit<Drawing, 'content'>, next?: PaymentTextName): Drawing {
  const { state } = scene.session
  return {
    ...drawing,
    content: [slotFor(state.step), next !== undefined && again(scene, scene.words[next])],
  }
}

const screens: Readonly<Record<PaymentState['step'], Draw>> = {
  loading,
  preparing: loading,
  problem,
  choose: choosing,
  phone,
  scan,
  confirm,
  review,
  pin,
  checking: ({ words }) => ({
    sign: 'working',
    title: words.checkingTitle,
    lines: [words.checkingText],
    content: [slotFor('checking')],
  }),
  waiting: ({ session, words }) => ({
    sign: 'working',
    title: words.waitingTitle,
    lines: [words.waitingText],
    content: [
      session.state.secondsLeft !== null &&
        h('p', { role: 'timer' }, `${words.waitingIn} `, h('strong', {}, clock(session.state.secondsLeft))),
      button({ label: words.neverMind, onclick: session.neverMind, kind: 'quiet' }),
    ],
  }),
  paid: (scene) =>
    ending(scene, {
      sign: icons.done,
      look: 'good',
      title: outcome(scene, 'paidTitle').replace(/\.$/, ''),
      lines: [say(scene, 'paidText')],
    }),
  refunded: (scene) =>
    ending(scene, { sign: icons.back, title: scene.words.refundedTitle, lines: [say(scene, 'refundedText')] }),
  expired: (scene) => {
    const isQr = scene.session.state.method === 'qris'
    const title = say(scene, isQr ? 'expiredTitle' : 'reversedTitle')
    const lines = [say(scene, 'expiredText')]
    return ending(scene, { sign: icons.late, look: 'warn', title, lines }, isQr ? 'expiredAction' : 'again')
  },
  declined: (scene) => failure(scene, icons.stop, 'declined'),
  failed: (scene) => failure(scene, icons.problem, 'failed'),
  reversed: (scene) =>
    ending(
      scene,
      { sign: icons.back, look: 'warn', title: scene.words.reversedTitle, lines: [outcome(scene, 'reversedText')] },
      'again',
    ),
  cancelled: (scene) =>
    ending(
      scene,
      { sign: icons.stop, title: scene.words.cancelledTitle, lines: [scene.words.cancelledText] },
      'cancelledAction',
    ),
}

const failure = (scene: PaymentScene, sign: icons.Icon, what: 'declined' | 'failed'): Drawing =>
  ending(
    scene,
    {
      sign,
      look: 'bad',
      title: scene.words[`${what}Title`],
      lines: [outcome(scene, `${what}Text`), scene.words.kept],
    },
    'again',
  )
