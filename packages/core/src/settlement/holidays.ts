// Written by tools/write-holidays.mjs with date-holidays (ISC; its data CC BY 3.0, from Wikipedia). Do not edit.
const days = (years: Readonly<Record<number, string>>): ReadonlySet<string> =>
  new Set(Object.entries(years).flatMap(([year, text]) => text.split(' ').map((day) => `${year}-${day}`)))

/**
 * Indonesia's public holidays as worked out, not as declared. Joint leave (cuti bersama) and election days are set
 * year by year and are not among them: a shop adds those that its bank keeps.
 */
export const holidays: {
  readonly years: readonly number[]
  readonly fixed: ReadonlySet<string>
  readonly byMoon: ReadonlySet<string>
} = {
  years: [2024, 2025, 2026, 2027],
  fixed: days({
    2024: '01-01 02-10 03-11 03-29 05-01 05-09 05-23 06-01 08-17 12-25',
    2025: '01-01 01-29 03-29 04-18 05-01 05-12 05-29 06-01 08-17 12-25',
    2026: '01-01 02-17 03-19 04-03 05-01 05-14 05-31 06-01 08-17 12-25',
    2027: '01-01 02-06 03-08 03-26 05-01 05-06 05-20 06-01 08-17 12-25',
  }),
  /** Of the Islamic calendar: declared when the moon is seen, so each may fall a day earlier or later. */
  byMoon: days({
    2024: '02-08 04-10 04-11 06-16 07-07 09-15',
    2025: '01-27 03-30 03-31 06-06 06-26 09-05',
    2026: '01-16 03-20 03-21 05-27 06-16 08-25',
    2027: '01-05 03-09 03-10 05-16 06-06 08-14 12-25',
  }),
}
