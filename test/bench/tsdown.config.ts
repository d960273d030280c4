import { fileURLToPath } from 'node:url'
import { defineConfig } from 'tsdown'

/**
 * Compiles the benchmarks together with the sources they measure, by the compiler that makes the packages: what is
 * measured is what is published. Loaders such as tsx wrap every inner function to keep its name, and that alone
 * doubles the cost of some of what is measured.
 */
export default defineConfig({
  cwd: fileURLToPath(new URL('../..', import.meta.url)),
  entry: [
    'test/bench/bench.ts',
    'test/bench/stub-ovo.ts',
    'test/bench/settlement-process.ts',
    'test/bench/token-process.ts',
  ],
  outDir: 'test/.artifacts/bench',
  platform: 'node',
  target: 'node20.19',
  tsconfig: 'tsconfig.json',
  inputOptions: { resolve: { conditionNames: ['ovokit-source', 'node', 'import', 'default'] } },
  // Dependencies stay outside, by their full paths: those of the packages cannot be found from the artifacts' folder.
  plugins: [
    {
      name: 'dependencies-by-path',
      async resolveId(source, importer) {
        if (/^(\.|\/|node:)/.test(source)) return null
        const found = await this.resolve(source, importer, { skipSelf: true })
        return found?.id.includes('/node_modules/') ? { id: found.id, external: 'absolute' } : null
      },
    },
  ],
  fixedExtension: true,
  dts: false,
  report: false,
})
