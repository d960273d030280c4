import type { PageState } from '../client/session.ts'
import type { CommonTextName } from '../texts/common-texts.ts'
import { sayProblem } from '../texts/problem-texts.ts'
import { clock, fill, type Locale, type Words } from '../texts/texts.ts'
import * as icons from './icons.ts'
import { button, type Screen, slotFor, stacked } from './screen.ts'
import { type Child, h, type VNode } from './vnode.ts'

/** What screens are made of: how it stands, in which words, and what can be done. */
export interface Scene<Name extends string, Session> {
  readonly session: Session
  readonly words: Words<Name | CommonTextName>
  readonly locale: Locale
}

type AnyScene = Scene<CommonTextName, { readonly state: PageState<string, unknown>; retry(): void }>

/** A screen, before it is named. */
export type Drawing = Omit<Screen, 'name'>

/** Says nothing: it is over before it is said, and what comes next is news. */
export const loading = ({ words }: AnyScene): Drawing => ({
  sign: 'working',
  title: words.loadingTitle,
  content: [],
  says: '',
})

/** When to ask again, counted down; no screen reader is told each second. */
const pause = ({ words, session: { state } }: AnyScene): Child =>
  state.problem && state.patience
    ? h('p', { role: 'timer', class: 'hint' }, fill(words.retryIn, { time: clock(state.patience) }))
    : null

export function problem(scene: AnyScene): Drawing {
  const { words, session } = scene
  return {
    look: 'warn',
    sign: icons.problem,
    title: words.problemTitle,
    lines: [sayProblem(scene)],
    content: [
      slotFor('problem'),
      pause(scene) ?? stacked(button({ label: words.again, onclick: session.retry, isBusy: session.state.isBusy })),
    ],
  }
}

/** A field for an Indonesian phone number, what is wrong with it, and the button that sends it. */
export function phoneForm(
  scene: AnyScene & { readonly words: Words<'phoneHint' | 'phoneAction'> },
  send: (phone: string) => void,
): VNode {
  const { words, session } = scene
  const { phone, isBusy } = session.state
  const error = sayProblem(scene)
  const onsubmit = (event: Event): void => {
    event.preventDefault()
    send((event.currentTarget as HTMLFormElement).querySelector('input')?.value ?? '')
  }
  return h(
    'form',
    { class: 'form', novalidate: true, onsubmit },
    h('label', { for: 'phone', part: 'label' }, words.phoneLabel),
    h('input', {
      id: 'phone',
      part: 'field',
      name: 'phone',
      type: 'tel',
      inputmode: 'tel',
      autocomplete: 'tel',
      maxlength: 24,
      required: true,
      'data-focus': true,
      value: phone,
      'aria-invalid': error === '' ? null : 'true',
      'aria-describedby': 'phone-error phone-hint',
    }),
    h('p', { id: 'phone-error', part: 'error', class: 'error', role: 'alert' }, error),
    pause(scene),
    h('p', { id: 'phone-hint', part: 'hint', class: 'hint' }, words.phoneHint),
    h(
      'button',
      { type: 'submit', part: 'button main', class: 'button', 'aria-disabled': isBusy ? 'true' : null },
      words.phoneAction,
    ),
  )
}
