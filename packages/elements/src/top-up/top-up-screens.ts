import type { TopUpView } from '../client/wire.ts'
import { phoneForm } from '../render/phone-form.ts'
import { actions, badge, type Screen, slotFor, spinner, text, title } from '../render/screen.ts'
import { h, type VNode } from '../render/vnode.ts'
import { sayProblem } from '../texts/problem-texts.ts'
import { fill, type Locale, rupiah } from '../texts/texts.ts'
import type { TopUpSession, TopUpState } from './top-up-session.ts'
import type { TopUpTextName } from './top-up-texts.ts'

export interface TopUpScene {
  readonly session: TopUpSession
  readonly words: Readonly<Record<TopUpTextName, string>>
  readonly locale: Locale
  /** What is topped up, where the shop said it before OVO was asked. */
  readonly amount: number | null
}

type Draw = (scene: TopUpScene) => Omit<Screen, 'name'>

/** What is to be seen of a top-up. Pure: the same scene, the same screen. */
export function topUpScreen(scene: TopUpScene): Screen {
  const { step, view } = scene.session.state
  return { name: view !== null && step === view.status ? `${step} ${view.id}` : step, ...screens[step](scene) }
}

function say({ session, amount }: TopUpScene, words: string): string {
  const { view } = session.state
  const whole = view?.amount ?? amount
  const values = { amount: whole === null ? '' : rupiah(whole), number: view?.customerNumber ?? '' }
  return fill(words, values).replace(/\s+/g, ' ').trim()
}

const refusal = ({ session, words, locale }: TopUpScene): string =>
  sayProblem(session.state.problem, { words, locale, patience: session.state.patience })

const working =
  (heading: TopUpTextName, line: TopUpTextName): Draw =>
  ({ words }) => ({
    content: [spinner(), title(words[heading]), text(words[line]), slotFor('checking')],
    says: `${words[heading]} ${words[line]}`,
  })

/** Whom it reaches and what it costs, the fee always among it. */
function facts(scene: TopUpScene): VNode {
  const { words, session } = scene
  const { view } = session.state
  const fee = view?.fee ?? 0
  const amount = view?.amount ?? 0
  const row = (name: string, value: string | null, look = ''): VNode | null =>
    value === null ? null : h('div', { class: look }, h('dt', {}, name), h('dd', {}, value))
  return h(
    'dl',
    { part: 'facts', class: 'facts' },
    row(words.to, view?.customerName ?? null),
    row(words.number, view?.customerNumber ?? null),
    row(words.amount, rupiah(amount)),
    row(words.limits, view?.status === 'confirm' ? limitsOf(view.limits, words) : null),
    row(words.fee, fee === 0 ? words.free : rupiah(fee)),
    row(words.total, rupiah(amount + fee), 'total'),
  )
}

/** What OVO lets this account receive at once, as far as it has said. */
function limitsOf({ min, max }: TopUpView['limits'], words: TopUpScene['words']): string | null {
  if (min !== null && max !== null) return `${rupiah(min)} – ${rupiah(max)}`
  if (max !== null) return fill(words.atMost, { max: rupiah(max) })
  return min === null ? null : fill(words.atLeast, { min: rupiah(min) })
}

const confirm: Draw = (scene) => {
  const { words, session } = scene
  const { state } = session
  const fee = state.view?.fee ?? 0
  return {
    content: [
      title(words.confirmTitle),
      facts(scene),
      text(words.confirmText),
      slotFor('confirm'),
      actions(
        { label: say(scene, words.confirmAction), onclick: session.confirm, isBusy: state.isBusy },
        { label: words.otherNumber, onclick: session.again, kind: 'link' },
      ),
    ],
    says: `${words.confirmTitle}. ${words.fee}: ${fee === 0 ? words.free : rupiah(fee)}.`,
  }
}

const screens: Readonly<Record<TopUpState['step'], Draw>> = {
  loading: ({ words }) => ({ content: [spinner(), title(words.loadingTitle)], says: '' }),
  phone: (scene) => {
    const { words, session } = scene
    const { state } = session
    return {
      content: [
        title(say(scene, words.phoneTitle)),
        text(words.phoneText),
        phoneForm({
          ...{ label: words.phoneLabel, hint: words.phoneHint, action: words.phoneAction, error: refusal(scene) },
          ...{ value: state.phone, isBusy: state.isBusy, onPhone: session.inquire },
        }),
        slotFor('phone'),
      ],
      says: say(scene, words.phoneTitle),
    }
  },
  confirm,
  sending: working('sendingTitle', 'sendingText'),
  checking: working('checkingTitle', 'checkingText'),
  expired: ({ words, session }) => ({
    tone: 'warn',
    content: [
      badge('late'),
      title(words.expiredTitle),
      text(words.expiredText),
      actions({ label: words.expiredAction, onclick: session.again }),
    ],
    says: `${words.expiredTitle}. ${words.expiredText}`,
  }),
  succeeded: (scene) => ({
    tone: 'good',
    content: [
      badge('done'),
      title(scene.words.succeededTitle),
      text(say(scene, scene.words.succeededText)),
      facts(scene),
      slotFor('succeeded'),
    ],
    says: `${scene.words.succeededTitle}. ${say(scene, scene.words.succeededText)}`,
  }),
  failed: ({ words, session, locale }) => {
    const why = session.state.view?.text?.[locale] ?? words.failedText
    return {
      tone: 'bad',
      content: [
        badge('problem'),
        title(words.failedTitle),
        text(why),
        text(words.kept),
        slotFor('failed'),
        actions({ label: words.again, onclick: session.again }),
      ],
      says: `${words.failedTitle}. ${why} ${words.kept}`,
    }
  },
  problem: (scene) => ({
    tone: 'warn',
    content: [
      badge('problem'),
      title(scene.words.problemTitle),
      text(refusal(scene)),
      slotFor('problem'),
      actions({ label: scene.words.again, onclick: scene.session.retry, isBusy: scene.session.state.isBusy }),
    ],
    says: `${scene.words.problemTitle}. ${refusal(scene)}`,
  }),
}
