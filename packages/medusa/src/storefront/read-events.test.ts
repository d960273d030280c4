import { expect, test } from 'vitest'
import { readEvents } from './read-events.mts'

test('puts events together, however they come in', async () => {
  const text = 'retry: 3000\n\ndata: {"status":"scan"}\n\n: still here\n\ndata: {"status":\ndata: "paid"}\n\n'
  for (const size of [1, 7, 1_000]) {
    const parts = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
    const body = new ReadableStream({
      start: (controller) => {
        for (const part of parts) controller.enqueue(new TextEncoder().encode(part))
        controller.close()
      },
    })
    const events: unknown[] = []
    for await (const data of readEvents({ body })) events.push(JSON.parse(data))
    expect(events).toEqual([{ status: 'scan' }, { status: 'paid' }])
  }
})
