import { Injectable, Module } from '@nestjs/common'
import manifest from '@nestjs/core/package.json' with { type: 'json' }
import { Test } from '@nestjs/testing'
import { memoryStore, type Ovo } from '@ovokit/core'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { OvoModule } from './ovo.module.ts'
import type { OvoMerchant } from './ovo-merchant.ts'
import type { OvoModuleOptions, OvoOptionsFactory } from './ovo-module-options.ts'
import { OvoTesting } from './ovo-testing.ts'
import { getOvoMerchantToken, getOvoToken, InjectOvo, InjectOvoMerchant } from './tokens.ts'

const silent = { log: () => {}, error: () => {}, warn: () => {} }

let testing: OvoTesting
beforeEach(async () => {
  testing = await OvoTesting.start()
})
afterEach(() => testing.close())

const compile = (...imports: NonNullable<Parameters<typeof Test.createTestingModule>[0]['imports']>) =>
  Test.createTestingModule({ imports }).setLogger(silent).compile()

test('runs on the Nest that it is meant to run on', () => {
  expect(manifest.version.split('.')[0]).toBe(process.env.NEST_MAJOR ?? '12')
})

describe('registration', () => {
  @Injectable()
  class Factory implements OvoOptionsFactory {
    createOvoOptions(): OvoModuleOptions {
      return testing.options
    }
  }

  @Module({ providers: [Factory, { provide: 'SETTINGS', useValue: 'settings' }], exports: [Factory, 'SETTINGS'] })
  class SettingsModule {}

  test.each([
    ['forRoot', () => OvoModule.forRoot(testing.options)],
    [
      'forRootAsync with useFactory and inject',
      () =>
        OvoModule.forRootAsync({
          imports: [SettingsModule],
          inject: ['SETTINGS'],
          useFactory: async (settings: string) => {
            expect(settings).toBe('settings')
            return testing.options
          },
        }),
    ],
    ['forRootAsync with useClass', () => OvoModule.forRootAsync({ useClass: Factory })],
    [
      'forRootAsync with useExisting',
      () => OvoModule.forRootAsync({ imports: [SettingsModule], useExisting: Factory }),
    ],
  ])('%s', async (_, register) => {
    const app = (await compile(register())).createNestApplication({ rawBody: true })
    await app.init()
    const ovo = app.get<Ovo>(getOvoToken())
    expect(await ovo.qris.start({ reference: 'A', amount: 1_000 })).toMatchObject({ status: 'awaiting-scan' })
    await app.close()
    await expect(ovo.qris.start({ reference: 'B', amount: 1_000 })).rejects.toMatchObject({ code: 'closed' })
  })

  test('is global unless told otherwise', async () => {
    @Injectable()
    class Shop {
      readonly ovo: Ovo
      constructor(@InjectOvo() ovo: Ovo) {
        this.ovo = ovo
      }
    }
    @Module({ providers: [Shop] })
    class ShopModule {}

    const app = await compile(OvoModule.forRoot(testing.options), ShopModule)
    expect(app.get(Shop, { strict: false }).ovo).toBe(app.get(getOvoToken()))
    await expect(compile(OvoModule.forRoot({ ...testing.options, isGlobal: false }), ShopModule)).rejects.toThrow(
      /resolve dependencies of the .*Shop/,
    )
  })
})

describe('options', () => {
  test('are refused in one error that lists every problem, the module’s and core’s', async () => {
    const options = { ...testing.options, worker: 'yes', signedPath: '/ovo', wroker: true, encryptionKey: 'short' }
    const error = await compile(OvoModule.forRoot(options as unknown as OvoModuleOptions)).catch((e: Error) => e)
    expect(error).toMatchObject({ code: 'invalid-configuration' })
    const { problems } = error as unknown as { problems: string[] }
    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual(
      ['encryptionKey', 'signedPath', 'worker', 'wroker'].sort(),
    )
    expect((error as Error).message).not.toContain('short')
  })

  test('are refused where a factory returns none', async () => {
    await expect(
      compile(OvoModule.forRootAsync({ useFactory: () => undefined as unknown as OvoModuleOptions })),
    ).rejects.toThrow('return an object from the factory')
  })
})

describe('merchants', () => {
  test('are injected by name, and pay under it', async () => {
    @Injectable()
    class Branch {
      readonly bandung: OvoMerchant
      constructor(@InjectOvoMerchant('bandung') bandung: OvoMerchant) {
        this.bandung = bandung
      }
    }
    @Module({ imports: [OvoModule.forFeature('bandung')], providers: [Branch] })
    class BranchModule {}

    const { default: main } = testing.options.merchants
    if (main === undefined) throw new Error('no merchant')
    const options = { ...testing.options, store: memoryStore(), merchants: { default: main, bandung: main } }
    const app = await compile(OvoModule.forRoot(options), BranchModule)
    await app.init()
    const { bandung } = app.get(Branch, { strict: false })
    expect(await bandung.qris.start({ reference: 'A', amount: 1_000 })).toMatchObject({ merchant: 'bandung' })
    expect(await bandung.payments.find({ reference: 'A' })).toHaveLength(1)
    expect(await app.get<Ovo>(getOvoToken()).payments.find({ reference: 'A' })).toEqual([])
    async function* report(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('MerchantInvoice,Amount\nNONE,1000\n')
    }
    const [from, to] = ['2026-11-20', '2026-11-20']
    const settled = await bandung.settlement.reconcile({ reports: [{ name: 'a.csv', bytes: report() }], from, to })
    expect([settled.merchant, settled.counts['missing-at-shop']]).toEqual(['bandung', 1])
    await app.close()
  })

  test('must be named in the options', async () => {
    await expect(compile(OvoModule.forRoot(testing.options), OvoModule.forFeature('bandung'))).rejects.toThrow(
      'there is no merchant bandung',
    )
    expect(getOvoMerchantToken('a')).not.toBe(getOvoMerchantToken('b'))
  })
})

describe('the worker', () => {
  test('runs from bootstrap to shutdown, or not at all', async () => {
    for (const worker of [true, false]) {
      const module = await compile(OvoModule.forRoot({ ...testing.options, store: memoryStore(), worker }))
      const app = module.createNestApplication({ rawBody: true })
      const ovo = app.get<Ovo>(getOvoToken())
      await app.init()
      expect((await ovo.health()).isWorking).toBe(worker)
      if (worker) await vi.waitFor(async () => expect((await ovo.health()).sweptAt).not.toBeNull())
      await app.close()
    }
  })
})
