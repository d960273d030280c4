import type { ShopError } from '../client/shop-error.ts'
import type { ShopperText } from '../client/wire.ts'

export type Locale = 'id' | 'en'

/** What an element says, in Indonesian and English. What it has only in Indonesian, the shop says in English. */
export type Texts<Name extends string> = Readonly<Record<Name, readonly [id: string, en: string]>> &
  Readonly<Record<string, readonly [id: string, en?: string]>>

/** Words for what was refused, and a shop's own for OVO's, by the sentence that OVO prescribes. */
type Extra = Readonly<Partial<Record<ShopError['code'], string>>> & {
  readonly prescribed?: Readonly<Record<string, string>>
}

/** What an element says in one language. */
export type Words<Name extends string> = Readonly<Record<Name, string>> & Extra

/** Words of a shop's own, for a page or for one element. What is left out stays as it is. */
export type TextOverrides<Name extends string> = { readonly [L in Locale]?: Partial<Words<Name>> }

/** The words of one language, and the shop's own instead of them. */
export function wordsOf<Name extends string>(
  texts: Texts<Name>,
  locale: Locale,
  own?: Partial<Words<Name>>,
): Words<Name> {
  const said = Object.entries(texts).map(([name, [id, en]]) => [name, locale === 'en' ? en : id])
  return { ...Object.fromEntries(said), ...own }
}

/** Puts values where a text says `{name}`. A value that nobody has said yet leaves no hole in the sentence. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text
    .replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
    .replace(/ {2,}/g, ' ')
    .trim()

/** OVO's own words, or what the shop has put for them; `undefined` where OVO prescribes none. */
export function prescribed(
  text: ShopperText | null | undefined,
  { words, locale }: { readonly words: Extra; readonly locale: Locale },
): string | undefined {
  const said = text?.[locale]
  return said === undefined ? undefined : (words.prescribed?.[said] ?? said)
}

export const rupiah = (amount: number): string => `Rp${amount.toLocaleString('id-ID')}`

/** `1:05`. */
export const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
