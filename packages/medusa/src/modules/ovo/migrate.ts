import type { MedusaContainer } from '@medusajs/framework/types'
import { ContainerRegistrationKeys } from '@medusajs/framework/utils'
import { type Knex, knexPool, postgresStore } from '@ovokit/core/postgres'
import { createCases } from '../../cases/cases.ts'
import type { OvoPluginOptions } from '../../options.ts'
import { defaultSchema } from './service.ts'

/** Makes OvoKit's tables in the Medusa database, or brings them up to date. */
export async function migrate(input: {
  readonly container: MedusaContainer
  readonly options?: OvoPluginOptions
}): Promise<{ readonly name: string }[]> {
  const knex = input.container.resolve(ContainerRegistrationKeys.PG_CONNECTION) as unknown as Knex
  const schema = input.options?.schema ?? defaultSchema
  const store = postgresStore(knexPool(knex), { schema })
  await store.open()
  await store.close()
  await createCases({ knex, schema, now: () => new Date() }).migrate()
  return [{ name: `ovokit:${schema}` }]
}
