import type { Text } from '../text.ts'

/** One screen of a journey: what is to be seen, and what brings it about. */
export interface MockupScreen {
  /** File name, without its number. */
  readonly name: string
  readonly caption: Text
  /** One of ours, with what the shop answers; or a page of OVO's own, which is only hinted at. */
  readonly shows: ElementScreen | { readonly ovo: Text; readonly action: Text }
}

export interface ElementScreen {
  readonly tag: 'ovo-qris' | 'ovo-push-to-pay' | 'ovo-linked-pay' | 'ovo-link' | 'ovo-top-up'
  /** The step that must be there before it is drawn. */
  readonly step: string
  /** What the shop says when it is asked; `null`: nothing was begun. */
  readonly view: Readonly<Record<string, unknown>> | null
  /** What the shop refuses with when it is asked for something. */
  readonly refusal?: { readonly code: string; readonly text: Text | null }
  /** Typed into the field and sent. */
  readonly phone?: string
  /** Pressed: the text of a button, on the screens' language. */
  readonly press?: Text
}

export interface Journey {
  readonly name: string
  readonly title: Text
  readonly screens: readonly MockupScreen[]
}
