const { defineConfig } = require('@medusajs/framework/utils')

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { connection: { ssl: false } },
    http: { storeCors: '', adminCors: '', authCors: '', jwtSecret: 'only for a test', cookieSecret: 'only for a test' },
  },
  admin: { disable: true },
  plugins: [
    {
      resolve: '@ovokit/medusa',
      options: {
        environment: { snap: process.env.OVO_URL, pushToPay: process.env.OVO_URL },
        encryptionKey: '0123456789abcdef'.repeat(4),
        merchants: { default: JSON.parse(process.env.OVO_MERCHANT ?? '{}') },
      },
    },
  ],
  modules: [
    {
      resolve: '@medusajs/medusa/payment',
      options: { providers: [{ resolve: '@ovokit/medusa/providers/ovo', id: 'ovo' }] },
    },
  ],
})
