import { expect, it } from 'vitest'
import { defaultSnapDialect } from './dialect.ts'
import { bearerOf, snapEndpoints, snapHosts } from './endpoints.ts'

const rows = Object.values(snapEndpoints)

it('has one row per call, each with a path of its own', () => {
  const paths = rows.flatMap(({ path }) => path ?? [])
  expect(new Set(paths).size).toBe(paths.length)
  for (const path of paths) expect(path).toMatch(/^\/(OVOSNAP\/v[12]\.0|cashin\/snap\/v2\.0|user\/v2)\/[a-z0-9/-]+$/)
})

it("has the standard's service codes", () => {
  const codes = Object.entries(snapEndpoints).map(([name, { serviceCode }]) => `${name} ${serviceCode}`)
  expect(codes.join(', ')).toBe(
    'token.b2b 73, qris.generate 47, qris.query 51, qris.refund 78, ' +
      'top-up.inquiry 37, top-up.transfer 38, top-up.status 39, top-up.balance 11, ' +
      'link.lookup null, link.bind 07, link.token 74, link.unbind 09, link.balance 11, link.history 12, link.instructions null, ' +
      'linked.pay 54, linked.status 55, linked.refund 58',
  )
})

it('has no path only where none is public', () => {
  const unknown = Object.entries(snapEndpoints).flatMap(([name, { path }]) => (path === null ? [name] : []))
  expect(unknown).toEqual(['link.history', 'link.instructions'])
})

it('lets the dialect choose whose token pays for a linked refund', () => {
  expect(bearerOf('linked.refund', defaultSnapDialect)).toBe('b2b')
  expect(bearerOf('linked.refund', { linkedRefundToken: 'customer' })).toBe('customer')
  expect(bearerOf('linked.pay', defaultSnapDialect)).toBe('customer')
  expect(bearerOf('link.bind', defaultSnapDialect)).toBe('none')
  expect(bearerOf('qris.query', defaultSnapDialect)).toBe('b2b')
})

it('names https hosts', () => {
  for (const host of Object.values(snapHosts)) expect(new URL(host).origin).toBe(host)
})
