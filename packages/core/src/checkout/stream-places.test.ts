import { expect, test } from 'vitest'
import { createStreamPlaces } from './stream-places.ts'

const refusal = expect.objectContaining({ code: 'too-many-requests' })

test.each([
  ['payment', { payment: 2 }, (i: number) => ({ payment: 'P', address: `A${i}` })],
  ['address', { address: 2 }, (i: number) => ({ payment: `P${i}`, address: 'A' })],
  ['process', { process: 2 }, (i: number) => ({ payment: `P${i}`, address: `A${i}` })],
])('takes so many per %s, and more when one has gone', (_, caps, who) => {
  const places = createStreamPlaces(caps)
  const leave = [1, 2].map((i) => places.take(who(i)))
  expect(() => places.take(who(3))).toThrow(refusal)
  leave[0]?.()
  leave[0]?.()
  places.take(who(3))
  expect(() => places.take(who(4))).toThrow(refusal)
})

test('counts nothing for one that is refused', () => {
  const places = createStreamPlaces({ payment: 1, address: 2 })
  places.take({ payment: 'P', address: 'A' })
  for (let i = 0; i < 5; i++) expect(() => places.take({ payment: 'P', address: 'A' })).toThrow(refusal)
  places.take({ payment: 'Q', address: 'A' })
})
