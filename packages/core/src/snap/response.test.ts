import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HttpAnswer } from '../values/http.ts'
import { resolveSnapDialect } from './dialect.ts'
import { snapEndpoints } from './endpoints.ts'
import { readSnapAnswer } from './response.ts'

const answer = (status: number, body: unknown): HttpAnswer => ({
  kind: 'answered',
  status,
  headers: {},
  body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
})

describe('readSnapAnswer', () => {
  it('reads a success', () => {
    const body = { responseCode: '2004700', responseMessage: 'Successful', qrContent: '000201' }
    expect(readSnapAnswer({ operation: 'qris.generate', answer: answer(200, body) })).toEqual({
      class: 'succeeded',
      responseCode: '2004700',
      message: 'Successful',
      ovoErrorCode: null,
      body,
    })
  })

  it.each(['data', 'additionalInfo'])("finds OVO's own error under %s", (place) => {
    const body = {
      responseCode: '4013701',
      responseMessage: 'Invalid Token:Anda Tidak Memiliki Akses',
      [place]: { actionables: [], error: { code: 'OV00502', message: 'Unauthorized access' } },
    }
    expect(readSnapAnswer({ operation: 'qris.query', answer: answer(401, body) })).toMatchObject({
      class: 'renew-token',
      ovoErrorCode: 'OV00502',
    })
  })

  it.each([
    ['a gateway page', 502, '<html>Bad Gateway</html>'],
    ['an empty body', 200, ''],
    ['an array', 200, '[]'],
    ['a cut answer', 200, '{"responseCode":"2004700","qrCon'],
    ['an eight-digit code', 200, { responseCode: '20047000' }],
    ['a code of another kind', 200, { responseCode: { value: '2004700' } }],
    ['a code that contradicts the status', 200, { responseCode: '4034705' }],
    ['a refusal without a code', 403, { responseMessage: 'Forbidden' }],
  ])('takes %s as unknown', (_, status, body) => {
    expect(readSnapAnswer({ operation: 'qris.refund', answer: answer(status, body) }).class).toBe('unknown')
  })

  it('does not read bytes that are not UTF-8', () => {
    const broken: HttpAnswer = { ...answer(200, ''), body: Uint8Array.from([0x7b, 0xff, 0x7d]) }
    expect(readSnapAnswer({ operation: 'qris.query', answer: broken })).toMatchObject({ class: 'unknown', body: {} })
  })

  it('counts an inconsistent refund as the dialect says, and only a refund', () => {
    const inconsistent = answer(404, { responseCode: '4047818' })
    const dialect = resolveSnapDialect({ refundInconsistent: 'succeeded' })
    expect(readSnapAnswer({ operation: 'qris.refund', answer: inconsistent }).class).toBe('unknown')
    expect(readSnapAnswer({ operation: 'qris.refund', answer: inconsistent, dialect }).class).toBe('succeeded')
    expect(readSnapAnswer({ operation: 'qris.generate', answer: inconsistent, dialect }).class).toBe('unknown')
    const disagreeing = answer(200, { responseCode: '4047818' })
    expect(readSnapAnswer({ operation: 'qris.refund', answer: disagreeing, dialect }).class).toBe('unknown')
  })

  it('tames the message', () => {
    const read = (responseMessage: unknown): string | null =>
      readSnapAnswer({ operation: 'qris.query', answer: answer(200, { responseCode: '2005100', responseMessage }) })
        .message
    expect(read('a\n\u001b[31mb\u202ec')).toBe('a [31mb c')
    expect([...(read('😀'.repeat(200)) ?? '')]).toHaveLength(150)
    expect(read('\n')).toBeNull()
    expect(read({})).toBeNull()
  })

  it('never throws, and never succeeds or refuses without reading a JSON object', () => {
    const operations = Object.keys(snapEndpoints) as (keyof typeof snapEndpoints)[]
    fc.assert(
      fc.property(
        fc.constantFrom(...operations),
        fc.integer({ min: 100, max: 599 }),
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.json().map((text) => new TextEncoder().encode(text)),
        ),
        (operation, status, body) => {
          const read = readSnapAnswer({ operation, answer: { ...answer(status, ''), body } })
          if (Object.keys(read.body).length === 0 && status !== 200) expect(read.class).toBe('unknown')
        },
      ),
    )
  })
})
