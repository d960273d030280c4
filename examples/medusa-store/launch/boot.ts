/**
 * A Medusa process of the example: starts the server, seeds an empty database, and prints one JSON line when it is ready.
 * Environment: as medusa-config.ts, and PORT. `medusa start` does the same without the seeding.
 */
import { container } from '@medusajs/framework'
import start from '@medusajs/medusa/commands/start'
import { seed } from '../src/scripts/seed.ts'

const directory = process.cwd()

async function main(): Promise<void> {
  const began = Date.now()
  await start({ directory, port: Number(process.env.PORT), types: false } as never)
  const started = Date.now()
  const facts = await seed({ container })
  const seconds = { start: (started - began) / 1000, seed: (Date.now() - started) / 1000 }
  process.stdout.write(`${JSON.stringify({ ready: true, ...facts, seconds })}\n`)
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
