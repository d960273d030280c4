import type { Text } from '../text.ts'

/** One screen of a journey: what is to be seen, and what brings it about. */
export interface MockupScreen {
  /** Its part of the file name, without the numbers. */
  readonly name: string
  readonly caption: Text
  readonly shows: ElementScreen | OvoPage | ShopPage
}

/** One of ours, with what the shop answers to it. */
export interface ElementScreen {
  readonly tag: 'ovo-qris' | 'ovo-push-to-pay' | 'ovo-linked-pay' | 'ovo-link' | 'ovo-top-up'
  /** The step that must be there before it is drawn. */
  readonly step: string
  /** What the shop says when it is asked; `null`: nothing was begun. */
  readonly view: MockView | null
  /** What the shop refuses with when it is asked for something. */
  readonly refusal?: { readonly code: string; readonly text: Text | null }
  /** Typed into the field and sent. */
  readonly phone?: string
  /** Pressed: the text of a button, in the screens' language. */
  readonly press?: Text
  /** What the shop says once that is pressed. @default view */
  readonly answer?: MockView
}

export type MockView = Readonly<Record<string, unknown>>

/** A page that OVO shows and that is not ours to draw: what is on it, in words. */
export interface OvoPage {
  readonly ovo: Text
  readonly about: Text
  /** What the customer does there. */
  readonly control: Text
}

/** A page of the shop's own, which no element is for: rows of what it tells. */
export interface ShopPage {
  readonly shop: Text
  readonly rows: readonly { readonly name: Text; readonly value: Text; readonly more?: Text }[]
}

export interface Journey {
  readonly name: string
  readonly title: Text
  /** Where in the shop it happens: the heading of its pages. A screen that needs the whole phone has none. */
  readonly place: Text | null
  readonly screens: readonly MockupScreen[]
}

/** Writes a text in both languages, English first. */
export const both = (en: string, id: string): Text => ({ en, id })
export const same = (text: string): Text => both(text, text)

export const screen = (name: string, caption: Text, shows: MockupScreen['shows']): MockupScreen => ({
  name,
  caption,
  shows,
})
