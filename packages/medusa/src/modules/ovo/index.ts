import type { ModuleExports } from '@medusajs/framework/types'
import { Module } from '@medusajs/framework/utils'
import { migrate } from './migrate.ts'
import { OvoModuleService } from './service.ts'

/** OvoKit's module, under the name `ovo`. Medusa finds it by itself, and gives it the plugin's options. */
const ovo: ModuleExports = {
  ...Module('ovo', { service: OvoModuleService as never }),
  service: OvoModuleService as never,
  /** `medusa db:migrate`. OvoKit's own migrations run here and at each start, under a lock, whoever comes first. */
  runMigrations: migrate as never,
  /** `medusa db:rollback ovo`: what is stored is the only record of money, so nothing is taken away. */
  revertMigration: async () => {},
}

export default ovo
