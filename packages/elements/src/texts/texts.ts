export type Locale = 'id' | 'en'

/** Texts of one element in both languages. */
export type Texts<Name extends string> = Readonly<Record<Locale, Readonly<Record<Name, string>>>>

/** Words of a shop's own, for a page or for one element. What is left out stays as it is. */
export type TextOverrides<Name extends string> = { readonly [L in Locale]?: Partial<Readonly<Record<Name, string>>> }

/** Puts values where a text says `{name}`. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)

/** The language that an element speaks: its own `locale`, else what the page around it says, else Indonesian. */
export function localeOf(element: Element): Locale {
  const said = element.getAttribute('locale') ?? element.closest('[lang]')?.getAttribute('lang') ?? 'id'
  return /^en\b/i.test(said) ? 'en' : 'id'
}

export const rupiah = (amount: number): string => `Rp${amount.toLocaleString('id-ID')}`

/** `1:05`. */
export const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
