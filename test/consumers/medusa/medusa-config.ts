import { defineConfig, loadEnv } from '@medusajs/framework/utils'
import { ovoConfig } from './src/ovo-config'

loadEnv(process.env.NODE_ENV || 'development', process.cwd())

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { connection: { ssl: false } },
    http: { storeCors: '', adminCors: '', authCors: '', jwtSecret: 'only for a test', cookieSecret: 'only for a test' },
  },
  admin: { disable: true },
  plugins: [{ resolve: '@ovokit/medusa', options: ovoConfig }],
  modules: [
    {
      resolve: '@medusajs/medusa/payment',
      options: { providers: [{ resolve: '@ovokit/medusa/providers/ovo', id: 'ovo' }] },
    },
  ],
})
