/** A shop in CommonJS: takes a payment. Also run with every version of Node that is supported. */
const assert = require('node:assert/strict')
const { createServer } = require('node:http')
const { createOvo, memoryStore, OvoError } = require('@ovokit/core')
const { startSimulator } = require('@ovokit/simulator')

async function main() {
  const sim = await startSimulator()
  const { clientId, clientSecret, privateKey, merchantId, terminalId, channelId, setCallbackUrl } = sim.partner()
  assert.equal(typeof setCallbackUrl, 'function')
  const ovo = createOvo({
    environment: { snap: sim.url },
    store: memoryStore({ timeOffset: () => sim.clock.offset() }),
    encryptionKey: '1'.repeat(64),
    merchants: { default: { snap: { clientId, clientSecret, privateKey, merchantId, terminalId, channelId } } },
  })
  await ovo.start()
  const server = createServer(async (request, response) => {
    const body = []
    for await (const chunk of request) body.push(chunk)
    const { method, headers, url } = request
    const answer = await ovo.handle(
      new Request(`http://shop.test${url}`, { method, headers, body: Buffer.concat(body) }),
    )
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  sim.partner().setCallbackUrl(`http://127.0.0.1:${server.address().port}/v1.0/qr/qr-mpm-notify`)

  const payment = await ovo.qris.start({ reference: 'ORDER-1', amount: 25_000 })
  await sim.pay({ qrContent: payment.qr.content })
  const { status } = await ovo.payments.settled(payment.id)
  assert.equal(status, 'paid')
  assert.equal(sim.callbacks[0]?.status, 200)
  assert.equal((await fetch(`${sim.url}/phone/main.js`)).status, 200)
  const again = await ovo.qris.start({ reference: 'ORDER-1', amount: 25_000 }).catch((error) => error)
  assert.equal(OvoError.is(again) && again.code, 'already-paid')

  // Both forms in one process: errors of the one are known by the other.
  const esm = await import('@ovokit/core')
  assert.equal(esm.OvoError.is(again), true)

  server.close()
  server.closeAllConnections()
  await ovo.close()
  await sim.close()
  console.log(`paid on ${process.version}`)
}

void main()
