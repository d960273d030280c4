/**
 * Writes Indonesia's public holidays into core, worked out by `date-holidays`. The library is large and the answer is small,
 * so the answer is what is published.
 *
 *     node tools/write-holidays.mjs [--check]
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Holidays from 'date-holidays'
import { isMain, report, repositoryRoot } from './lib/files.mjs'

const target = 'packages/core/src/settlement/holidays.ts'
/** As far as the library knows Nyepi and Waisak, which it lists year by year. */
const years = [2024, 2025, 2026, 2027]
/** Months of the Islamic calendar, as the library's rules name them. */
const byMoon = /Muharram|Safar|Rabi|Jumada|Rajab|Shaban|Ramadan|Shawwal|Dhu/i

/** The file's text. */
export function holidaysModule() {
  const calendar = new Holidays('ID')
  const lines = (/** @type {boolean} */ wantsMoon) =>
    years
      .map((year) => {
        const days = calendar
          .getHolidays(year)
          .filter(({ type, rule }) => type === 'public' && byMoon.test(rule) === wantsMoon)
          .map(({ date }) => date.slice(5, 10))
        return `    ${year}: '${[...new Set(days)].join(' ')}',`
      })
      .join('\n')
  return `// Written by tools/write-holidays.mjs with date-holidays (ISC; its data CC BY 3.0, from Wikipedia). Do not edit.
const days = (years: Readonly<Record<number, string>>): ReadonlySet<string> =>
  new Set(Object.entries(years).flatMap(([year, text]) => text.split(' ').map((day) => \`\${year}-\${day}\`)))

/**
 * Indonesia's public holidays as worked out, not as declared. Joint leave (cuti bersama) and election days are set
 * year by year and are not among them: a shop adds those that its bank keeps.
 */
export const holidays: {
  readonly years: readonly number[]
  readonly fixed: ReadonlySet<string>
  readonly byMoon: ReadonlySet<string>
} = {
  years: [${years.join(', ')}],
  fixed: days({
${lines(false)}
  }),
  /** Of the Islamic calendar: declared when the moon is seen, so each may fall a day earlier or later. */
  byMoon: days({
${lines(true)}
  }),
}
`
}

if (isMain(import.meta.url)) {
  const path = join(repositoryRoot, target)
  const text = holidaysModule()
  if (process.argv.includes('--check')) {
    const problems =
      readFileSync(path, 'utf8') === text
        ? []
        : [`${target} is not what date-holidays says; run node tools/write-holidays.mjs`]
    report('write-holidays', problems, `${years.length} years of holidays are what date-holidays says`)
  } else writeFileSync(path, text)
}
