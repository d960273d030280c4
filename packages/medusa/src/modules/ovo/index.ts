import { Module } from '@medusajs/framework/utils'
import { migrate } from './migrate.ts'
import { OvoModuleService } from './service.ts'

/** The name under which the container has it. */
export const OVO_MODULE = 'ovo'

export default {
  ...Module(OVO_MODULE, { service: OvoModuleService }),
  /** `medusa db:migrate`. OvoKit's own migrations run here and at each start, under a lock, whoever comes first. */
  runMigrations: migrate,
  /** `medusa db:rollback ovo`: what is stored is the only record of money, so nothing is taken away. */
  revertMigration: async (): Promise<void> => {},
}
