import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createOvo } from '@ovokit/core'
import { embeddedStore } from '@ovokit/core/embedded'
import { createShop } from './app.ts'
import { joinSimulator } from './join-simulator.ts'
import { openOrderBook } from './order-book.ts'
import { openSecrets } from './secrets.ts'
import { howToStart, readSettings, type Settings } from './settings.ts'

async function main(settings: Settings): Promise<void> {
  const { dataDir, host, port, adminPassword, proxies } = settings
  const simulator = settings.simulator === null ? null : await joinSimulator(settings.simulator)
  const joined = simulator ?? settings.ovo
  if (joined === null) {
    process.stderr.write(howToStart)
    process.exitCode = 2
    return
  }
  const secrets = await openSecrets(dataDir)
  const ovo = createOvo({
    environment: joined.environment,
    store: embeddedStore(join(dataDir, 'ovo'), {
      acceptPowerLoss: settings.acceptPowerLoss,
      ...(simulator === null ? {} : { timeOffset: simulator.timeOffset }),
    }),
    encryptionKey: settings.encryptionKey ?? secrets.encryptionKey,
    merchants: { default: joined.credentials },
  })
  const orders = await openOrderBook(join(dataDir, 'orders.json'))
  const { sessionSecret } = secrets
  // Handlers first: an event that was waiting from before is delivered as soon as OvoKit starts.
  const hasPushToPay = joined.credentials.pushToPay !== undefined
  const hasTopUps = joined.credentials.snap?.topUp !== undefined
  const { hasLinkedAccounts } = settings
  const offers = { hasPushToPay, hasLinkedAccounts, hasTopUps }
  // Its port is part of where OVO's pages lead back to.
  const server = createServer()
  await once(server.listen(port, host), 'listening')
  const bound = (server.address() as AddressInfo).port
  const url = `http://${host}:${bound}`
  const publicUrl = settings.publicUrl ?? `http://127.0.0.1:${bound}`
  server.on('request', createShop({ ovo, orders, publicUrl, sessionSecret, adminPassword, proxies, ...offers }))
  await ovo.start()
  await simulator?.callBackAt(`${url}/ovo/v1.0`)

  let isStopping = false
  const stop = async (): Promise<void> => {
    if (isStopping) return
    isStopping = true
    simulator?.leave()
    server.close()
    // Pages listen for as long as they are open; who is in the middle of a request gets a moment.
    setTimeout(() => server.closeAllConnections(), 500)
    await once(server, 'close')
    await ovo.close()
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop())
  process.stdout.write(`${JSON.stringify({ ready: true, url })}\n`)
}

await main(readSettings(process.env))
