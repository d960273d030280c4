import { defineConfig } from 'tsdown'

export default defineConfig({
  // Started by node itself, so it has no CommonJS twin; and nobody imports it, so it needs no declarations.
  entry: { cli: 'src/cli.ts' },
  format: ['esm'],
  dts: false,
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: false } },
})
