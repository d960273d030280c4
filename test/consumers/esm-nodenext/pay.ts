/** A shop in TypeScript with Express and the embedded store: takes a payment and refunds it, all over HTTP. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createOvo, formatRupiah, type OvoConfig, OvoError, type OvoEvent, type Payment } from '@ovokit/core'
import { embeddedStore } from '@ovokit/core/embedded'
import { postgresStore } from '@ovokit/core/postgres'
import { checkQris } from '@ovokit/core/qris'
import { bodyHash } from '@ovokit/core/snap'
import { ovoRouter } from '@ovokit/express'
import { startSimulator } from '@ovokit/simulator'
import express from 'express'

const folder = await mkdtemp(join(tmpdir(), 'consumer-'))
const sim = await startSimulator()
const partner = sim.partner()
const { clientId, clientSecret, privateKey, merchantId, terminalId, channelId } = partner
const config: OvoConfig = {
  environment: { snap: sim.url },
  store: embeddedStore(join(folder, 'ovo'), { timeOffset: () => sim.clock.offset() }),
  encryptionKey: '1'.repeat(64),
  merchants: { default: { snap: { clientId, clientSecret, privateKey, merchantId, terminalId, channelId } } },
}
const ovo = createOvo(config)
const heard: OvoEvent['type'][] = []
ovo.on('*', ({ type }) => void heard.push(type))
await ovo.start()

const app = express()
app.use('/ovo', ovoRouter(ovo, { checkout: { resolveOrder: () => ({ reference: 'ORDER-1', amount: 25_000 }) } }))
const server = app.listen(0, '127.0.0.1')
await once(server, 'listening')
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ovo`
partner.setCallbackUrl(`${url}/v1.0/qr/qr-mpm-notify`)

const init = { method: 'POST', headers: { 'content-type': 'application/json' } }
const shown = (await (await fetch(`${url}/orders/1/qris`, init)).json()) as { id: string; qrContent: string }
const payment: Payment = await ovo.payments.get(shown.id)
assert.equal(checkQris(shown.qrContent, { amount: payment.amount }).ok, true)
assert.match(await (await fetch(`${url}/orders/1/qr.svg`)).text(), /^<svg/)
await sim.pay({ qrContent: shown.qrContent })
assert.equal((await ovo.payments.settled(shown.id)).status, 'paid')
assert.equal((await ovo.payments.refund(shown.id)).status, 'succeeded')
await ovo.runDue()
assert.deepEqual(heard, ['paid', 'refunded'])
assert.equal(sim.books().shop, 0)
assert.equal((await fetch(`${sim.url}/phone/main.js`)).status, 200)

const refused: unknown = await ovo.payments.get('pay_none').catch((error: unknown) => error)
assert.equal(OvoError.is(refused) && refused.code, 'payment-not-found')
assert.deepEqual(
  [formatRupiah(payment.amount), typeof postgresStore, bodyHash('').length],
  ['Rp25.000', 'function', 64],
)

server.close()
server.closeAllConnections()
await ovo.close()
await sim.close()
await rm(folder, { recursive: true })
console.log('paid and refunded')
