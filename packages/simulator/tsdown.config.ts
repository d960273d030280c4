import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: ['src/index.ts'],
  // The command line is started by node itself, so it has no CommonJS twin.
  format: { esm: { entry: { index: 'src/index.ts', cli: 'src/cli.ts' } }, cjs: {} },
  // Comments are in the declarations and in `src`, which are packed too; a third and fourth copy only weigh.
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: false } },
})
