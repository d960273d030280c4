import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const tap = new URL('./tap-process.ts', import.meta.url).href
const tsx = pathToFileURL(`${root}node_modules/tsx/dist/loader.mjs`).href

test('the demo, its shop and its simulator say nothing secret; the end of the run looks (G8)', {
  timeout: 120_000,
}, async () => {
  const demo = spawn(process.execPath, ['--conditions=ovokit-source', 'examples/demo/demo.ts'], {
    cwd: root,
    // The shop inherits it, and is listened to as well.
    env: { ...process.env, NODE_OPTIONS: `--import=${tsx} --import=${tap}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  demo.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  demo.stderr.resume()
  const [code] = await once(demo, 'close')
  expect(code, said.slice(-2_000)).toBe(0)
})
