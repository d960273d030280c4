import { Body, Controller, Module, Post, type Type } from '@nestjs/common'
import { callbackBody, signCallback } from '@ovokit/core/testing'
import { describe, expect, test } from 'vitest'
import { OvoModule } from './ovo.module.ts'
import { OvoNotification, OvoReplyBody } from './ovo-signature.guard.ts'
import type { OvoTesting } from './ovo-testing.ts'
import { platforms } from './testing/platforms.ts'
import { startApp } from './testing/start-app.ts'

const seen: unknown[] = []

@Controller('hooks')
class Hooks {
  @Post('ovo')
  @OvoNotification()
  notified(@Body() body: object, @OvoReplyBody() reply: object): object {
    seen.push(body)
    return reply
  }

  @Post('nobody')
  @OvoNotification({ merchant: 'nobody' })
  unknown(@OvoReplyBody() reply: object): object {
    return reply
  }
}

const shopOf = (testing: OvoTesting): Type<unknown> => {
  @Module({
    imports: [OvoModule.forRoot({ ...testing.options, notifications: false })],
    controllers: [Hooks],
  })
  class Shop {}
  return Shop
}

describe.each(platforms)('a controller of one’s own on $name', (platform) => {
  test('is reached by OVO only, and after the callback was taken', async () => {
    const shop = await startApp(platform, shopOf)
    const payment = await shop.ovo.qris.start({ reference: 'A', amount: 25_000 })
    await shop.testing.simulator.pay({ qrContent: payment.qr.content })
    const signed = (path: string, clientSecret: string) => {
      const credentials = { clientId: shop.testing.simulator.partner().clientId, clientSecret }
      return signCallback({ path, credentials, at: shop.ovo.now(), body: callbackBody(payment) })
    }
    const send = async ({ path, headers, body }: ReturnType<typeof signed>) => {
      const reply = await fetch(shop.url + path, { method: 'POST', headers, body })
      return { status: reply.status, headers: reply.headers, json: await reply.json() }
    }
    const { clientSecret } = shop.testing.simulator.partner()
    seen.length = 0

    expect(await send(signed('/hooks/ovo', 'forged'))).toMatchObject({ status: 401, json: { responseCode: '4015200' } })
    expect(await send(signed('/hooks/nobody', clientSecret))).toMatchObject({ status: 404 })
    expect(seen).toEqual([])
    expect((await shop.ovo.payments.get(payment.id)).status).toBe('awaiting-scan')

    const taken = await send(signed('/hooks/ovo', clientSecret))
    expect(taken).toMatchObject({ status: 200, json: { responseCode: '2005200' } })
    expect(taken.headers.get('x-timestamp')).toMatch(/\+07:00$/)
    expect(seen).toMatchObject([{ originalPartnerReferenceNo: payment.partnerReferenceNo }])
    await shop.testing.settle()
    expect((await shop.ovo.payments.get(payment.id)).status).toBe('paid')
    await shop.close()
  })

  test('tells OVO of a fault, and the log how to mend it, where rawBody is off', async () => {
    const said: string[] = []
    const logger = { log: () => {}, warn: () => {}, error: (message: string) => void said.push(message) }
    const shop = await startApp(platform, shopOf, { rawBody: false, logger })
    const reply = await fetch(`${shop.url}/hooks/ovo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect([reply.status, await reply.json()]).toMatchObject([500, { responseCode: '5005200' }])
    expect(said.join('\n')).toContain('{ rawBody: true }')
    await shop.close()
  })
})
