import type { TopUpView } from '../client/wire.ts'
import { type Drawing, loading, phoneForm, problem, type Scene } from '../render/common-screens.ts'
import { facts } from '../render/facts.ts'
import * as icons from '../render/icons.ts'
import { button, paragraph, type Screen, slotFor, stacked } from '../render/screen.ts'
import type { VNode } from '../render/vnode.ts'
import { fill, prescribed, rupiah } from '../texts/texts.ts'
import type { TopUpSession, TopUpState } from './top-up-session.ts'
import type { TopUpTextName } from './top-up-texts.ts'

export interface TopUpScene extends Scene<TopUpTextName, TopUpSession> {
  /** What is topped up, where the shop said it before OVO was asked. */
  readonly amount: number | null
}

type Draw = (scene: TopUpScene) => Drawing

/** What is to be seen of a top-up. Pure: the same scene, the same screen. */
export function topUpScreen(scene: TopUpScene): Screen {
  const { step, view } = scene.session.state
  return { name: view !== null && step === view.status ? `${step} ${view.id}` : step, ...screens[step](scene) }
}

function say({ session, amount, words }: TopUpScene, name: TopUpTextName): string {
  const { view } = session.state
  const whole = view?.amount ?? amount
  return fill(words[name], { amount: whole === null ? '' : rupiah(whole), number: view?.customerNumber ?? '' })
}

const working =
  (what: 'sending' | 'checking'): Draw =>
  ({ words }) => ({
    sign: 'working',
    title: words[`${what}Title`],
    lines: [words[`${what}Text`]],
    content: [slotFor('checking')],
  })

const fee = ({ session, words }: TopUpScene): string => {
  const { fee = 0 } = session.state.view ?? {}
  return fee === 0 ? words.free : rupiah(fee)
}

/** Whom it reaches and what it costs, the fee always among it. */
function costs(scene: TopUpScene): VNode {
  const { words, session } = scene
  const { view } = session.state
  const amount = view?.amount ?? 0
  return facts(
    [
      [words.to, view?.customerName],
      [words.number, view?.customerNumber],
      [words.amount, rupiah(amount)],
      [words.limits, view?.status === 'confirm' ? limitsOf(view.limits, words) : null],
      [words.fee, fee(scene)],
      [words.total, rupiah(amount + (view?.fee ?? 0))],
    ],
    'sum',
  )
}

/** What OVO lets this account receive at once, as far as it has said. */
function limitsOf({ min, max }: TopUpView['limits'], words: TopUpScene['words']): string | null {
  if (min !== null && max !== null) return `${rupiah(min)} – ${rupiah(max)}`
  if (max !== null) return fill(words.atMost, { max: rupiah(max) })
  return min === null ? null : fill(words.atLeast, { min: rupiah(min) })
}

/** An end from which the number is asked for again. */
const ending = ({ session, words }: TopUpScene, drawing: Omit<Drawing, 'content'>, next: TopUpTextName): Drawing => ({
  ...drawing,
  content: [slotFor(session.state.step), stacked(button({ label: words[next], onclick: session.again }))],
})

const screens: Readonly<Record<TopUpState['step'], Draw>> = {
  loading,
  problem,
  phone: (scene) => ({
    title: say(scene, 'phoneTitle'),
    lines: [scene.words.phoneText],
    content: [phoneForm(scene, scene.session.inquire), slotFor('phone')],
  }),
  confirm: (scene) => {
    const { words, session } = scene
    return {
      title: words.confirmTitle,
      content: [
        costs(scene),
        paragraph(words.confirmText),
        slotFor('confirm'),
        stacked(
          button({ label: say(scene, 'confirmAction'), onclick: session.confirm, isBusy: session.state.isBusy }),
          button({ label: words.otherNumber, onclick: session.again, kind: 'link' }),
        ),
      ],
      says: `${words.confirmTitle}. ${words.fee}: ${fee(scene)}.`,
    }
  },
  sending: working('sending'),
  checking: working('checking'),
  expired: (scene) => {
    const { expiredTitle: title, expiredText } = scene.words
    return ending(scene, { sign: icons.late, look: 'warn', title, lines: [expiredText] }, 'expiredAction')
  },
  succeeded: (scene) => ({
    sign: icons.done,
    look: 'good',
    title: scene.words.succeededTitle,
    lines: [say(scene, 'succeededText')],
    content: [costs(scene), slotFor('succeeded')],
  }),
  failed: (scene) => {
    const { failedTitle: title, failedText, kept } = scene.words
    const why = prescribed(scene.session.state.view?.text, scene) ?? failedText
    return ending(scene, { sign: icons.problem, look: 'bad', title, lines: [why, kept] }, 'again')
  },
}
