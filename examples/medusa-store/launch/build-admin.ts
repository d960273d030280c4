/**
 * Builds the plugin's part of Medusa's dashboard, and the dashboard with it, into `public/admin`. That takes half a
 * minute, so it is done only when something has changed.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, plugin } from '@medusajs/admin-bundler'

const root = join(__dirname, '..')
const packageRoot = join(root, '../../packages/medusa')
const outDir = join(root, 'public/admin')
const stamp = join(outDir, 'built-from.txt')

function hashOf(folder: string): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package.json')))
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)))
  return hash.digest('hex')
}

async function main(): Promise<void> {
  const hash = hashOf(join(packageRoot, 'src/admin'))
  const isFresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
  if (isFresh && existsSync(join(packageRoot, '.medusa/server/src/admin/index.mjs'))) return
  // Medusa's bundler writes beside whatever folder it is run in.
  process.chdir(packageRoot)
  await plugin({ root: packageRoot, outDir: join(packageRoot, '.medusa/server') })
  process.chdir(root)
  const where = { path: '/app', backendUrl: '', outDir } as const
  await build({ disable: false, ...where, sources: [], plugins: ['@ovokit/medusa/admin'] } as never)
  writeFileSync(stamp, hash)
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
