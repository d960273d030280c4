import { writeFileSync } from 'node:fs'
import { transformFileSync } from '@swc/core'

/** As `nest build -b swc` does it, once for each kind of module. */
for (const [type, file] of [
  ['commonjs', 'swc.cjs'],
  ['es6', 'swc-out.mjs'],
]) {
  const { code } = transformFileSync('pay.ts', {
    module: { type },
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
  })
  writeFileSync(file, code)
}
