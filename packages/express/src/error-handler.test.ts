import { NotAllowedError, OvoCallError } from '@ovokit/core'
import express from 'express'
import { expect, test } from 'vitest'
import { errorHandler } from './error-handler.ts'
import type { Report } from './options.ts'
import { serve } from './testing/serve.ts'

async function answerTo(
  error: unknown,
  heard: unknown[] = [],
): Promise<{ status: number; retryAfter: string | null; json: unknown }> {
  const app = express()
  app.get('/', (_req, _res, next) => next(error))
  const report: Report = (reported) => void heard.push(reported)
  app.use(errorHandler(report, () => new Date('2026-03-02T10:00:00Z')))
  const { url, close } = await serve(app)
  const reply = await fetch(url)
  const json = await reply.json()
  await close()
  return { status: reply.status, retryAfter: reply.headers.get('retry-after'), json }
}

test('tells a shopper when to come back', async () => {
  const retryAt = new Date('2026-03-02T10:00:12.500Z')
  expect(await answerTo(new NotAllowedError('attempt-in-progress', 'inner words', { retryAt }))).toEqual({
    status: 409,
    retryAfter: '13',
    json: {
      error: {
        code: 'attempt-in-progress',
        message: 'Another payment of this order is still open. Try again in a moment.',
        retryAt: '2026-03-02T10:00:12.500Z',
      },
    },
  })
})

test('reports what is ours to mend, and only that', async () => {
  const heard: unknown[] = []
  await answerTo(new NotAllowedError('not-cancellable', 'paid'), heard)
  expect(heard).toEqual([])
  const unreachable = new OvoCallError('ovo-unreachable', 'ENOTFOUND')
  expect(await answerTo(unreachable, heard)).toMatchObject({
    status: 503,
    json: { error: { code: 'ovo-unreachable' } },
  })
  expect(heard).toEqual([unreachable])
})

test.each([
  [new Error('password=hunter2')],
  ['a string'],
  [{ code: 'paid' }],
  [Object.assign(new Error('x'), { status: 200 })],
])('shows nothing of an error that it does not know: %s', async (error) => {
  expect(await answerTo(error)).toEqual({
    status: 500,
    retryAfter: null,
    json: { error: { code: 'internal', message: 'Something went wrong on our side.' } },
  })
})
