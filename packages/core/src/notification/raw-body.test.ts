import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { maxBodyBytes } from './max-body-bytes.ts'
import { rawBody } from './raw-body.ts'

type Incoming = IncomingMessage & { body?: unknown; rawBody?: unknown }

const incoming = (chunks: readonly string[], extra: object = {}): Incoming =>
  Object.assign(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), extra) as unknown as Incoming

const read = (req: Incoming): Promise<Uint8Array> => rawBody(req, { stream: req, mend: 'Keep them.' })

const text = async (req: Incoming): Promise<string> => Buffer.from(await read(req)).toString()

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
  await expect(read(req)).rejects.toMatchObject({
    code: 'raw-body-missing',
    message: expect.stringContaining('Keep them.'),
  })
})

test('keeps one byte more than the limit and not a second', async () => {
  const body = await read(incoming(['x'.repeat(maxBodyBytes - 1), 'yy', 'z'.repeat(1000)]))
  expect(body.byteLength).toBe(maxBodyBytes + 1)
})

test('does not wait for a sender who has left', async () => {
  let outcome: Promise<unknown> | undefined
  const server = createServer((req) => {
    outcome = read(req).catch((error: unknown) => error)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const request = httpRequest(`http://127.0.0.1:${port}`, { method: 'POST', headers: { 'content-length': '100' } })
  request.on('error', () => {})
  request.write('a part')
  await expect.poll(() => outcome !== undefined).toBe(true)
  request.destroy()
  expect(await outcome).toMatchObject({ message: expect.stringContaining('left before') })
  await new Promise((resolve) => server.close(resolve))
})

test('does not listen to a stream that is closed already', async () => {
  const req = incoming(['late'])
  req.destroy()
  await expect(read(req)).rejects.toThrow('left before')
})
