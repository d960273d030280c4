import { Inject, Injectable } from '@nestjs/common'
import type { Ovo } from '@ovokit/core'
import type { OvoModuleOptions } from './ovo-module-options.ts'
import { getOvoOptionsToken, getOvoToken } from './tokens.ts'

export interface OvoHealthOptions {
  /** Has a token fetched where none is at hand, so that wrong credentials show. @default true */
  readonly tokens?: boolean
  /** Work that nobody has begun for so long is a sign that no worker runs. @default 30,000 ms */
  readonly maxOverdueMillis?: number
  /** A worker that has not looked for so long is stuck. @default 30,000 ms */
  readonly maxSweepMillis?: number
  /** How far this machine's clock may be from the store's: OVO refuses signatures that are minutes off. @default 60,000 ms */
  readonly maxSkewMillis?: number
}

/** As terminus takes it. */
export type OvoHealthResult = Record<string, { status: 'up' | 'down'; [detail: string]: unknown }>

/**
 * Says whether payments can be taken and finished, for `@nestjs/terminus`: tokens can be had, the worker is alive,
 * nothing is long overdue, and the clocks agree.
 *
 * ```ts
 * health.check([() => ovo.isHealthy('ovo')])
 * ```
 */
@Injectable()
export class OvoHealthIndicator {
  readonly #ovo: Ovo
  readonly #isWorker: boolean

  constructor(@Inject(getOvoToken()) ovo: Ovo, @Inject(getOvoOptionsToken()) { worker = true }: OvoModuleOptions) {
    this.#ovo = ovo
    this.#isWorker = worker
  }

  /** Never rejects: a store that is away is `down` too. */
  async isHealthy(key: string, options: OvoHealthOptions = {}): Promise<OvoHealthResult> {
    const { tokens = true, maxOverdueMillis = 30_000, maxSweepMillis = 30_000, maxSkewMillis = 60_000 } = options
    try {
      const health = await this.#ovo.health({ tokens })
      const { oldestOverdueMillis, overdue, undelivered, isWorking, clockSkewMillis, sweptAt } = health
      const sinceSweep = sweptAt === null ? 0 : this.#ovo.now().getTime() - sweptAt.getTime()
      const problems = [
        ...Object.entries(health.tokens).flatMap(([name, state]) =>
          state === 'ok' ? [] : [`no access token for merchant ${name}: ${state}`],
        ),
        ...(this.#isWorker && !isWorking ? ['the worker does not run'] : []),
        ...(isWorking && sinceSweep > maxSweepMillis ? [`the worker has not looked for ${sinceSweep} ms`] : []),
        ...(oldestOverdueMillis > maxOverdueMillis ? [`due work has waited for ${oldestOverdueMillis} ms`] : []),
        ...(Math.abs(clockSkewMillis) > maxSkewMillis ? [`this clock is ${clockSkewMillis} ms off`] : []),
      ]
      const status = problems.length === 0 ? 'up' : 'down'
      const details = { oldestOverdueMillis, overdue, undelivered, clockSkewMillis, tokens: health.tokens }
      return { [key]: { status, ...details, ...(problems.length === 0 ? {} : { problems }) } }
    } catch (error) {
      const code = (error as { code?: unknown } | null)?.code
      return { [key]: { status: 'down', problems: [`the store cannot be asked: ${String(code ?? 'unknown')}`] } }
    }
  }
}
