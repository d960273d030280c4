import { defineMiddlewares } from '@medusajs/framework/http'

/** OVO's signature covers bytes, so nothing may parse them first. */
export default defineMiddlewares({ routes: [{ matcher: '/ovo/*', bodyParser: false }] })
