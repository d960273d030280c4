/** The languages that the command line speaks. */
export const languages = ['en', 'id'] as const
export type Language = (typeof languages)[number]

/** What is said to a person, in every language. */
export type Text = Readonly<Record<Language, string>>

/** What needs no translation, such as a path or a table, or does. */
export type Line = Text | string

/** One line as the reader's language has it. */
export const inLanguage = (line: Line, language: Language): string => (typeof line === 'string' ? line : line[language])

/**
 * The reader's language: `--lang`, then `OVOKIT_LANG`, then the system's locale; English when none of them says.
 * Looks at the words themselves, because help is written before anything is parsed.
 */
export function chooseLanguage(words: readonly string[], env: Readonly<Record<string, string | undefined>>): Language {
  const at = words.findIndex((word) => word === '--lang' || word.startsWith('--lang='))
  const asked = at === -1 ? undefined : (words[at]?.split('=')[1] ?? words[at + 1])
  const wanted = asked ?? env.OVOKIT_LANG ?? env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? ''
  return languages.find((language) => wanted.toLowerCase().startsWith(language)) ?? 'en'
}
