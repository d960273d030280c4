import { Body, Get, Inject, Param, Post, Req, Res, type Type } from '@nestjs/common'
import { CheckoutError, InputError, type TopUpView } from '@ovokit/core'
import type { TopUpVisit } from '@ovokit/core/checkout'
import { openApi } from './open-api.ts'
import { OvoLifecycle } from './ovo-lifecycle.ts'
import type { HttpRequest, OvoControllerOptions } from './ovo-module-options.ts'
import { OvoTopUps } from './ovo-top-ups.ts'
import { answerEvents, checked, type HttpResponse, visitorOf } from './page-answers.ts'
import { PageAnswer, PageController } from './page-controller.ts'
import { ConfirmTopUpBody, InquireTopUpBody, TopUpParams, TopUpViewDto } from './top-up.dto.ts'

/** Makes the controller that a page for top-ups calls. */
export function createTopUpController(options: OvoControllerOptions): Type<object> {
  @PageController(options, '/top-ups/:topUpId')
  class OvoTopUpController {
    readonly #topUps: OvoTopUps['topUps']
    readonly #lifecycle: OvoLifecycle

    constructor(@Inject(OvoTopUps) { topUps }: OvoTopUps, @Inject(OvoLifecycle) lifecycle: OvoLifecycle) {
      this.#topUps = topUps
      this.#lifecycle = lifecycle
    }

    @Post('inquiry')
    @View('Whom a top-up would reach, what it costs and what is allowed')
    inquire(
      @Id() { topUpId }: TopUpParams,
      @Inquiry() { phone }: InquireTopUpBody,
      @Req() request: HttpRequest,
    ): Promise<TopUpView> {
      return this.#topUps.inquire(visitOf(topUpId, request), { phone })
    }

    @Post('confirm')
    @View('Tops up what was shown, once')
    confirm(
      @Id() { topUpId }: TopUpParams,
      @Confirmation() { id }: ConfirmTopUpBody,
      @Req() request: HttpRequest,
    ): Promise<TopUpView> {
      return this.#topUps.confirm(visitOf(topUpId, request), { id })
    }

    @Get()
    @View('The top-up')
    status(@Id() { topUpId }: TopUpParams, @Req() request: HttpRequest): Promise<TopUpView> {
      return this.#topUps.status(visitOf(topUpId, request))
    }

    @Get('events')
    @openApi.operation('The top-up now and at each change, as server-sent events')
    async events(
      @Id() { topUpId }: TopUpParams,
      @Req() request: HttpRequest,
      @Res() response: HttpResponse,
    ): Promise<void> {
      await answerEvents(this.#lifecycle, response, (signal) => this.#topUps.events(visitOf(topUpId, request), signal))
    }
  }
  return OvoTopUpController
}

const idPipe = checked(TopUpParams, () => new CheckoutError('top-up-not-authorized', 'no top-up has such an id'))
const inquiryPipe = checked(InquireTopUpBody, () => new InputError('phone', 'is missing, or no text of a number'))
const confirmationPipe = checked(ConfirmTopUpBody, () => new CheckoutError('bad-request', 'send the id that was shown'))
const Id = (): ParameterDecorator => Param(idPipe)
const Inquiry = (): ParameterDecorator => Body(inquiryPipe)
const Confirmation = (): ParameterDecorator => Body(confirmationPipe)

const View = (summary: string): MethodDecorator =>
  PageAnswer(summary, TopUpViewDto, {
    404: 'Not for this visitor, or nothing was inquired about yet',
    409: 'Not now, or not any more',
    422: 'OVO takes no top-up of this number or amount: `text` says why',
  })

const visitOf = (topUpId: string, request: HttpRequest): TopUpVisit<HttpRequest> => ({
  ...visitorOf(request),
  topUpId,
})
