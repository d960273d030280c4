import express from 'express'
import { expect, test } from 'vitest'
import { ovoRouter } from './ovo-router.ts'
import { serve } from './testing/serve.ts'
import { startOvo } from './testing/start-ovo.ts'

test('without checkout there is nothing for shoppers, and the app’s own routes go on', async () => {
  const { ovo, close } = await startOvo()
  const app = express()
  app.use('/ovo', ovoRouter(ovo))
  app.use((_req, res) => void res.status(404).send('the shop'))
  const shop = await serve(app)
  const reply = await fetch(`${shop.url}/ovo/orders/A/payment`)
  expect([reply.status, await reply.text()]).toEqual([404, 'the shop'])
  await shop.close()
  await close()
})

test('gives resolveOrder the parameters of the path it is mounted under', async () => {
  const { ovo, close } = await startOvo()
  const app = express()
  const resolveOrder = (req: express.Request, orderId: string) => ({
    reference: `${req.params.branch}-${orderId}`,
    amount: 9_000,
  })
  app.use('/branches/:branch/ovo', ovoRouter(ovo, { checkout: { resolveOrder } }))
  const shop = await serve(app)
  const init = { method: 'POST', headers: { 'content-type': 'application/json' } }
  expect(await (await fetch(`${shop.url}/branches/bandung/ovo/orders/7/qris`, init)).json()).toMatchObject({
    reference: 'bandung-7',
  })
  await shop.close()
  await close()
})

test('survives a hook that fails, and an OvoKit that is closed', async () => {
  const { ovo, close } = await startOvo()
  const app = express()
  const onError = async (): Promise<never> => {
    throw new Error('the log is full')
  }
  app.use('/ovo', ovoRouter(ovo, { onError, checkout: { resolveOrder: () => ({ reference: 'A', amount: 1 }) } }))
  const shop = await serve(app)
  await ovo.close()
  const init = { method: 'POST', headers: { 'content-type': 'application/json' } }
  expect((await fetch(`${shop.url}/ovo/orders/A/qris`, init)).status).toBe(503)
  const callback = await fetch(`${shop.url}/ovo/v1.0/qr/qr-mpm-notify`, init)
  expect([callback.status, await callback.json()]).toMatchObject([500, { responseCode: '5005200' }])
  await shop.close()
  await close()
})
