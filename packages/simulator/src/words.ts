/** A text in the two languages of the pages. */
export interface Words {
  readonly id: string
  readonly en: string
}

export type Language = keyof Words
