import { authenticate, defineMiddlewares } from '@medusajs/framework/http'

export default defineMiddlewares({
  routes: [{ matcher: '/store/saved-methods', middlewares: [authenticate('customer', ['session', 'bearer'])] }],
})
