import {
  type ArgumentMetadata,
  type CallHandler,
  type CanActivate,
  Catch,
  Controller,
  type ExecutionContext,
  ForbiddenException,
  Inject,
  Injectable,
  Module,
  type NestInterceptor,
  type PipeTransform,
  Scope,
  type Type,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'
import type { OvoEvent } from '@ovokit/core'
import { type Observable, tap } from 'rxjs'
import { expect, test } from 'vitest'
import { OnOvoPayment, OvoPayload } from './on-ovo-payment.decorator.ts'
import { OvoModule } from './ovo.module.ts'
import type { OvoTesting } from './ovo-testing.ts'
import { platforms } from './testing/platforms.ts'
import { startApp, type TestApp } from './testing/start-app.ts'

const [express] = platforms
if (express === undefined) throw new Error('no platform')

/** An application with these providers in a module that does not import OvoModule. */
function start(
  providers: NonNullable<Parameters<typeof Module>[0]['providers']>,
  controllers: Type<unknown>[] = [],
): Promise<TestApp> {
  @Module({ providers, controllers })
  class Orders {}
  return startApp(express as NonNullable<typeof express>, (testing: OvoTesting) => {
    @Module({ imports: [OvoModule.forRoot(testing.options), Orders] })
    class Shop {}
    return Shop
  })
}

async function pay({ ovo, testing }: TestApp, reference = 'A'): Promise<void> {
  await testing.pay(await ovo.qris.start({ reference, amount: 10_000 }))
  await ovo.payments.check((await ovo.payments.find({ reference }))[0]?.id ?? '')
  await testing.settle()
}

test('methods of providers and controllers hear what they asked for, once each', async () => {
  const heard: string[] = []
  class Books {
    @OnOvoPayment('paid')
    paid(event: OvoEvent): void {
      heard.push(`paid ${event.reference} ${event.payment.amount}`)
    }
    @OnOvoPayment('expired')
    @OnOvoPayment('failed')
    async over({ type }: OvoEvent): Promise<void> {
      heard.push(type)
    }
  }
  class Ledger extends Books {}
  @Controller()
  class Audit {
    @OnOvoPayment('*')
    @OnOvoPayment('*')
    any({ type }: OvoEvent): void {
      heard.push(`* ${type}`)
    }
  }
  const shop = await start([Ledger, { provide: 'alias', useExisting: Ledger }], [Audit])
  await pay(shop)
  expect(heard.sort()).toEqual(['* paid', 'paid A 10000'])
  await shop.ovo.qris.start({ reference: 'B', amount: 10_000 })
  await shop.testing.advance(200_000)
  expect(heard).toContain('expired')
  await shop.close()
})

test('a handler that throws three times hears one event four times, in order, under one id (G5)', async () => {
  const heard: string[] = []
  class Orders {
    #failures = 3
    @OnOvoPayment('*')
    async take({ id, type, reference }: OvoEvent): Promise<void> {
      heard.push(`${reference} ${type} ${id}`)
      if (reference === 'A' && this.#failures-- > 0) throw new Error('the database is away')
    }
  }
  const shop = await start([Orders])
  await pay(shop)
  await shop.ovo.payments.refund((await shop.ovo.payments.find({ reference: 'A' }))[0]?.id ?? '')
  await pay(shop, 'B')
  for (let i = 0; i < 4; i++) await shop.testing.advance(20_000)
  const ofA = heard.filter((line) => line.startsWith('A'))
  expect(ofA.slice(0, 4)).toEqual(Array(4).fill(ofA[0]))
  expect(ofA.map((line) => line.split(' ')[1])).toEqual(['paid', 'paid', 'paid', 'paid', 'refunded'])
  expect(heard.filter((line) => line.startsWith('B'))).toHaveLength(1)
  await shop.close()
})

test('guards, pipes and interceptors of class and method apply; filters do not', async () => {
  const seen: string[] = []
  @Injectable()
  class Guard implements CanActivate {
    canActivate(context: ExecutionContext): boolean {
      seen.push(`guard ${context.getType<string>()} ${context.getArgByIndex<OvoEvent>(0).type}`)
      return true
    }
  }
  @Injectable()
  class Interceptor implements NestInterceptor {
    intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
      seen.push(`before ${context.getHandler().name}`)
      return next.handle().pipe(tap(() => seen.push('after')))
    }
  }
  @Injectable()
  class Pipe implements PipeTransform {
    transform(value: OvoEvent, { type }: ArgumentMetadata): OvoEvent {
      seen.push(`pipe ${type} ${value.type}`)
      return { ...value, reference: `${value.reference}!` }
    }
  }
  @Catch()
  class Swallow {
    catch(): void {
      seen.push('swallowed')
    }
  }
  @UseGuards(Guard)
  @UseFilters(Swallow)
  class Orders {
    #fails = true
    @OnOvoPayment('paid')
    @UseInterceptors(Interceptor)
    @UsePipes(Pipe)
    paid({ reference }: OvoEvent): void {
      seen.push(`method ${reference}`)
    }
    @OnOvoPayment('paid')
    piped(@OvoPayload(Pipe) { reference }: OvoEvent): void {
      seen.push(`param ${reference}`)
    }
    @OnOvoPayment('paid')
    failsOnce(_event: OvoEvent): void {
      if (!this.#fails) return void seen.push('again')
      this.#fails = false
      throw new Error('once')
    }
  }
  const shop = await start([Orders, Guard, Interceptor, Pipe, Swallow])
  await pay(shop)
  expect(seen.slice(0, 5)).toEqual(['guard ovo paid', 'before paid', 'pipe custom paid', 'method A!', 'after'])
  expect(seen).toContain('param A!')
  await shop.testing.advance(5_000)
  expect(seen).toContain('again')
  expect(seen).not.toContain('swallowed')
  await shop.close()
})

test('a global guard that refuses delays an event and never loses it', async () => {
  let isOpen = false
  const heard: string[] = []
  @Injectable()
  class Door implements CanActivate {
    canActivate(context: ExecutionContext): boolean {
      if (context.getType<string>() === 'ovo' && !isOpen) throw new ForbiddenException()
      return true
    }
  }
  class Orders {
    @OnOvoPayment('paid')
    paid({ reference }: OvoEvent): void {
      heard.push(reference)
    }
  }
  const shop = await start([Orders, { provide: APP_GUARD, useClass: Door }])
  await pay(shop)
  expect(heard).toEqual([])
  isOpen = true
  await shop.testing.advance(5_000)
  expect(heard).toEqual(['A'])
  await shop.close()
})

test.each([
  ['request-scoped', Scope.REQUEST],
  ['transient', Scope.TRANSIENT],
])('a %s provider is refused at boot, by name', async (_, scope) => {
  @Injectable({ scope })
  class Orders {
    @OnOvoPayment('paid')
    paid(_event: OvoEvent): void {}
  }
  @Injectable()
  class Users {
    readonly orders: Orders
    constructor(@Inject(Orders) orders: Orders) {
      this.orders = orders
    }
  }
  await expect(start([Orders, Users])).rejects.toThrow('@OnOvo… on Orders.paid')
})
