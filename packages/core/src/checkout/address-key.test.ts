import { expect, test } from 'vitest'
import { addressKey } from './address-key.ts'

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2ff::1', '2001:db8:1:200::/56'],
  ['2001:0db8:0001:0200:ffff::', '2001:db8:1:200::/56'],
  ['2001:db8::1', '2001:db8:0:0::/56'],
  ['::1', '0:0:0:0::/56'],
  ['fe80::1%eth0', 'fe80:0:0:0::/56'],
  ['2001:db8:1:2ff:1:2:3:4', '2001:db8:1:200::/56'],
])('counts %s under %s', (address, key) => {
  expect(addressKey(address)).toBe(key)
})

test('counts neighbours of one network together, and not the next network', () => {
  expect(addressKey('2001:db8:0:1::a')).toBe(addressKey('2001:db8:0:ff::b'))
  expect(addressKey('2001:db8:0:1::a')).not.toBe(addressKey('2001:db8:0:100::a'))
})

test.each([[undefined], [''], ['x'], ['1.2.3'], ['unix:']])(
  'counts %s with everything else that is no address',
  (address) => {
    expect(addressKey(address)).toBe('unknown')
  },
)
