import {
  type CallHandler,
  type ExecutionContext,
  HttpException,
  Inject,
  Injectable,
  Logger,
  type NestInterceptor,
} from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import type { Ovo } from '@ovokit/core'
import { shopperError } from '@ovokit/core/checkout'
import { catchError, type Observable } from 'rxjs'
import { getOvoToken } from './tokens.ts'

/**
 * Turns errors into what a shopper may know of them, as an `HttpException` whose body is a `ShopperError`. An
 * `HttpException` of the application's own goes through as it is. For controllers of your own, too.
 */
@Injectable()
export class ShopperErrorsInterceptor implements NestInterceptor {
  readonly #ovo: Ovo
  readonly #host: HttpAdapterHost
  readonly #logger = new Logger('OvoKit')

  constructor(@Inject(getOvoToken()) ovo: Ovo, @Inject(HttpAdapterHost) host: HttpAdapterHost) {
    this.#ovo = ovo
    this.#host = host
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      catchError((error: unknown) => {
        throw error instanceof HttpException ? error : this.#translate(error, context.switchToHttp().getResponse())
      }),
    )
  }

  #translate(error: unknown, response: unknown): HttpException {
    const { status, headers, body } = shopperError(error, this.#ovo.now())
    const { httpAdapter } = this.#host
    if (!httpAdapter.isHeadersSent(response))
      for (const [name, value] of Object.entries(headers)) httpAdapter.setHeader(response, name, value)
    if (status >= 500) this.#logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return new HttpException(body, status, { cause: error })
  }
}
