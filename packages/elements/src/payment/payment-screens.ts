import type { IconName } from '../render/icons.ts'
import { actions, badge, button, type Screen, slotFor, spinner, text, title } from '../render/screen.ts'
import { h } from '../render/vnode.ts'
import { clock } from '../texts/texts.ts'
import { again, choosing, phone } from './payment-choices.ts'
import { confirm, scan } from './payment-live.ts'
import { pin, review } from './payment-pin.ts'
import { type Draw, outcome, type PaymentScene, problemText, say } from './payment-scene.ts'
import type { PaymentState } from './payment-state.ts'

/** What is to be seen of a payment. Pure: the same scene, the same screen. */
export function paymentScreen(scene: PaymentScene): Screen {
  const { step, view, method } = scene.state
  // What two ways to pay show under one name are two things.
  const name = view !== null && step === view.status ? `${step} ${view.id}` : `${step} ${method}`
  return { name, ...screens[step](scene) }
}

/** Says nothing: it is over before it is said, and what comes next is news. */
const working: Draw = ({ words }) => ({ content: [spinner(), title(words.loadingTitle)], says: '' })

/** An end of the attempt: a sign, what it was, and what can be done next. */
function ending(
  scene: PaymentScene,
  {
    sign,
    tone,
    heading,
    lines,
    next,
  }: {
    readonly sign: IconName
    readonly tone?: Screen['tone']
    readonly heading: string
    readonly lines: readonly string[]
    readonly next: string | null
  },
): Omit<Screen, 'name'> {
  const shown = lines.map((line) => say(scene, line))
  return {
    ...(tone === undefined ? {} : { tone }),
    content: [
      badge(sign),
      title(heading),
      ...shown.map((line) => text(line)),
      slotFor(scene.state.step),
      next === null ? null : again(scene, next),
    ],
    says: [heading, ...shown].join('. '),
  }
}

const screens: Readonly<Record<PaymentState['step'], Draw>> = {
  loading: working,
  preparing: working,
  choose: choosing,
  phone,
  scan,
  confirm,
  review,
  pin,
  checking: ({ words }) => ({
    content: [spinner(), title(words.checkingTitle), text(words.checkingText), slotFor('checking')],
    says: `${words.checkingTitle} ${words.checkingText}`,
  }),
  waiting: ({ state, words, neverMind }) => ({
    content: [
      spinner(),
      title(words.waitingTitle),
      text(words.waitingText),
      state.secondsLeft !== null &&
        h('p', { role: 'timer' }, `${words.waitingIn} `, h('strong', {}, clock(state.secondsLeft))),
      button({ label: words.neverMind, onclick: neverMind, kind: 'quiet' }),
    ],
    says: `${words.waitingTitle}. ${words.waitingText}`,
  }),
  problem: (scene) => ({
    tone: 'warn',
    content: [
      badge('problem'),
      title(scene.words.problemTitle),
      text(problemText(scene)),
      actions({ label: scene.words.again, onclick: scene.retry, isBusy: scene.state.isBusy }),
      slotFor('problem'),
    ],
    says: `${scene.words.problemTitle}. ${problemText(scene)}`,
  }),
  paid: (scene) =>
    ending(scene, {
      ...{ sign: 'done', tone: 'good', heading: outcome(scene, scene.words.paidTitle).replace(/\.$/, '') },
      ...{ lines: [scene.words.paidText], next: null },
    }),
  refunded: (scene) =>
    ending(scene, {
      ...{ sign: 'back', heading: scene.words.refundedTitle, lines: [scene.words.refundedText], next: null },
    }),
  expired: (scene) => {
    const { words, state } = scene
    const isQr = state.method === 'qris'
    return ending(scene, {
      ...{ sign: 'late', tone: 'warn', heading: isQr ? words.expiredTitle : words.linkedExpiredTitle },
      ...{ lines: [isQr ? words.expiredText : words.linkedExpiredText] },
      next: isQr ? words.expiredAction : words.again,
    })
  },
  declined: (scene) =>
    ending(scene, {
      ...{ sign: 'stop', tone: 'bad', heading: scene.words.declinedTitle, next: scene.words.again },
      lines: [outcome(scene, scene.words.declinedText), scene.words.kept],
    }),
  failed: (scene) =>
    ending(scene, {
      ...{ sign: 'problem', tone: 'bad', heading: scene.words.failedTitle, next: scene.words.again },
      lines: [outcome(scene, scene.words.failedText), scene.words.kept],
    }),
  reversed: (scene) =>
    ending(scene, {
      ...{ sign: 'back', tone: 'warn', heading: scene.words.reversedTitle, next: scene.words.again },
      lines: [outcome(scene, scene.words.reversedText)],
    }),
  cancelled: (scene) =>
    ending(scene, {
      ...{ sign: 'stop', heading: scene.words.cancelledTitle, next: scene.words.cancelledAction },
      lines: [scene.words.cancelledText],
    }),
}
