/** A shop's own test in Jest, in CommonJS, as Medusa and many Nest and Express shops have them. */
const { createOvo, memoryStore } = require('@ovokit/core')
const { embeddedStore } = require('@ovokit/core/embedded')
const { ovoRouter } = require('@ovokit/express')
const { startSimulator } = require('@ovokit/simulator')

test('a simulated payment', async () => {
  const sim = await startSimulator()
  const { clientId, clientSecret, privateKey, merchantId, terminalId, channelId } = sim.partner()
  const ovo = createOvo({
    environment: { snap: sim.url },
    store: memoryStore({ timeOffset: () => sim.clock.offset() }),
    encryptionKey: '1'.repeat(64),
    merchants: { default: { snap: { clientId, clientSecret, privateKey, merchantId, terminalId, channelId } } },
  })
  const heard = []
  ovo.on('*', ({ type }) => void heard.push(type))
  await ovo.start({ worker: false })
  const payment = await ovo.qris.start({ reference: 'ORDER-1', amount: 25_000 })
  await sim.pay({ qrContent: payment.qr.content })
  await sim.clock.advance(21_000)
  await ovo.runDue()
  expect((await ovo.payments.get(payment.id)).status).toBe('paid')
  expect(heard).toEqual(['paid'])
  expect([typeof embeddedStore, typeof ovoRouter(ovo)]).toEqual(['function', 'function'])
  await ovo.close()
  await sim.close()
})
