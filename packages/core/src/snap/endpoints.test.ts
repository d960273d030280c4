import { expect, it } from 'vitest'
import { snapEndpoints, snapHosts } from './endpoints.ts'

it('has one row per call, each with its own path and service code', () => {
  const rows = Object.values(snapEndpoints)
  expect(new Set(rows.map((row) => row.path)).size).toBe(rows.length)
  expect(rows.map((row) => row.serviceCode)).toEqual(['73', '47', '51', '78', '37', '38', '39', '11'])
  for (const { path } of rows) expect(path).toMatch(/^\/(OVOSNAP|cashin\/snap)\/v[12]\.0\/[a-z0-9/-]+$/)
})

it('names https hosts', () => {
  for (const host of Object.values(snapHosts)) expect(new URL(host).origin).toBe(host)
})
