import { isIPv4, isIPv6 } from 'node:net'

/**
 * What limits count an address under: an IPv4 address as it is, an IPv6 address as its /56, since whoever has one has
 * all of them. Anything else counts together.
 */
export function addressKey(address: string | undefined): string {
  const plain = address?.replace(/^::ffff:(?=[\d.]+$)/i, '').replace(/%.*$/, '') ?? ''
  if (isIPv4(plain)) return plain
  if (!isIPv6(plain)) return 'unknown'
  const [head = '', tail] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after]
  return `${[...groups.slice(0, 3), (Number.parseInt(groups[3] ?? '0', 16) & 0xff00).toString(16)].join(':')}::/56`
}
