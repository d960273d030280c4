/** What `medusa db:migrate` does, without its search indexes and scripts: the example has none. */
import { ContainerRegistrationKeys } from '@medusajs/framework/utils'
import { migrate } from '@medusajs/medusa/commands/db/migrate'
import { initializeContainer } from '@medusajs/medusa/loaders/index'

const directory = process.cwd()

async function main(): Promise<boolean> {
  const container = await initializeContainer(directory)
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const options = { skipScripts: true, skipSearch: true, executeSafeLinks: true }
  return migrate({ directory, logger, container, ...options } as never)
}

main().then(
  (isDone) => process.exit(isDone ? 0 : 1),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
