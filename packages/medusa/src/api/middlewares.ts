import { authenticate, defineMiddlewares } from '@medusajs/framework/http'

const customer = ['session', 'bearer'] as ('session' | 'bearer')[]

export default defineMiddlewares({
  routes: [
    // OVO's signature covers bytes, so nothing may parse them first.
    { matcher: '/ovo/*', bodyParser: false },
    // A settlement report goes to OvoKit as it comes in.
    { matcher: '/admin/ovo/settlement', bodyParser: false },
    // A cart may be a guest's; who is signed in counts for a linked account only.
    {
      matcher: '/store/ovo/carts/*',
      middlewares: [authenticate('customer', customer, { allowUnauthenticated: true })],
    },
    { matcher: '/store/ovo/link*', middlewares: [authenticate('customer', customer)] },
  ],
})
