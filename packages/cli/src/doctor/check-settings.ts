import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigurationError, createOvo, memoryStore } from '@ovokit/core'
import { openStore, toConfig } from '../config/open-shop.ts'
import { type Check, type Finding, fault, ok, warning } from './finding.ts'

const namesHelp = {
  en: 'write it into .env or ovokit.config.json; docs/cli.md has every name',
  id: 'isi di .env atau ovokit.config.json; semua namanya ada di docs/cli.md',
}

/** Everything that `createOvo` would refuse, without opening anything. */
export const checkSettings: Check = async ({ settings }) => {
  const missing = settings.problems.map((problem) => fault('settings', problem, namesHelp))
  const refused = missing.length > 0 ? [] : refusals(settings).map((text) => fault('settings', { en: text, id: text }))
  const { environment, folder } = settings
  const where = typeof environment === 'string' ? environment : (environment.snap ?? environment.pushToPay ?? 'nowhere')
  const sound =
    missing.length + refused.length === 0
      ? [ok('settings', { en: `the settings are complete, for ${where}`, id: `pengaturan lengkap, untuk ${where}` })]
      : []
  return [...missing, ...refused, ...sound, ...(await openToOthers(folder))]
}

function refusals(settings: Parameters<typeof toConfig>[0]): readonly string[] {
  try {
    // The store itself only where production asks what it survives; PostgreSQL's is not known before it is open.
    const { store } = settings.store.kind === 'embedded' ? openStore(settings.store) : { store: memoryStore() }
    const isPostgres = settings.store.kind === 'postgres'
    createOvo(
      toConfig(
        isPostgres && settings.environment === 'production' ? { ...settings, environment: 'staging' } : settings,
        store,
      ),
    )
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems
    throw error
  }
}

/** Files with secrets that others on this machine can read. */
async function openToOthers(folder: string): Promise<readonly Finding[]> {
  const found = await stat(join(folder, '.env')).catch(() => null)
  if (found === null || process.platform === 'win32' || (found.mode & 0o077) === 0) return []
  return [
    warning(
      'secret-files',
      { en: '.env can be read by others on this machine', id: '.env bisa dibaca orang lain di komputer ini' },
      { en: 'chmod 600 .env', id: 'chmod 600 .env' },
    ),
  ]
}
