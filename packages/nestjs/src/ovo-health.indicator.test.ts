import { Controller, Get, Inject, Module, type Type } from '@nestjs/common'
import { HealthCheckService, TerminusModule } from '@nestjs/terminus'
import { describe, expect, test } from 'vitest'
import { OvoModule } from './ovo.module.ts'
import { OvoHealthIndicator } from './ovo-health.indicator.ts'
import type { OvoModuleOptions } from './ovo-module-options.ts'
import type { OvoTesting } from './ovo-testing.ts'
import { platforms } from './testing/platforms.ts'
import { startApp } from './testing/start-app.ts'

@Controller('health')
class Health {
  readonly #health: HealthCheckService
  readonly #ovo: OvoHealthIndicator

  constructor(
    @Inject(HealthCheckService) health: HealthCheckService,
    @Inject(OvoHealthIndicator) ovo: OvoHealthIndicator,
  ) {
    this.#health = health
    this.#ovo = ovo
  }

  @Get()
  check() {
    return this.#health.check([() => this.#ovo.isHealthy('ovo')])
  }
}

const [platform] = platforms as [(typeof platforms)[number]]

const start = (options: Partial<OvoModuleOptions> = {}) =>
  startApp(platform, (testing: OvoTesting): Type<unknown> => {
    @Module({
      imports: [OvoModule.forRoot({ ...testing.options, ...options }), TerminusModule],
      controllers: [Health],
    })
    class Shop {}
    return Shop
  })

const ask = async (url: string) => {
  const reply = await fetch(`${url}/health`)
  const { info, error } = (await reply.json()) as { info: object; error: Record<string, { problems: string[] }> }
  return { status: reply.status, info, problems: error?.ovo?.problems }
}

describe('terminus', () => {
  test('hears that all is well', async () => {
    const { url, close } = await start({ worker: true })
    expect(await ask(url)).toMatchObject({ status: 200, info: { ovo: { status: 'up', tokens: { default: 'ok' } } } })
    await close()
  })

  test('hears that no token can be had', async () => {
    const { url, testing, close } = await start()
    testing.simulator.faults.add({ operation: 'token.b2b', fault: 'http-500', times: 20 })
    expect(await ask(url)).toMatchObject({
      status: 503,
      problems: ['no access token for merchant default: ovo-unreachable'],
    })
    await close()
  })

  test('hears that the worker was stopped', async () => {
    const { url, ovo, close } = await start({ worker: true })
    await ovo.stopWorker()
    expect((await ask(url)).problems).toEqual(['the worker does not run'])
    await close()
  })

  test('hears that nobody does what is due, and that the clocks are apart', async () => {
    const { url, ovo, testing, close } = await start()
    await ovo.qris.start({ reference: 'A', amount: 1_000 })
    await testing.simulator.clock.advance(120_000)
    expect((await ask(url)).problems).toEqual([
      expect.stringMatching(/^due work has waited for \d+ ms$/),
      expect.stringMatching(/^this clock is -1[12]\d{4} ms off$/),
    ])
    await close()
  })

  test('hears that the store is away', async () => {
    const { url, ovo, close } = await start()
    await ovo.close()
    expect((await ask(url)).problems).toEqual(['the store cannot be asked: closed'])
    await close()
  })
})
