import { readFileSync } from 'node:fs'
import { memoryStore } from '@ovokit/core'
import { embeddedStore } from '@ovokit/core/embedded'
import { postgresStore } from '@ovokit/core/postgres'
import type { OvoModuleOptions } from '@ovokit/nestjs'
import { Pool } from 'pg'

const { env } = process

/** From the environment. Without `OVO_CREDENTIALS` a simulator plays OVO: its page, printed at the start, is the phone. */
export async function ovoOptions(): Promise<OvoModuleOptions> {
  const { OVO_CREDENTIALS: path, OVO_ENCRYPTION_KEY: encryptionKey = '' } = env
  if (path === undefined) return simulated()
  return {
    environment: env.OVO_ENVIRONMENT === 'production' ? 'production' : 'staging',
    store: store(),
    encryptionKey,
    // A file such as { "snap": { "clientId": …, "privateKey": … }, "pushToPay": { … } }, readable by this service alone.
    merchants: { default: JSON.parse(readFileSync(path, 'utf8')) },
  }
}

function store(): OvoModuleOptions['store'] {
  const { DATABASE_URL, DATA_FOLDER = './data' } = env
  if (DATABASE_URL === undefined) return embeddedStore(`${DATA_FOLDER}/ovo`)
  return postgresStore(new Pool({ connectionString: DATABASE_URL }))
}

async function simulated(): Promise<OvoModuleOptions> {
  const { startSimulator } = await import('@ovokit/simulator')
  const simulator = await startSimulator()
  const { pushToPay, callbackUrl: _, ...snap } = simulator.partner()
  const port = env.PORT ?? 3000
  simulator.partner().setCallbackUrl(`http://127.0.0.1:${port}/ovo/v1.0/qr/qr-mpm-notify`)
  console.log(`a simulator plays OVO; the customer's phone is at ${simulator.url}`)
  const { clientId, clientSecret, privateKey, merchantId, terminalId, channelId } = snap
  return {
    environment: { snap: simulator.url, pushToPay: simulator.url },
    // The simulator forgets everything when it ends, so the shop does too.
    store: memoryStore(),
    encryptionKey: '0'.repeat(64),
    merchants: {
      default: { snap: { clientId, clientSecret, privateKey, merchantId, terminalId, channelId }, pushToPay },
    },
  }
}
