import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createOvo, memoryStore, type Ovo } from '@ovokit/core'
import { type Simulator, startSimulator } from '@ovokit/simulator'
import { createShop } from '../app.ts'
import { type OrderBook, openOrderBook } from '../order-book.ts'

export interface TestShop {
  readonly url: string
  readonly sim: Simulator
  readonly ovo: Ovo
  readonly orders: OrderBook
  close(): Promise<void>
}

export const adminPassword = 'rahasia'

/** The shop with a simulator behind it, on the simulator's clock. */
export async function startShop({
  hasPushToPay = true,
  hasLinkedAccounts = true,
  hasTopUps = true,
} = {}): Promise<TestShop> {
  // Eleven in the morning in Jakarta: no test runs into midnight, after which OVO refunds nothing.
  const sim = await startSimulator({ startAt: Date.parse('2027-03-02T11:00:00+07:00') })
  const { clientId, clientSecret, privateKey, merchantId, terminalId, channelId, pushToPay } = sim.partner()
  const folder = await mkdtemp(join(tmpdir(), 'express-shop-'))
  const ovo = createOvo({
    environment: { snap: sim.url, pushToPay: sim.url },
    store: memoryStore({ timeOffset: () => sim.clock.offset() }),
    encryptionKey: '0'.repeat(64),
    merchants: {
      default: {
        snap: {
          clientId,
          clientSecret,
          privateKey,
          merchantId,
          terminalId,
          channelId,
          ...(hasTopUps ? { topUp: { senderInstitutionID: '999' } } : {}),
        },
        ...(hasPushToPay ? { pushToPay } : {}),
      },
    },
  })
  const orders = await openOrderBook(join(folder, 'orders.json'))
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const offers = { hasPushToPay, hasLinkedAccounts, hasTopUps }
  const secrets = { sessionSecret: 'a test', adminPassword }
  server.on('request', createShop({ ovo, orders, publicUrl: url, ...secrets, ...offers }))
  await ovo.start()
  sim.partner().setCallbackUrl(`${url}/ovo/v1.0/qr/qr-mpm-notify`)
  sim.partner().setLinkedCallbackUrl(`${url}/ovo/v1.0/debit/notify`)
  return {
    url,
    sim,
    ovo,
    orders,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
      await ovo.close()
      await sim.close()
      await rm(folder, { recursive: true })
    },
  }
}
