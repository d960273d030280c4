import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Order, openOrderBook } from './order-book.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'order-book-'))
})
afterEach(() => rm(folder, { recursive: true }))

const order = (id: string): Order => {
  return { id, visitor: 'v', lines: [], total: 1_000, status: 'open', createdAt: '2026-03-02T10:00:00Z', notes: {} }
}

test('remembers orders and changes across a restart', async () => {
  const file = join(folder, 'orders.json')
  const book = await openOrderBook(file)
  await Promise.all([book.add(order('A')), book.add(order('B'))])
  await book.change('A', (found) => ({ ...found, status: 'paid' }))
  const again = await openOrderBook(file)
  expect(again.all().map(({ id, status }) => [id, status])).toEqual([
    ['B', 'open'],
    ['A', 'paid'],
  ])
  expect(await readdir(folder)).toEqual(['orders.json'])
})

test('every change is whole on disk when it is said to be', async () => {
  const file = join(folder, 'orders.json')
  const book = await openOrderBook(file)
  await book.add(order('A'))
  const changes = Array.from({ length: 20 }, (_, index) => book.change('A', (found) => ({ ...found, total: index })))
  for (const [index, change] of changes.entries()) {
    await change
    const [stored] = JSON.parse(await readFile(file, 'utf8')) as Order[]
    expect(stored?.total).toBeGreaterThanOrEqual(index)
  }
})

test('an order that is not there is an error, so that its event comes again', async () => {
  const book = await openOrderBook(join(folder, 'orders.json'))
  await expect(book.change('nobody', (found) => found)).rejects.toThrow('there is no order nobody')
})
