import type { WalletCheckout } from '@ovokit/core/checkout'
import type { Request, Router } from 'express'
import { answerBack, answerJson, visitorOf } from './page-answers.ts'
import { pageBody, readPageBody } from './page-body.ts'

/** Adds what a page for linked accounts calls: start, the way back, status, list, unlink. Only translates: the rules are core's. */
export function addLinkRoutes(router: Router, accounts: WalletCheckout<Request>): void {
  router.post(
    '/link',
    readPageBody,
    answerJson((req) => accounts.start(visitorOf(req), { phone: pageBody(req).phone })),
  )
  router.get(
    '/link',
    answerJson((req) => accounts.status(visitorOf(req))),
  )
  router.get(
    '/links',
    answerJson((req) => accounts.list(visitorOf(req))),
  )
  router.post(
    '/link/unlink',
    answerJson((req) => accounts.unlink(visitorOf(req))),
  )
  router.get(
    '/link/return',
    answerBack((req) => accounts.complete({ ...visitorOf(req), url: req.originalUrl })),
  )
}
