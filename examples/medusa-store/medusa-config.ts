import { readFileSync } from 'node:fs'
import { defineConfig } from '@medusajs/framework/utils'
import type { OvoPluginOptions } from '@ovokit/medusa'
import { followClock } from './launch/follow-clock.ts'

const {
  DATABASE_URL,
  OVO_CREDENTIALS = '',
  OVO_URL = '',
  OVO_LIMITS = '',
  STORE_CORS = '',
  STOREFRONT = STORE_CORS,
  ADMIN_CORS = '',
} = process.env
// What OVO hands over, and the shop's own signing key: a file that is not in the repository.
const credentials = JSON.parse(readFileSync(OVO_CREDENTIALS, 'utf8')) as OvoPluginOptions['merchants'][string]

const options: OvoPluginOptions = {
  environment: OVO_URL === '' ? 'production' : { snap: OVO_URL, pushToPay: OVO_URL },
  encryptionKey: process.env.OVO_ENCRYPTION_KEY ?? '',
  merchants: { default: credentials },
  ...(OVO_LIMITS === '' ? {} : { limits: JSON.parse(OVO_LIMITS) as NonNullable<OvoPluginOptions['limits']> }),
  // Where OVO's pages lead back to: this storefront is one page.
  ...(STOREFRONT === '' ? {} : { linked: { linkReturnUrl: `${STOREFRONT}/`, paymentReturnUrl: `${STOREFRONT}/` } }),
  // The simulator's clock can be moved; a real shop leaves this out.
  ...(OVO_URL === '' ? {} : { timeOffset: followClock(OVO_URL) }),
}

export default defineConfig({
  projectConfig: {
    databaseUrl: DATABASE_URL ?? '',
    databaseDriverOptions: { connection: { ssl: false } },
    http: {
      storeCors: STORE_CORS,
      adminCors: ADMIN_CORS,
      authCors: [ADMIN_CORS, STORE_CORS].filter((origin) => origin !== '').join(','),
      jwtSecret: process.env.JWT_SECRET ?? '',
      cookieSecret: process.env.COOKIE_SECRET ?? '',
    },
  },
  admin: { disable: process.env.DISABLE_ADMIN === 'true' },
  plugins: [{ resolve: '@ovokit/medusa', options }],
  modules: [
    {
      resolve: '@medusajs/medusa/payment',
      options: { providers: [{ resolve: '@ovokit/medusa/providers/ovo', id: 'ovo' }] },
    },
  ],
})
