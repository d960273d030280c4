import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common'
import { ExternalContextCreator } from '@nestjs/core'
import type { Handler, Ovo, OvoEvent, TopUpNotice } from '@ovokit/core'
import { type FoundMethod, MethodFinder } from './find-methods.ts'
import { noticeTypesOf, OvoPayload } from './on-ovo-payment.decorator.ts'
import type { OvoModuleOptions } from './ovo-module-options.ts'
import { getOvoOptionsToken, getOvoToken } from './tokens.ts'

/** Ties OvoKit to the application: handlers before the first event, the worker from bootstrap to shutdown. */
@Injectable()
export class OvoLifecycle
  implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  readonly #ovo: Ovo
  readonly #options: OvoModuleOptions
  readonly #methods: MethodFinder
  readonly #contexts: ExternalContextCreator
  readonly #logger = new Logger('OvoKit')
  readonly #stopping = new AbortController()
  readonly #held = new Set<Promise<void>>()

  constructor(
    @Inject(getOvoToken()) ovo: Ovo,
    @Inject(getOvoOptionsToken()) options: OvoModuleOptions,
    @Inject(MethodFinder) methods: MethodFinder,
    @Inject(ExternalContextCreator) contexts: ExternalContextCreator,
  ) {
    this.#ovo = ovo
    this.#options = options
    this.#methods = methods
    this.#contexts = contexts
  }

  /** Runs what would not end by itself, with a signal that aborts when the application shuts down, which waits for it. */
  async hold(run: (stopping: AbortSignal) => Promise<void>): Promise<void> {
    const running = run(this.#stopping.signal)
    this.#held.add(running)
    await running.finally(() => this.#held.delete(running))
  }

  onModuleInit(): void {
    for (const found of this.#methods.find('@OnOvo…', (method) => noticeTypesOf(method).length > 0)) {
      const handle = this.#handlerOf(found)
      // Each type is only ever delivered with its own kind of event.
      for (const type of new Set(noticeTypesOf(found.method))) this.#ovo.on(type as '*', handle as Handler<OvoEvent>)
    }
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.#ovo.start({ worker: this.#options.worker ?? true })
  }

  /** While providers and connections are all still there: what has begun ends, and its handlers with it. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping.abort()
    await Promise.all([this.#ovo.stopWorker(), Promise.allSettled(this.#held)])
  }

  /** After the last request. */
  async onApplicationShutdown(): Promise<void> {
    await this.#ovo.close()
  }

  #handlerOf({ instance, name, method, label }: FoundMethod): Handler<OvoEvent | TopUpNotice> {
    // As if it stood there: Nest's pipes apply to parameters with a decorator.
    const prototype = Object.getPrototypeOf(instance)
    if (Reflect.getMetadata(paramsKey, prototype.constructor, name) === undefined) OvoPayload()(prototype, name, 0)
    const run = this.#contexts.create<never, 'ovo'>(
      instance,
      method,
      name,
      paramsKey,
      { exchangeKeyForValue: (_type, _data, [event]: unknown[]) => event },
      undefined,
      undefined,
      // A filter that answers a request would swallow the error, and the event with it.
      { guards: true, interceptors: true, filters: false },
      'ovo',
    )
    return async (event) => {
      try {
        await run(event)
      } catch (error) {
        this.#logger.error(`${label} failed on ${event.type} ${event.id}: ${hint(error)}`)
        throw error
      }
    }
  }
}

/** What happened, in words that name nobody: an error's own message is the application's and may name a customer. */
function hint(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error
  const status = (error as { status?: unknown } | null)?.status
  const isGuard = status === 401 || status === 403 || error instanceof TypeError
  return `${name}; it will be delivered again${isGuard ? `. ${guardMend}` : ''}`
}

const guardMend =
  "If a global guard or interceptor expects an HTTP request, let events pass it: context.getType() === 'ovo'"

/** Where Nest keeps the decorators of parameters: found by putting one there, since its name is not public. */
const paramsKey: string = (() => {
  class Probe {}
  OvoPayload()(Probe.prototype, 'probe', 0)
  return String(Reflect.getMetadataKeys(Probe, 'probe')[0])
})()
