import { readFileSync } from 'node:fs'
import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { memoryStore, type Store } from '@ovokit/core'
import { embeddedStore } from '@ovokit/core/embedded'
import { postgresStore } from '@ovokit/core/postgres'
import type { OvoModuleOptions, OvoOptionsFactory } from '@ovokit/nestjs'
import { Database } from '../database/database.ts'
import { credentialsFile, dataFolder, publicUrl } from '../settings.ts'
import { startSimulatedOvo } from './simulated-ovo.ts'

/** Where OVO's pages lead back to, and where the shop goes on from there. */
export const wallet = (): NonNullable<OvoModuleOptions['wallet']> => ({
  publicUrl: `${publicUrl()}/ovo`,
  pages: { account: '/account', order: (id) => `/checkout/${id}` },
  showBalance: true,
})

/** From the environment. */
@Injectable()
export class OvoOptions implements OvoOptionsFactory, OnApplicationShutdown {
  private closeSimulator = async (): Promise<void> => {}

  constructor(private readonly database: Database) {}

  async createOvoOptions(): Promise<OvoModuleOptions> {
    const { OVO_ENVIRONMENT, OVO_ENCRYPTION_KEY = '' } = process.env
    const shared = { store: this.store(), wallet: wallet() }
    const file = credentialsFile()
    if (file === undefined) {
      const { simulator, options } = await startSimulatedOvo()
      this.closeSimulator = () => simulator.close()
      return { ...shared, ...options }
    }
    return {
      ...shared,
      environment: OVO_ENVIRONMENT === 'production' ? 'production' : 'staging',
      encryptionKey: OVO_ENCRYPTION_KEY,
      // A file such as { "snap": { "clientId": …, "privateKey": … }, "pushToPay": { … } }, readable by this service alone.
      merchants: { default: JSON.parse(readFileSync(file, 'utf8')) },
    }
  }

  onApplicationShutdown(): Promise<void> {
    return this.closeSimulator()
  }

  /** Beside the orders. */
  private store(): Store {
    const { pool } = this.database
    const folder = dataFolder()
    if (pool !== null) return postgresStore(pool)
    return folder === null ? memoryStore() : embeddedStore(`${folder}/ovo`)
  }
}
