import type { Ovo } from '@ovokit/core'
import { createTopUpCheckout, type TopUpVisit } from '@ovokit/core/checkout'
import type { Request, Router } from 'express'
import type { TopUpOptions } from './options.ts'
import { answerEvents, answerJson, visitorOf } from './page-answers.ts'
import { pageBody, readPageBody } from './page-body.ts'

/** Adds what a page for top-ups calls: inquire, confirm, status, events. Only translates: the rules are core's. */
export function addTopUpRoutes(router: Router, ovo: Ovo, options: TopUpOptions): void {
  const topUps = createTopUpCheckout(ovo, options)
  const inquire = answerJson((req) => topUps.inquire(visitOf(req), { phone: pageBody(req).phone }))
  const confirm = answerJson((req) => topUps.confirm(visitOf(req), { id: pageBody(req).id }))

  router.post('/top-ups/:topUpId/inquiry', readPageBody, inquire)
  router.post('/top-ups/:topUpId/confirm', readPageBody, confirm)
  router.get(
    '/top-ups/:topUpId',
    answerJson((req) => topUps.status(visitOf(req))),
  )
  router.get(
    '/top-ups/:topUpId/events',
    answerEvents((req, options) => topUps.events(visitOf(req), options)),
  )
}

const visitOf = (req: Request): TopUpVisit<Request> => ({ ...visitorOf(req), topUpId: String(req.params.topUpId) })
