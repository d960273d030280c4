import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endOfJakartaDay, formatTimestamp, jakartaDate, parseTimestamp } from './jakarta-time.ts'

const at = Date.UTC(2024, 0, 30, 4, 17, 2, 682)

describe('formatTimestamp', () => {
  it.each([
    ['seconds', '2024-01-30T11:17:02+07:00'],
    ['millis', '2024-01-30T11:17:02.682+07:00'],
    ['compact-millis', '20240130T11:17:02.682+07:00'],
  ] as const)('writes %s', (layout, text) => {
    expect(formatTimestamp(at, layout)).toBe(text)
  })

  it.each([
    ['the last second of a year', Date.UTC(2025, 11, 31, 16, 59, 59, 999), '2025-12-31T23:59:59.999+07:00'],
    ['the first of the next', Date.UTC(2025, 11, 31, 17), '2026-01-01T00:00:00.000+07:00'],
    ['a leap day', Date.UTC(2024, 1, 28, 17), '2024-02-29T00:00:00.000+07:00'],
    ['no leap day', Date.UTC(2026, 1, 28, 17), '2026-03-01T00:00:00.000+07:00'],
  ])('knows %s', (_, instant, text) => {
    expect(formatTimestamp(instant, 'millis')).toBe(text)
  })

  it('cuts fractions off', () => {
    expect(formatTimestamp(at + 0.9, 'millis')).toBe('2024-01-30T11:17:02.682+07:00')
  })

  it.each([Number.NaN, Infinity, -1e12, 1e15])('refuses %s', (instant) => {
    expect(() => formatTimestamp(instant, 'seconds')).toThrow(expect.objectContaining({ code: 'invalid-input' }))
  })
})

describe('parseTimestamp', () => {
  it.each([
    ['2024-01-30T11:17:02+07:00', at - 682],
    ['2024-01-30T11:17:02.682+07:00', at],
    ['20240130T11:17:02.682+07:00', at],
    ['2024-01-30T04:17:02.682Z', at],
    ['2024-01-30T00:47:02.682-03:30', at],
    ['2024-01-30T10:02:02.682+05:45', at],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    ['2000-02-29T00:00:00Z', Date.UTC(2000, 1, 29)],
  ])('reads %s', (text, instant) => {
    expect(parseTimestamp(text)).toBe(instant)
  })

  it.each([
    '2023-02-29T00:00:00+07:00',
    '2100-02-29T00:00:00+07:00',
    '2024-02-30T00:00:00+07:00',
    '2024-04-31T00:00:00+07:00',
    '2024-00-10T00:00:00+07:00',
    '2024-13-10T00:00:00+07:00',
    '2024-01-00T00:00:00+07:00',
    '2024-01-32T00:00:00+07:00',
    '2024-01-30T24:00:00+07:00',
    '2024-01-30T11:60:00+07:00',
    '2024-01-30T11:17:60+07:00',
    '2024-01-30T11:17:02+07:60',
    '2024-01-30T11:17:02+14:01',
    '2024-01-30T11:17:02',
    '2024-01-30T11:17:02+0700',
    '2024-01-30T11:17:02+7:00',
    '2024-01-30 11:17:02+07:00',
    '2024-01-30T11:17:02.6+07:00',
    '20240130T11:17:02+07:00',
    '20240130T111702.682+07:00',
    '2024-0130T11:17:02.682+07:00',
    '2024-01-30t11:17:02z',
    '1969-12-31T23:59:59Z',
    ' 2024-01-30T11:17:02Z',
    '2024-01-30T11:17:02Z\n',
    '1706588222',
    '',
  ])('gives null for %j', (text) => {
    expect(parseTimestamp(text)).toBeNull()
  })

  const instants = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) })

  it('reads back what formatTimestamp writes', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        expect(parseTimestamp(formatTimestamp(instant, 'millis'))).toBe(instant)
        expect(parseTimestamp(formatTimestamp(instant, 'compact-millis'))).toBe(instant)
        expect(parseTimestamp(formatTimestamp(instant, 'seconds'))).toBe(Math.floor(instant / 1000) * 1000)
      }),
    )
  })

  it('agrees with the calendar of the platform on every day of four centuries', () => {
    for (let year = 1970; year < 2370; year++) {
      for (let month = 1; month <= 12; month++) {
        const length = new Date(Date.UTC(year, month, 0)).getUTCDate()
        for (const day of [28, 29, 30, 31]) {
          const text = `${year}-${String(month).padStart(2, '0')}-${day}T00:00:00Z`
          expect(parseTimestamp(text)).toBe(day <= length ? Date.UTC(year, month - 1, day) : null)
        }
      }
    }
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseTimestamp(text)))
  })
})

describe('the Jakarta day', () => {
  it('turns at 17:00 UTC', () => {
    expect(jakartaDate(Date.UTC(2025, 11, 31, 16, 59, 59, 999))).toBe('2025-12-31')
    expect(jakartaDate(Date.UTC(2025, 11, 31, 17))).toBe('2026-01-01')
  })

  it('ends at its last millisecond', () => {
    const end = Date.UTC(2024, 0, 30, 16, 59, 59, 999)
    expect(endOfJakartaDay(at)).toBe(end)
    expect(endOfJakartaDay(end)).toBe(end)
    expect(endOfJakartaDay(end + 1)).toBe(end + 86_400_000)
  })
})

describe.each(['UTC', 'Asia/Jakarta', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Kiritimati'])(
  'on a host in %s',
  (TZ) => {
    it('gives the same answers', () => {
      const module = fileURLToPath(new URL('./jakarta-time.ts', import.meta.url))
      const script = `
      import { endOfJakartaDay, formatTimestamp, jakartaDate, parseTimestamp } from ${JSON.stringify(module)}
      const eve = Date.UTC(2025, 11, 31, 16, 59, 59, 999)
      console.log(JSON.stringify([
        formatTimestamp(eve, 'millis'), formatTimestamp(eve + 1, 'seconds'), jakartaDate(eve), jakartaDate(eve + 1),
        endOfJakartaDay(eve - 5) - eve, parseTimestamp('2025-03-30T02:30:00+07:00') - Date.UTC(2025, 2, 29, 19, 30),
        new Date(0).getTimezoneOffset(),
      ]))`
      const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
        env: { ...process.env, TZ },
        encoding: 'utf8',
      })
      const [...answers] = JSON.parse(output) as unknown[]
      const offset = answers.pop()
      expect(answers).toEqual([
        '2025-12-31T23:59:59.999+07:00',
        '2026-01-01T00:00:00+07:00',
        '2025-12-31',
        '2026-01-01',
        0,
        0,
      ])
      expect(offset === 0, 'the child really ran in that zone').toBe(TZ === 'UTC')
    })
  },
)
