import { type Link, type Ovo, OvoError } from '@ovokit/core'
import { shopperError } from '@ovokit/core/checkout'
import { type Request, type Response, Router } from 'express'
import type { Sessions } from './session.ts'

/** What a return from OVO's pages came to, in the shop's words. */
const outcomes: Readonly<Record<string, string>> = {
  linked: 'Your OVO account is linked.',
  checking: 'OVO is still thinking about it. This page will say when it is done.',
  declined: 'OVO did not link the account. Nothing has changed.',
  failed: 'OVO did not link the account. Please try again.',
  unlinked: 'Your OVO account is unlinked from this shop.',
}

/** A visitor's OVO account: linking it on OVO's pages, what is in it, and unlinking. */
export function accountRoutes({
  ovo,
  sessions,
  publicUrl,
}: {
  ovo: Ovo
  sessions: Sessions
  publicUrl: string
}): Router {
  const router = Router()

  async function show(req: Request, res: Response, problem: string | null = null): Promise<void> {
    const { visitor: customer } = sessions.read(req)
    // Asking for the balance may find out that the customer has unlinked in the OVO app, so the link is looked at again.
    const isLinked = (await ovo.links.find({ customer }))?.status === 'linked'
    const balance = isLinked ? await ovo.links.balance({ customer }).catch(ignoreOvo) : null
    const link: Link | null = await ovo.links.find({ customer })
    const outcome = outcomes[String(req.query.ovo)] ?? null
    res.set('Cache-Control', 'no-store').render('account', { link, balance, outcome, problem })
  }

  router.get('/account', (req, res) => show(req, res))

  router.post('/account/ovo', async (req, res) => {
    const session = sessions.read(req)
    // A visitor without a basket has no cookie yet, and must be known again on the way back.
    sessions.write(req, res, session)
    const { phone = '' } = (req.body ?? {}) as Record<string, string | undefined>
    // The router of OvoKit takes the browser back, and sends it to the account's page.
    const returnUrl = `${publicUrl}/ovo/link/return`
    try {
      const { page } = await ovo.links.start({ customer: session.visitor, phone, returnUrl, lookUpFirst: true })
      // A page with a link, not a redirect: browsers hold a form to the shop that it was sent from.
      res.set('Cache-Control', 'no-store').render('to-ovo', { page, title: 'Link your OVO account' })
    } catch (error) {
      if (!OvoError.is(error)) throw error
      const { status, body } = shopperError(error, ovo.now())
      res.status(status)
      await show(req, res, body.error.message)
    }
  })

  router.get('/account/unlink', (_req, res) => res.set('Cache-Control', 'no-store').render('unlink'))

  router.post('/account/unlink', async (req, res) => {
    const { status } = await ovo.links.unlink({ customer: sessions.read(req).visitor })
    res.redirect(303, status === 'unlinked' ? '/account?ovo=unlinked' : '/account')
  })

  return router
}

/** OVO does not answer: the page is shown without a balance. */
function ignoreOvo(error: unknown): null {
  if (OvoError.is(error)) return null
  throw error
}
