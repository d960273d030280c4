import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatOvoDate, parseOvoDate } from './ovo-date.ts'

// The instant behind the sample in OVO's Push To Pay technical documentation.
const sample = '2018-11-05 13:47:20.671'
const instant = Date.UTC(2018, 10, 5, 6, 47, 20, 671)

describe('formatOvoDate', () => {
  it('writes Jakarta time with three digits of milliseconds', () => {
    expect(formatOvoDate(instant)).toBe(sample)
    expect(formatOvoDate(Date.UTC(2025, 11, 31, 17))).toBe('2026-01-01 00:00:00.000')
    expect(formatOvoDate(instant + 0.9)).toBe(sample)
  })

  it.each(['UTC', 'Asia/Jakarta', 'America/Los_Angeles', 'Pacific/Kiritimati'])('does so on a host in %s', (zone) => {
    const url = new URL('./ovo-date.ts', import.meta.url).href
    const script = `import { formatOvoDate } from ${JSON.stringify(url)}
      console.log(formatOvoDate(${instant}))`
    const printed = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
    })
    expect(printed.trim()).toBe(sample)
  })

  it('refuses what is not an instant', () => {
    expect(() => formatOvoDate(Number.NaN)).toThrow(expect.objectContaining({ code: 'invalid-input' }))
  })
})

describe('parseOvoDate', () => {
  it.each([
    [sample, instant],
    ['2018-11-05T13:47:20.671', instant],
    [' 2018-11-05 13:47:20.671 ', instant],
    ['2018-11-05 13:47:20.671999', instant],
    ['2018-11-05 13:47:20', instant - 671],
    ['2018-11-05 13:47:20.6', instant - 71],
  ])('reads %j', (text, at) => expect(parseOvoDate(text)).toBe(at))

  it.each(['', '2018-11-05', '2018-13-05 13:47:20.671', '2018-02-30 00:00:00', '18-11-05 13:47:20', 'yesterday'])(
    'gives null for %j',
    (text) => expect(parseOvoDate(text)).toBeNull(),
  )

  it('reads back what was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 253_402_275_599_999 }), (at) => {
        expect(parseOvoDate(formatOvoDate(at))).toBe(at)
      }),
    )
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseOvoDate(text)))
  })
})
