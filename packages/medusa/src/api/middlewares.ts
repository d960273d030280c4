import { authenticate, defineMiddlewares } from '@medusajs/framework/http'

export default defineMiddlewares({
  routes: [
    // OVO's signature covers bytes, so nothing may parse them first.
    { matcher: '/ovo/*', bodyParser: false },
    // A settlement report goes to OvoKit as it comes in.
    { matcher: '/admin/ovo/settlement', bodyParser: false },
    // A cart may be a guest's; who is signed in counts for a linked account, and core says so where nobody is.
    {
      matcher: '/store/ovo/*',
      middlewares: [authenticate('customer', ['session', 'bearer'], { allowUnauthenticated: true })],
    },
  ],
})
