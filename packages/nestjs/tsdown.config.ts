import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    testing: 'src/ovo-testing.module.ts',
  },
  format: ['esm', 'cjs'],
})
