import type { IncomingMessage } from 'node:http'
import { request as httpRequest } from 'node:http'
import { Readable } from 'node:stream'
import { maxBodyBytes } from '@ovokit/core'
import { expect, test } from 'vitest'
import { rawBody } from './raw-body.ts'
import { serve } from './testing/serve.ts'

type Incoming = IncomingMessage & { body?: unknown; rawBody?: unknown }

const incoming = (chunks: readonly string[], extra: object = {}): Incoming =>
  Object.assign(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), extra) as unknown as Incoming

const text = async (req: Incoming): Promise<string> => Buffer.from(await rawBody(req)).toString()

test('takes rawBody before body, and either before the stream', async () => {
  expect(await text(incoming(['stream'], { rawBody: Buffer.from('raw'), body: Buffer.from('body') }))).toBe('raw')
  expect(await text(incoming(['stream'], { rawBody: 'raw text' }))).toBe('raw text')
  expect(await text(incoming(['stream'], { body: Buffer.from('body') }))).toBe('body')
  expect(await text(incoming(['stream'], { body: 'text' }))).toBe('text')
  expect(await text(incoming(['str', 'eam'], { body: {} }))).toBe('stream')
})

test('takes an empty body that a parser has found empty', async () => {
  const req = incoming([], { body: {} })
  await new Promise((resolve) => req.on('end', resolve).resume())
  expect(await text(req)).toBe('')
})

test('never makes up the bytes of a body that was parsed', async () => {
  const req = incoming(['{"a":1}'], { body: { a: 1 } })
  await new Promise((resolve) => req.on('end', resolve).resume())
  await expect(rawBody(req)).rejects.toMatchObject({ code: 'raw-body-missing' })
})

test('keeps one byte more than the limit and not a second', async () => {
  const body = await rawBody(incoming(['x'.repeat(maxBodyBytes - 1), 'yy', 'z'.repeat(1000)]))
  expect(body.byteLength).toBe(maxBodyBytes + 1)
})

test('does not wait for a sender who has left', async () => {
  let outcome: Promise<unknown> | undefined
  const { url, close } = await serve((req) => {
    outcome = rawBody(req).catch((error: unknown) => error)
  })
  const request = httpRequest(url, { method: 'POST', headers: { 'content-length': '100' } })
  request.on('error', () => {})
  request.write('a part')
  await expect.poll(() => outcome !== undefined).toBe(true)
  request.destroy()
  expect(await outcome).toMatchObject({ message: expect.stringContaining('left before') })
  await close()
})

test('does not listen to a stream that is closed already', async () => {
  const req = incoming(['late'])
  req.destroy()
  await expect(rawBody(req)).rejects.toThrow('left before')
})
