import { isOvoAddress } from '../client/ovo-address.ts'
import type { IconName } from '../render/icons.ts'
import { phoneForm } from '../render/phone-form.ts'
import { actions, badge, button, type Screen, slotFor, spinner, text, title } from '../render/screen.ts'
import { h, type VNode } from '../render/vnode.ts'
import { sayProblem } from '../texts/problem-texts.ts'
import { fill, type Locale, rupiah } from '../texts/texts.ts'
import type { LinkSession, LinkState } from './link-session.ts'
import type { LinkTextName } from './link-texts.ts'

export interface LinkScene {
  readonly session: LinkSession
  readonly words: Readonly<Record<LinkTextName, string>>
  readonly locale: Locale
}

type Draw = (scene: LinkScene) => Omit<Screen, 'name'>

/** What is to be seen of a link. Pure: the same scene, the same screen. */
export const linkScreen = (scene: LinkScene): Screen => ({
  name: scene.session.state.step,
  ...screens[scene.session.state.step](scene),
})

const say = ({ session }: LinkScene, words: string): string =>
  fill(words, { phone: session.state.view?.maskedPhone ?? '' })

const refusal = ({ session, words, locale }: LinkScene): string =>
  sayProblem(session.state.problem, { words, locale, patience: session.state.patience })

const working =
  (heading: LinkTextName, line: LinkTextName): Draw =>
  ({ words }) => ({
    content: [spinner(), title(words[heading]), text(words[line])],
    says: `${words[heading]} ${words[line]}`,
  })

/** It is not linked, why, and how it is. */
const offer =
  (sign: IconName, heading: LinkTextName, line: LinkTextName): Draw =>
  ({ words, session }) => {
    const { step } = session.state
    const why = words[line]
    return {
      content: [
        badge(sign),
        title(words[heading]),
        text(why),
        slotFor(step),
        actions({ label: words.activate, onclick: session.activate }),
      ],
      says: `${words[heading]}. ${why}`,
    }
  }

function balance({ session, words }: LinkScene): VNode | null {
  const { balance } = session.state.view ?? { balance: null }
  if (balance == null) return null
  const row = (name: string, value: string | null): VNode | null =>
    value === null ? null : h('div', {}, h('dt', {}, name), h('dd', {}, value))
  return h(
    'dl',
    { part: 'facts', class: 'facts' },
    row(words.cash, balance.cash === null ? null : rupiah(balance.cash)),
    row(words.points, balance.points === null ? null : balance.points.toLocaleString('id-ID')),
  )
}

const screens: Readonly<Record<LinkState['step'], Draw>> = {
  loading: ({ words }) => ({ content: [spinner(), title(words.loadingTitle)], says: '' }),
  none: offer('wallet', 'noneTitle', 'noneText'),
  phone: (scene) => {
    const { words, session } = scene
    const { state } = session
    return {
      content: [
        title(words.phoneTitle),
        text(words.phoneText),
        phoneForm({
          ...{ label: words.phoneLabel, hint: words.phoneHint, action: words.phoneAction, error: refusal(scene) },
          ...{ value: state.phone, isBusy: state.isBusy, onPhone: session.start },
        }),
        slotFor('phone'),
        button({ label: words.notNow, onclick: session.back, kind: 'quiet' }),
      ],
      says: `${words.phoneTitle}. ${words.phoneText}`,
    }
  },
  away: ({ words, session }) => {
    const { page } = session.state.view ?? { page: null }
    const isOpenable = page != null && isOvoAddress(page)
    const props = { class: 'button', part: 'button main', href: page ?? '', rel: 'noreferrer' }
    return {
      content: [
        badge('link'),
        title(words.awayTitle),
        text(words.awayText),
        h(
          'div',
          { class: 'actions stacked' },
          isOpenable && h('a', props, words.awayAction),
          button({ label: words.restart, onclick: session.activate, ...(isOpenable ? { kind: 'link' } : {}) }),
        ),
      ],
      says: `${words.awayTitle}. ${words.awayText}`,
    }
  },
  checking: working('checkingTitle', 'checkingText'),
  linked: (scene) => {
    const { words, session } = scene
    return {
      tone: 'good',
      content: [
        badge('done'),
        title(words.linkedTitle),
        text(say(scene, words.linkedText)),
        balance(scene),
        slotFor('linked'),
        button({ label: words.unlink, onclick: session.askUnlink, kind: 'quiet' }),
      ],
      says: `${words.linkedTitle}. ${say(scene, words.linkedText)}`,
    }
  },
  unlink: (scene) => {
    const { words, session } = scene
    const { unlink, back, state } = session
    return {
      tone: 'warn',
      content: [
        badge('link'),
        title(words.unlinkTitle),
        text(say(scene, words.unlinkText)),
        actions(
          { label: words.unlinkConfirm, onclick: unlink, kind: 'danger', isBusy: state.isBusy },
          { label: words.keep, onclick: back, kind: 'link' },
        ),
      ],
      says: `${words.unlinkTitle} ${say(scene, words.unlinkText)}`,
    }
  },
  unlinking: working('unlinkingTitle', 'unlinkingText'),
  unlinked: offer('done', 'unlinkedTitle', 'unlinkedText'),
  revoked: offer('link', 'revokedTitle', 'revokedText'),
  declined: offer('problem', 'declinedTitle', 'declinedText'),
  failed: offer('problem', 'failedTitle', 'failedText'),
  problem: (scene) => ({
    tone: 'warn',
    content: [
      badge('problem'),
      title(scene.words.problemTitle),
      text(refusal(scene)),
      actions({ label: scene.words.again, onclick: scene.session.retry, isBusy: scene.session.state.isBusy }),
    ],
    says: `${scene.words.problemTitle}. ${refusal(scene)}`,
  }),
}
