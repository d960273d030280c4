import compression from 'compression'
import cookieSession from 'cookie-session'
import type { Request } from 'express'
import helmet from 'helmet'
import { describe, expect, test, vi } from 'vitest'
import { addOvoRoutes } from './ovo-router.ts'
import { expresses } from './testing/expresses.ts'
import { readEvents } from './testing/read-events.ts'
import { serve } from './testing/serve.ts'
import { startOvo } from './testing/start-ovo.ts'

describe.each(expresses)('$name beside helmet, compression and cookie-session', (versions) => {
  test('takes a payment of a visitor whom the session knows, and lets no event wait in a compressor', async () => {
    const { appOf, routerOf } = versions
    const place = await startOvo()
    const app = appOf()
    app.use(helmet())
    app.use(compression({ threshold: 0 }))
    app.use(cookieSession({ name: 'shop', keys: ['a key of the shop'] }))
    app.get('/order', (req, res) => {
      if (req.session) req.session.orders = { A: 25_000 }
      res.send('ordered')
    })
    const resolveOrder = ({ session }: Request, orderId: string) => {
      const amount: number | undefined = session?.orders?.[orderId]
      return amount === undefined ? null : { reference: orderId, amount }
    }
    app.use('/ovo', addOvoRoutes(routerOf.Router(), place.ovo, { checkout: { resolveOrder } }))
    const shop = await serve(app)

    const ordered = await fetch(`${shop.url}/order`)
    const cookie = ordered.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const headers = { 'content-type': 'application/json', cookie }
    const stranger = await fetch(`${shop.url}/ovo/orders/A/payment`)
    expect(stranger.status).toBe(404)
    const started = await fetch(`${shop.url}/ovo/orders/A/qris`, { method: 'POST', headers })
    expect(started.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(started.headers.get('content-encoding')).toBe('gzip')
    const { qrContent } = (await started.json()) as { qrContent: string }

    const events = await readEvents(`${shop.url}/ovo/orders/A/payment/events`, { cookie, 'accept-encoding': 'gzip' })
    expect(events.headers['content-encoding']).toBeUndefined()
    await vi.waitFor(() => expect(events.views()).toMatchObject([{ status: 'scan' }]))
    await place.sim.pay({ qrContent })
    await place.sim.clock.advance(6_000)
    await events.ended
    expect(events.views().at(-1)).toMatchObject({ status: 'paid' })
    await shop.close()
    await place.close()
  })
})
