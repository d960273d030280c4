import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Begins with what takes minutes, however short its file is: else one of them is left to run alone in the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const takesMinutes = ({ moduleId }: TestSpecification): boolean => /\/test\/crash\/|\/medusa-store\//.test(moduleId)
    const sorted = await super.sort(files)
    return [...sorted.filter(takesMinutes), ...sorted.filter((file) => !takesMinutes(file))]
  }
}

const conditions = ['ovokit-source']
const shared = {
  setupFiles: ['test/secrets/setup.ts'],
  // PGlite's code is compiled fast and not well: no test file lives long enough for the better one to pay.
  execArgv: ['--liftoff-only'],
  testTimeout: 30_000,
  hookTimeout: 60_000,
  // A page or a process may need seconds for what takes it a moment when the machine is not busy.
  expect: { poll: { timeout: 10_000 } },
  // What is known of a failure in a log is its message: whole lists, not their beginnings.
  chaiConfig: { truncateThreshold: 1_000 },
}
const nestjs = 'packages/nestjs/src/**/*.test.ts'

export default defineConfig({
  test: {
    // Two at a time also on two cores: most tests wait for processes, databases and browsers of their own.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // What the whole run says is searched for secrets when it is over (G8).
    globalSetup: ['test/secrets/whole-run.ts', 'test/support/once-per-run.ts'],
    projects: [
      {
        resolve: { conditions },
        ssr: { resolve: { conditions } },
        test: {
          ...shared,
          name: 'all',
          include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts', 'examples/**/*.test.ts'],
        },
      },
      {
        // The same sources and tests once more, on the Nest that is installed in test/nest-11.
        resolve: {
          conditions,
          alias: [
            {
              find: /^@nestjs\/(.*)$/,
              replacement: fileURLToPath(new URL('./test/nest-11/node_modules/@nestjs/$1', import.meta.url)),
            },
          ],
        },
        ssr: { resolve: { conditions } },
        test: { ...shared, name: 'nest 11', include: [nestjs], env: { NEST_MAJOR: '11' } },
      },
    ],
  },
})
