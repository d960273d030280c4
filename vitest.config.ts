import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['ovokit-source'] },
  ssr: { resolve: { conditions: ['ovokit-source'] } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts', 'examples/**/*.test.ts'],
    // What the whole run says is searched for secrets when it is over (G8).
    globalSetup: ['test/secrets/whole-run.ts'],
    setupFiles: ['test/secrets/setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
