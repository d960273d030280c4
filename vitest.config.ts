import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['ovokit-source'] },
  ssr: { resolve: { conditions: ['ovokit-source'] } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts', 'examples/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
