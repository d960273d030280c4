import { defineConfig } from 'tsdown'

/**
 * Every package the same way: ESM and CommonJS with their own declarations, for Node only. Dependencies stay outside,
 * and code shared by two entries is one file in `dist`, so that no class exists twice.
 */
export default defineConfig({
  // The Medusa plugin is built by Medusa (tools/build-medusa.mjs).
  workspace: { include: 'packages/*', exclude: ['packages/medusa'] },
  platform: 'node',
  target: 'node20.19',
  tsconfig: '../../tsconfig.build.json',
  // Declarations come from one file at a time: what is exported says its own type.
  dts: { oxc: true },
  fixedExtension: true,
  skipNodeModulesBundle: true,
  // Medusa and many shops test with Jest in CommonJS, which cannot load ESM: both forms, on purpose.
  checks: { legacyCjs: false },
  failOnWarn: true,
  report: false,
})
