import { applyDecorators, Body, Get, Header, Inject, Post, Redirect, Req, type Type } from '@nestjs/common'
import { InputError, type LinkView } from '@ovokit/core'
import { LinksDto, LinkViewDto, StartLinkBody } from './link.dto.ts'
import { openApi } from './open-api.ts'
import { OvoLinks } from './ovo-links.ts'
import type { HttpRequest, OvoControllerOptions } from './ovo-module-options.ts'
import { checked, noStore, visitorOf } from './page-answers.ts'
import { PageAnswer, PageController } from './page-controller.ts'

/** Makes the controller that a page for linked accounts calls. */
export function createLinkController(options: OvoControllerOptions): Type<object> {
  @PageController(options)
  class OvoLinkController {
    readonly #accounts: OvoLinks['accounts']

    constructor(@Inject(OvoLinks) { accounts }: OvoLinks) {
      this.#accounts = accounts
    }

    @Post('link')
    @Answer('Begins to link an OVO account: send the browser to `page`', LinkViewDto)
    start(@Start() { phone }: StartLinkBody, @Req() request: HttpRequest): Promise<LinkView> {
      return this.#accounts.start(visitorOf(request), { phone })
    }

    @Get('link')
    @Answer('The OVO account of the customer', LinkViewDto)
    status(@Req() request: HttpRequest): Promise<LinkView> {
      return this.#accounts.status(visitorOf(request))
    }

    @Get('links')
    @Answer('Every account that the customer has linked or tried to', LinksDto)
    list(@Req() request: HttpRequest): Promise<{ readonly links: readonly LinkView[] }> {
      return this.#accounts.list(visitorOf(request))
    }

    @Post('link/unlink')
    @Answer('Takes the link back', LinkViewDto)
    unlink(@Req() request: HttpRequest): Promise<LinkView> {
      return this.#accounts.unlink(visitorOf(request))
    }

    @Get('link/return')
    @Back('The way back from OVO’s pages, to the shop’s')
    async back(@Req() request: HttpRequest): Promise<BackTo> {
      return backTo(await this.#accounts.complete({ ...visitorOf(request), url: request.originalUrl }))
    }
  }
  return OvoLinkController
}

export interface BackTo {
  readonly url: string
  readonly statusCode: number
}

export const backTo = ({ location }: { readonly location: string }): BackTo => ({ url: location, statusCode: 303 })

const startPipe = checked(StartLinkBody, () => new InputError('phone', 'is missing, or no text of a number'))
const Start = (): ParameterDecorator => Body(startPipe)

/** What a browser came back with is for nobody else's log. */
export const Back = (summary: string): MethodDecorator =>
  applyDecorators(noStore, Header('Referrer-Policy', 'no-referrer'), Redirect(), openApi.operation(summary))

const Answer = (summary: string, type: Type<object>): MethodDecorator =>
  PageAnswer(summary, type, {
    401: 'No customer is signed in',
    409: 'Not now: something is linked already, or nothing is',
    422: 'This number cannot be linked',
  })
