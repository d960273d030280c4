import { Injectable, Module } from '@nestjs/common'
import { Test } from '@nestjs/testing'
import type { Ovo, OvoEvent } from '@ovokit/core'
import { expect, test } from 'vitest'
import { OnOvoPayment } from './on-ovo-payment.decorator.ts'
import { OvoModule } from './ovo.module.ts'
import { OvoTesting, OvoTestingModule } from './ovo-testing.module.ts'
import { getOvoOptionsToken, getOvoToken } from './tokens.ts'

@Injectable()
class Orders {
  readonly paid: string[] = []

  @OnOvoPayment('paid')
  markPaid({ reference }: OvoEvent): void {
    this.paid.push(reference)
  }
}

test('stands in for OvoModule, with a clock that moves', async () => {
  const module = await Test.createTestingModule({
    imports: [OvoTestingModule.forRoot()],
    providers: [Orders],
  }).compile()
  const app = module.createNestApplication({ rawBody: true, logger: false })
  await app.init()
  const testing = app.get(OvoTesting)
  const ovo = app.get<Ovo>(getOvoToken())

  const payment = await ovo.qris.start({ reference: 'A', amount: 25_000 })
  await testing.pay(payment)
  await testing.advance(21_000)
  expect(app.get(Orders).paid).toEqual(['A'])

  const expiring = await ovo.qris.start({ reference: 'B', amount: 25_000 })
  await testing.advance(90_000)
  expect((await ovo.payments.get(expiring.id)).status).toBe('expired')

  await app.close()
  await expect(fetch(testing.simulator.url)).rejects.toThrow()
})

test('pays in each of the three ways, with whatever PIN, and says so where that is no longer possible', async () => {
  const testing = await OvoTesting.start()
  const module = await Test.createTestingModule({
    imports: [OvoModule.forRoot(testing.options)],
    providers: [Orders],
  }).compile()
  const app = module.createNestApplication({ rawBody: true, logger: false })
  await app.listen(0)
  await testing.attach(app, '/ovo/v1.0/qr/qr-mpm-notify')
  const ovo = app.get<Ovo>(getOvoToken())
  const { phone } = testing.simulator.addCustomer({ balance: 100_000, pin: '246810' })
  const of = { customer: 'alice', returnUrl: 'http://127.0.0.1:9/back' }

  const link = await ovo.links.start({ ...of, phone })
  const back = await testing.simulator.approveLink({ page: link.page })
  if (!back.ok) throw new Error(back.reason)
  await ovo.links.complete({ ...of, url: back.returnUrl })

  const amount = 25_000
  await testing.pay(await ovo.qris.start({ reference: 'by QR', amount }))
  await testing.pay(await ovo.linked.start({ ...of, reference: 'linked', amount }))
  await testing.pay(await ovo.pushToPay.start({ reference: 'pushed', amount, phone }))
  expect(app.get(Orders).paid).toEqual(['by QR', 'linked', 'pushed'])

  const tooMuch = await ovo.linked.start({ ...of, reference: 'once more', amount: 10_000 })
  await testing.pay(tooMuch)
  await expect(testing.pay(tooMuch)).rejects.toThrow('refused to pay: closed')
  await app.close()
  await testing.close()
})

test('goes into an application as it is, and OVO calls it back', async () => {
  @Module({
    imports: [
      OvoModule.forRootAsync({
        useFactory: () => {
          throw new Error('the real options are not asked for')
        },
      }),
    ],
    providers: [Orders],
  })
  class AppModule {}

  const testing = await OvoTesting.start()
  const module = await Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(getOvoOptionsToken())
    .useValue(testing.options)
    .compile()
  const app = module.createNestApplication({ rawBody: true, logger: false })
  await app.listen(0)
  await testing.attach(app, '/ovo/v1.0/qr/qr-mpm-notify')

  await testing.pay(await app.get<Ovo>(getOvoToken()).qris.start({ reference: 'A', amount: 25_000 }))
  expect(app.get(Orders).paid).toEqual(['A'])
  expect(testing.simulator.callbacks).toMatchObject([{ status: 200 }])
  await app.close()
  await testing.close()
})

test('checks rawBody in a testing module too', async () => {
  const module = await Test.createTestingModule({ imports: [OvoTestingModule.forRoot()] }).compile()
  const app = module.createNestApplication({ logger: false })
  await expect(app.init()).rejects.toThrow('rawBody is off')
  await module.get(OvoTesting, { strict: false }).close()
})
