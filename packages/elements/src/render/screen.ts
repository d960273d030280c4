import { type IconName, icon } from './icons.ts'
import { type Child, h, type VNode } from './vnode.ts'

/** One thing to see, drawn anew when its name changes. */
export interface Screen {
  readonly name: string
  readonly tone?: 'good' | 'bad' | 'warn'
  readonly content: readonly Child[]
  /** What a screen reader is told when it changes. Not the seconds: nobody listens to a ticking clock. */
  readonly says: string
}

/** The parts that screens are made of. Each is a `part` that a shop can style. */
export const title = (text: string): VNode =>
  h('div', { part: 'title', class: 'title', role: 'heading', 'aria-level': '2', tabindex: '-1' }, text)

export const text = (...children: readonly Child[]): VNode => h('p', { part: 'text', class: 'text' }, ...children)

export const badge = (name: IconName): VNode => h('div', { part: 'badge', class: 'badge' }, icon(name))

export const spinner = (): VNode => h('div', { class: 'spinner', 'aria-hidden': 'true' })

export const steps = (lines: readonly string[]): VNode =>
  h('ol', { part: 'steps', class: 'steps' }, ...lines.map((line) => h('li', {}, line)))

export interface Action {
  readonly label: string
  readonly onclick: () => void
  readonly kind?: 'other' | 'danger' | 'link' | 'quiet'
  readonly isBusy?: boolean
}

/** A button that is busy keeps its focus and says so; it is not disabled, which would throw the focus away. */
export function button({ label, onclick, kind, isBusy = false }: Action): VNode {
  const isLink = kind === 'link' || kind === 'quiet'
  const look = isLink ? `link ${kind}` : `button ${kind ?? ''}`
  return h(
    'button',
    {
      type: 'button',
      part: isLink ? 'link' : `button ${kind ?? 'main'}`,
      class: look.trim(),
      'aria-disabled': isBusy ? 'true' : null,
      onclick: () => !isBusy && onclick(),
    },
    label,
  )
}

export const actions = (...list: readonly (Action | false)[]): VNode =>
  h('div', { class: 'actions stacked' }, ...list.map((action) => action !== false && button(action)))

/** Room for what the shop wants to say itself, such as a way back to the shelf. */
export const slotFor = (name: string): VNode => h('slot', { name })

/** Puts values into a text, each in a mark of its own that does not break. */
export function marked(words: string, values: Readonly<Record<string, string>>): readonly Child[] {
  return words.split(/(\{\w+\})/).map((piece) => {
    const value = values[piece.slice(1, -1)]
    return value === undefined || !piece.startsWith('{') ? piece : h('strong', {}, value)
  })
}
