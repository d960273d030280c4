import { type Drawing, loading, phoneForm, problem, type Scene } from '../render/common-screens.ts'
import { facts } from '../render/facts.ts'
import * as icons from '../render/icons.ts'
import { button, ovoLink, type Screen, slotFor, stacked } from '../render/screen.ts'
import { fill, rupiah } from '../texts/texts.ts'
import type { LinkSession, LinkState } from './link-session.ts'
import type { LinkTextName } from './link-texts.ts'

export type LinkScene = Scene<LinkTextName, LinkSession>

type Draw = (scene: LinkScene) => Drawing

/** What is to be seen of a link. Pure: the same scene, the same screen. */
export const linkScreen = (scene: LinkScene): Screen => ({
  name: scene.session.state.step,
  ...screens[scene.session.state.step](scene),
})

/** Title and line of a step, with the number it is about. */
const said = ({ session, words }: LinkScene, what: Said): Pick<Drawing, 'title' | 'lines'> => ({
  title: words[`${what}Title`],
  lines: [fill(words[`${what}Text`], { phone: session.state.view?.maskedPhone ?? '' })],
})

type Said = Exclude<LinkState['step'], 'loading' | 'problem'>

const working =
  (what: Said): Draw =>
  (scene) => ({ sign: 'working', ...said(scene, what), content: [] })

/** It is not linked, why, and how it is. */
const offer =
  (sign: icons.Icon, what: Said): Draw =>
  (scene) => ({
    sign,
    ...said(scene, what),
    content: [slotFor(what), stacked(button({ label: scene.words.activate, onclick: scene.session.activate }))],
  })

const screens: Readonly<Record<LinkState['step'], Draw>> = {
  loading,
  problem,
  none: offer(icons.wallet, 'none'),
  phone: (scene) => ({
    ...said(scene, 'phone'),
    content: [
      phoneForm(scene, scene.session.start),
      slotFor('phone'),
      button({ label: scene.words.notNow, onclick: scene.session.back, kind: 'quiet' }),
    ],
  }),
  away: (scene) => {
    const { words, session } = scene
    const way = ovoLink(session.state.view?.page, words.awayAction)
    const restart = { label: words.restart, onclick: session.activate }
    return {
      sign: icons.link,
      ...said(scene, 'away'),
      content: [stacked(way, button(way === false ? restart : { ...restart, kind: 'link' }))],
    }
  },
  checking: working('checking'),
  linked: (scene) => {
    const { words, session } = scene
    const { balance } = session.state.view ?? {}
    return {
      look: 'good',
      sign: icons.done,
      ...said(scene, 'linked'),
      content: [
        balance != null &&
          facts([
            [words.cash, balance.cash === null ? null : rupiah(balance.cash)],
            [words.points, balance.points?.toLocaleString('id-ID')],
          ]),
        slotFor('linked'),
        button({ label: words.unlink, onclick: session.askUnlink, kind: 'quiet' }),
      ],
    }
  },
  unlink: (scene) => {
    const { words, session } = scene
    return {
      look: 'warn',
      sign: icons.link,
      ...said(scene, 'unlink'),
      content: [
        stacked(
          button({ label: words.unlinkConfirm, onclick: session.unlink, kind: 'danger', isBusy: session.state.isBusy }),
          button({ label: words.keep, onclick: session.back, kind: 'link' }),
        ),
      ],
    }
  },
  unlinking: working('unlinking'),
  unlinked: offer(icons.done, 'unlinked'),
  revoked: offer(icons.link, 'revoked'),
  declined: offer(icons.problem, 'declined'),
  failed: offer(icons.problem, 'failed'),
}
