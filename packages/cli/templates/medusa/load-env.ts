// Imports come first, also before medusa-config.ts reads .env: so it is read here.
import { loadEnv } from '@medusajs/framework/utils'

loadEnv(process.env.NODE_ENV || 'development', process.cwd())
