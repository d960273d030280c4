import type { Locale } from '../texts/texts.ts'

/** The language that an element speaks: its own `locale`, else what the page around it says, else Indonesian. */
export function localeOf(element: Element): Locale {
  const said = element.getAttribute('locale') ?? element.closest('[lang]')?.getAttribute('lang') ?? 'id'
  return /^en\b/i.test(said) ? 'en' : 'id'
}
