import type { Text } from '../text.ts'

export const frameworkNames = ['express', 'nestjs', 'medusa'] as const
export type Framework = (typeof frameworkNames)[number]

/** What a first shop is made of, per framework. */
export interface FrameworkPlan {
  readonly title: string
  readonly port: number
  /** What a project of one's own needs to be given, beside the settings: where it goes, and the templates it is made of. */
  readonly connection: Readonly<Record<string, readonly string[]>>
  /** The rest of a new shop. `null`: it plugs into a project that another tool makes. */
  readonly shop: {
    readonly files: Readonly<Record<string, readonly string[]>>
    readonly scripts: Readonly<Record<string, string>>
    readonly dependencies: Readonly<Record<string, string>>
    readonly devDependencies: Readonly<Record<string, string>>
  } | null
  /** The packages for a project that is there already. */
  readonly packages: readonly string[]
  /** What remains to be written into a project that is there already. */
  readonly remains: Text
}

const pages = 'pages.js'
const config = 'ovo-config.js'

/** `*` is this package's own version: all packages of OvoKit are released together. */
export const frameworks: Readonly<Record<Framework, FrameworkPlan>> = {
  express: {
    title: 'Express',
    port: 3000,
    connection: { [config]: [config] },
    shop: {
      files: { 'shop.js': ['express/shop.js'], 'pages.js': [pages] },
      scripts: { start: 'node --env-file=.env shop.js', ovo: 'ovokit simulate' },
      dependencies: { '@ovokit/core': '*', '@ovokit/elements': '*', '@ovokit/express': '*', express: '^5.3.0' },
      devDependencies: { '@ovokit/cli': '*' },
    },
    packages: ['@ovokit/core', '@ovokit/express'],
    remains: {
      en: "mount it before body parsers: docs/express.md has the ten lines; ovoConfig comes from './ovo-config.js'",
      id: "pasang sebelum body parser: sepuluh barisnya ada di docs/express.md; ovoConfig dari './ovo-config.js'",
    },
  },
  nestjs: {
    title: 'NestJS',
    port: 3000,
    connection: { 'src/ovo-config.js': [config] },
    shop: {
      files: {
        'tsconfig.json': ['nestjs/tsconfig.json'],
        'src/main.ts': ['nestjs/src/main.ts'],
        'src/orders.ts': ['nestjs/src/orders.ts'],
        'src/order-payments.ts': ['nestjs/src/order-payments.ts'],
        'src/pages.js': [pages],
      },
      scripts: { start: 'tsc && node --env-file=.env dist/main.js', ovo: 'ovokit simulate' },
      dependencies: {
        '@nestjs/common': '^12.5.1',
        '@nestjs/core': '^12.5.1',
        '@nestjs/platform-express': '^12.5.1',
        '@ovokit/core': '*',
        '@ovokit/elements': '*',
        '@ovokit/nestjs': '*',
        'class-transformer': '^0.5.1',
        'class-validator': '^0.15.1',
        express: '^5.3.0',
        'reflect-metadata': '^0.2.2',
        rxjs: '^7.8.2',
      },
      devDependencies: {
        '@ovokit/cli': '*',
        '@types/express': '^5.0.6',
        '@types/node': '^20.19.43',
        typescript: '^5.9.3',
      },
    },
    packages: ['@ovokit/core', '@ovokit/nestjs'],
    remains: {
      en: "import OvoModule.forRoot({ ...ovoConfig, store, checkout: true }), and create the app with { rawBody: true }: docs/nestjs.md; ovoConfig comes from './ovo-config.js'",
      id: "impor OvoModule.forRoot({ ...ovoConfig, store, checkout: true }), dan buat app dengan { rawBody: true }: docs/nestjs.md; ovoConfig dari './ovo-config.js'",
    },
  },
  medusa: {
    title: 'Medusa',
    port: 9000,
    // Medusa compiles TypeScript only.
    connection: { 'src/ovo-config.ts': ['medusa/load-env.ts', config] },
    shop: null,
    packages: ['@ovokit/core', '@ovokit/medusa'],
    remains: {
      en: `in medusa-config.ts:
  import { ovoConfig } from './src/ovo-config'
  plugins: [{ resolve: '@ovokit/medusa', options: ovoConfig }],
  modules: [{ resolve: '@medusajs/medusa/payment', options: { providers: [{ resolve: '@ovokit/medusa/providers/ovo', id: 'ovo' }] } }],
then: npx medusa db:migrate; and in the admin pick ovo-qris and ovo-push-to-pay in a region with IDR (docs/medusa.md)`,
      id: `di medusa-config.ts:
  import { ovoConfig } from './src/ovo-config'
  plugins: [{ resolve: '@ovokit/medusa', options: ovoConfig }],
  modules: [{ resolve: '@medusajs/medusa/payment', options: { providers: [{ resolve: '@ovokit/medusa/providers/ovo', id: 'ovo' }] } }],
lalu: npx medusa db:migrate; di admin pilih ovo-qris dan ovo-push-to-pay pada region IDR (docs/medusa.md)`,
    },
  },
}
