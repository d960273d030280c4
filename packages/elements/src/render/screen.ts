import { isOvoAddress } from '../client/ovo-address.ts'
import { type Icon, icon } from './icons.ts'
import { type Child, h, type VNode } from './vnode.ts'

/** One thing to see, drawn anew when its name changes. */
export interface Screen {
  readonly name: string
  readonly look?: 'good' | 'bad' | 'warn' | 'code'
  readonly sign?: Icon | 'working'
  readonly title: string
  readonly lines?: readonly string[]
  readonly content: readonly Child[]
  /**
   * What a screen reader is told when it changes, if not the title and the lines. Not the seconds: nobody listens to a
   * ticking clock.
   */
  readonly says?: string
}

export const drawScreen = (
  { name, look, sign, title, lines = [], content }: Screen,
  { headingLevel }: { readonly headingLevel: number },
): VNode =>
  h(
    'div',
    { class: `screen ${look ?? ''}`.trim(), key: name },
    sign === 'working' && h('div', { class: 'spinner', 'aria-hidden': 'true' }),
    sign !== undefined && sign !== 'working' && h('div', { part: 'badge', class: 'badge' }, icon(sign)),
    h(
      'div',
      { part: 'title', class: 'title', role: 'heading', 'aria-level': headingLevel, tabindex: '-1' },
      ...marked(title),
    ),
    ...lines.map(paragraph),
    ...content,
  )

export const saysOf = ({ title, lines = [], says }: Screen): string =>
  says ?? [/\w$/.test(title) ? `${title}.` : title, ...lines].join(' ')

/** Amounts and numbers of phones stand out, and do not break. */
const marked = (words: string): readonly Child[] =>
  words.split(/(Rp\d[\d.]*\d|\d+\*+\d+)/).map((piece, index) => (index % 2 === 0 ? piece : h('strong', {}, piece)))

/** The parts that screens are made of. Each is a `part` that a shop can style. */
export const paragraph = (line: string): VNode => h('p', { part: 'text', class: 'text' }, ...marked(line))

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

/** The way to a page of OVO's; none where the address is not one that a shopper may be sent to. */
export const ovoLink = (address: string | null | undefined, label: string, kind: 'main' | 'other' = 'main'): Child =>
  address != null &&
  isOvoAddress(address) &&
  h('a', { class: `button ${kind}`, part: `button ${kind}`, href: address, rel: 'noreferrer' }, label)

/** One below the other. */
export const stacked = (...children: readonly Child[]): VNode => h('div', { class: 'actions' }, ...children)

/** Room for what the shop wants to say itself, such as a way back to the shelf. */
export const slotFor = (name: string): VNode => h('slot', { name })
