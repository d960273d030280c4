import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifyAnswer, readResponseCode, type SnapClass, snapCases } from './response-code.ts'

describe('readResponseCode', () => {
  it('takes seven digits apart', () => {
    const parts = { httpStatus: 404, serviceCode: '47', caseCode: '01' }
    expect(readResponseCode('4044701')).toEqual(parts)
    expect(readResponseCode(4044701)).toEqual(parts)
  })

  it.each([
    '20054000',
    '200470',
    '',
    'OV00502',
    '4044701 ',
    '４０４４７０１',
    '1004700',
    '9994700',
    null,
    undefined,
    {},
    4.5,
  ])('gives null for %j', (text) => {
    expect(readResponseCode(text)).toBeNull()
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (anything) => void readResponseCode(anything)))
  })
})

describe('snapCases', () => {
  it('is the complete table, each code once', () => {
    const codes = snapCases.map((row) => row.status + row.caseCode)
    expect(new Set(codes).size).toBe(codes.length)
    const count = (status: string): number => snapCases.filter((row) => row.status === status).length
    expect(['200', '202', '400', '401', '403', '404', '405', '409', '429', '500', '504'].map(count)).toEqual([
      1, 1, 3, 5, 24, 20, 2, 2, 1, 3, 1,
    ])
  })
})

describe('classifyAnswer', () => {
  const classes = (code: string): readonly SnapClass[] => {
    const httpStatus = Number(code.slice(0, 3))
    return [
      classifyAnswer({ effect: 'read', httpStatus, responseCode: code }),
      classifyAnswer({ effect: 'write', httpStatus, responseCode: code }),
    ]
  }

  it.each<[code: string, read: SnapClass, write: SnapClass]>([
    ['2004700', 'succeeded', 'succeeded'],
    ['2024700', 'in-progress', 'in-progress'],
    ['4004702', 'caller-fault', 'caller-fault'],
    ['4014700', 'caller-fault', 'caller-fault'],
    ['4014701', 'renew-token', 'renew-token'],
    ['4014703', 'renew-token', 'renew-token'],
    ['4034702', 'refused', 'refused'],
    ['4034706', 'refused', 'refused'],
    ['4034713', 'unknown', 'unknown'],
    ['4034716', 'unknown', 'unknown'],
    ['4044700', 'unknown', 'unknown'],
    ['4045101', 'refused', 'refused'],
    ['4044708', 'refused', 'refused'],
    ['4044714', 'unknown', 'unknown'],
    ['4047818', 'unknown', 'unknown'],
    ['4057801', 'refused', 'refused'],
    ['4094700', 'busy', 'unknown'],
    ['4094701', 'unknown', 'unknown'],
    ['4294700', 'busy', 'busy'],
    ['5004700', 'busy', 'unknown'],
    ['5004702', 'busy', 'unknown'],
    ['5044700', 'busy', 'unknown'],
    ['4034724', 'unknown', 'unknown'],
    ['4034799', 'unknown', 'unknown'],
    ['5034700', 'unknown', 'unknown'],
    ['3024700', 'unknown', 'unknown'],
    ['20047000', 'unknown', 'unknown'],
  ])('%s is %s for a read and %s for a write', (code, read, write) => {
    expect(classes(code)).toEqual([read, write])
  })

  it('does not mind the service code of a neighbour', () => {
    expect(classes('4033718')).toEqual(['refused', 'refused'])
  })

  it('reads an absent code as success on HTTP 200 and as nothing elsewhere', () => {
    for (const responseCode of [undefined, null, '']) {
      expect(classifyAnswer({ effect: 'write', httpStatus: 200, responseCode })).toBe('succeeded')
      for (const httpStatus of [201, 202, 400, 401, 403, 404, 429, 500, 502, 504]) {
        expect(classifyAnswer({ effect: 'write', httpStatus, responseCode })).toBe('unknown')
      }
    }
  })

  it('believes neither when status and code disagree', () => {
    fc.assert(
      fc.property(fc.constantFrom(...snapCases), fc.integer({ min: 100, max: 599 }), (row, httpStatus) => {
        fc.pre(Number(row.status) !== httpStatus)
        const responseCode = `${row.status}47${row.caseCode}`
        expect(classifyAnswer({ effect: 'write', httpStatus, responseCode })).toBe('unknown')
        expect(classifyAnswer({ effect: 'read', httpStatus, responseCode })).toBe('unknown')
      }),
    )
  })

  it('calls nothing refused that the table does not call final', () => {
    const final = new Set(
      snapCases.flatMap((row) => (row.retry === 'final' || row.retry === 'later' ? [row.status + row.caseCode] : [])),
    )
    const anyCode = fc.oneof(fc.anything(), fc.integer({ min: 1_000_000, max: 9_999_999 }).map(String))
    fc.assert(
      fc.property(
        fc.constantFrom('read', 'write'),
        fc.integer({ min: 100, max: 599 }),
        anyCode,
        (effect, httpStatus, code) => {
          if (classifyAnswer({ effect, httpStatus, responseCode: code }) !== 'refused') return
          expect(final).toContain(String(code).slice(0, 3) + String(code).slice(5))
        },
      ),
      { numRuns: 5000 },
    )
  })
})

it('is documented row by row', () => {
  const page = readFileSync(new URL('../../../../docs/protocol/snap.md', import.meta.url), 'utf8')
  const documented = page.split('\n').filter((line) => /^\| \d{3}xx\d{2} \|/.test(line))
  const actual = snapCases.map(({ status, caseCode, message }) => {
    const of = (effect: 'read' | 'write'): SnapClass =>
      classifyAnswer({ effect, httpStatus: Number(status), responseCode: `${status}47${caseCode}` })
    return `| ${status}xx${caseCode} | ${message} | ${of('read')} | ${of('write')} |`
  })
  expect(documented).toEqual(actual)
})
