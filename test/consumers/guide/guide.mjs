// Does what docs/express-legacy.md says, with the files that stand in it. The page comes in as the first argument.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'

const page = readFileSync(process.argv[2] ?? '', 'utf8')
const files = [...page.matchAll(/<!-- file: (\S+) -->\n```js\n([\s\S]*?)```/g)]
for (const [, name, text] of files) writeFileSync(name, text)

const app = spawn('node', ['app.js'], { stdio: ['ignore', 'pipe', 'inherit'] })
try {
  let said = ''
  for await (const chunk of app.stdout) {
    said += String(chunk)
    if (said.includes('the shop listens')) break
  }
  const phone = /phone is at (\S+)/.exec(said)?.[1]
  if (phone === undefined) throw new Error(`app.js has said: ${said}`)
  const pay = spawn('node', ['pay.js', phone], { stdio: ['ignore', 'pipe', 'inherit'] })
  let paid = ''
  pay.stdout.on('data', (chunk) => {
    paid += String(chunk)
  })
  const [code] = await once(pay, 'close')
  const expected = /It prints `([^`]+)` and `([^`]+)`/.exec(page)?.slice(1).join('\n')
  if (code !== 0 || paid.trim() !== expected) throw new Error(`pay.js ended with ${code} and said: ${paid}`)
  console.log(`${files.length} files: ${paid.trim().split('\n').join(', ')}`)
} finally {
  app.kill()
}
