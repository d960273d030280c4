// As in any Nest service: decorators with metadata, compiled by whatever the service is compiled with.
import { Injectable, Module } from '@nestjs/common'
import { type AbstractHttpAdapter, NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import type { Ovo, OvoEvent } from '@ovokit/core'
import { getOvoToken, InjectOvo, OnOvoPayment, OvoHealthIndicator, OvoModule, ResolveOvoOrder } from '@ovokit/nestjs'
import { OvoTesting } from '@ovokit/nestjs/testing'

@Injectable()
class Book {
  readonly paid: string[] = []
}

@Injectable()
class Orders {
  constructor(
    private readonly book: Book,
    private readonly health: OvoHealthIndicator,
    @InjectOvo() private readonly ovo: Ovo,
  ) {}

  @ResolveOvoOrder()
  find(_request: { method: string }, orderId: string) {
    return { reference: orderId, amount: 25_000 }
  }

  @OnOvoPayment('paid')
  async markPaid({ reference }: OvoEvent) {
    if ((await this.health.isHealthy('ovo')).ovo?.status !== 'up') throw new Error('not healthy')
    if ((await this.ovo.payments.find({ reference })).length !== 1) throw new Error('not found')
    this.book.paid.push(reference)
  }
}

const adapters: Record<string, () => AbstractHttpAdapter> = {
  express: () => new ExpressAdapter(),
  fastify: () => new FastifyAdapter() as unknown as AbstractHttpAdapter,
}

async function pay(platform: string): Promise<string> {
  const testing = await OvoTesting.start()

  @Module({ imports: [OvoModule.forRoot({ ...testing.options, checkout: true })], providers: [Book, Orders] })
  class AppModule {}

  const adapter = adapters[platform]
  if (adapter === undefined) throw new Error(`there is no platform ${platform}`)
  const app = await NestFactory.create(AppModule, adapter(), { rawBody: true, logger: ['error'] })
  app.setGlobalPrefix('api')
  await app.listen(0, '127.0.0.1')
  await testing.attach(app, '/api/ovo/v1.0/qr/qr-mpm-notify')
  const headers = { 'content-type': 'application/json' }
  const reply = await fetch(`${await app.getUrl()}/api/ovo/orders/A/qris`, { method: 'POST', headers, body: '{}' })
  const { status } = (await reply.json()) as { status: string }
  if (status !== 'scan') throw new Error(`the QR is ${status}`)
  const [payment] = await app.get<Ovo>(getOvoToken()).payments.find({ reference: 'A' })
  if (payment === undefined) throw new Error('there is no payment')
  await testing.pay(payment)
  if (app.get(Book).paid.join() !== 'A') throw new Error('the handler has not run')
  await app.close()
  await testing.close()
  return platform
}

async function main() {
  const paid: string[] = []
  for (const platform of Object.keys(adapters)) paid.push(await pay(platform))
  console.log(`paid on ${paid.join(' and ')}`)
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
