import { createOvo, type Ovo, type OvoConfig, type Store } from '@ovokit/core'
import { embeddedStore } from '@ovokit/core/embedded'
import { postgresStore } from '@ovokit/core/postgres'
import pg from 'pg'
import { CliError } from '../cli-error.ts'
import type { Context } from '../command.ts'
import { readSettings, type Settings, type StoreSettings } from './read-settings.ts'

/** The shop's own OvoKit, on its own store and without a worker: what is due is left to the shop. */
export interface Shop {
  readonly ovo: Ovo
  readonly settings: Settings
  close(): Promise<void>
}

async function openShop(context: Context): Promise<Shop> {
  const settings = readSettings(context)
  if (settings.problems.length > 0) {
    const list = (language: 'en' | 'id'): string =>
      settings.problems.map((problem) => `\n  - ${problem[language]}`).join('')
    throw new CliError('configuration', 'bad-settings', {
      en: `the settings lack something:${list('en')}`,
      id: `pengaturan belum lengkap:${list('id')}`,
    })
  }
  const { store, close: closeStore } = openStore(settings.store)
  const ovo = createOvo(toConfig(settings, store))
  try {
    await ovo.start({ worker: false })
  } catch (error) {
    await closeStore()
    throw error
  }
  return {
    ovo,
    settings,
    close: async () => {
      await ovo.close()
      await closeStore()
    },
  }
}

/**
 * Opens the shop of the settings, uses it, and closes it whatever comes of that.
 *
 * @throws {CliError} `bad-settings`, listing every problem
 * @throws {ConfigurationError} and {@link StoreError}: `store-locked` while a shop with the embedded store runs
 */
export async function withShop<Result>(context: Context, use: (shop: Shop) => Promise<Result>): Promise<Result> {
  const shop = await openShop(context)
  try {
    return await use(shop)
  } finally {
    await shop.close()
  }
}

/** What `createOvo` takes. */
export function toConfig(settings: Settings, store: Store): OvoConfig {
  const { environment, encryptionKey, merchants, tls } = settings
  return { environment, store, encryptionKey, merchants, ...(tls === undefined ? {} : { tls }) }
}

/** Not connected yet; `close` lets go of what the store itself does not own. */
export function openStore(settings: StoreSettings): { readonly store: Store; readonly close: () => Promise<void> } {
  if (settings.kind === 'embedded') {
    const { folder, acceptPowerLoss } = settings
    return { store: embeddedStore(folder, { acceptPowerLoss }), close: async () => {} }
  }
  const pool = new pg.Pool({ connectionString: settings.url, max: 2, connectionTimeoutMillis: 5_000 })
  // An idle connection that breaks would end the process; the next query says what is wrong.
  pool.on('error', () => {})
  return { store: postgresStore(pool, { schema: settings.schema }), close: () => pool.end() }
}
