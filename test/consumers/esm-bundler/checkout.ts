/** The types of every entry, as a project sees them that leaves modules to its bundler. */
import { createOvo, memoryStore, type OvoEvent, type ShownPayment } from '@ovokit/core'
import { embeddedStore } from '@ovokit/core/embedded'
import { knexPool, postgresStore } from '@ovokit/core/postgres'
import { parseQris, type QrisResult } from '@ovokit/core/qris'
import { type SnapDialect, snapEndpoints } from '@ovokit/core/snap'
import { notificationContract, storeContract, timeMachine } from '@ovokit/core/testing'
import { type OvoRouterOptions, ovoRouter } from '@ovokit/express'
import { type Simulator, startSimulator } from '@ovokit/simulator'

export async function pay(sim: Simulator, dialect: Partial<SnapDialect>): Promise<QrisResult> {
  const { clientId, clientSecret, privateKey, merchantId, terminalId, channelId } = sim.partner()
  const snap = { clientId, clientSecret, privateKey, merchantId, terminalId, channelId, dialect }
  const ovo = createOvo({
    environment: { snap: sim.url },
    store: memoryStore({ timeOffset: timeMachine().offset }),
    encryptionKey: ['1'.repeat(64)],
    merchants: { default: { snap } },
  })
  ovo.on('paid', (event: OvoEvent) => console.log(event.payment.amount))
  const payment: ShownPayment = await ovo.qris.start({ reference: 'ORDER-1', amount: 25_000 })
  // @ts-expect-error - if this fails, a payment's amount can be any number again
  payment.amount satisfies 25_000
  return parseQris(payment.qr.content)
}

export const options: OvoRouterOptions = { checkout: { resolveOrder: () => null } }
export const everything = [embeddedStore, knexPool, postgresStore, snapEndpoints, notificationContract, storeContract]
export const more = [ovoRouter, startSimulator]
