import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { startSimulator } from '@ovokit/simulator'
import { bold, dim } from './timeline.ts'

/** Keeps the example shop and OVO's phone up, in real time, until Ctrl-C. */
export async function serve(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ovokit-demo-'))
  const sim = await startSimulator({ port: await portNear(4600) })
  const script = new URL('../../express-shop/src/main.ts', import.meta.url).pathname
  const shop = spawn(process.execPath, ['--conditions=ovokit-source', '--import', 'tsx', script], {
    env: {
      ...process.env,
      SIMULATOR_URL: sim.url,
      DATA_DIR: folder,
      PORT: String(await portNear(3000)),
      ADMIN_PASSWORD: 'kopi',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = once(shop, 'exit')
  const line = await Promise.race([once(createInterface(shop.stdout), 'line'), gone.then(() => null)])
  if (line === null) throw new Error('the shop ended before it was ready')
  const { url } = JSON.parse(String(line[0])) as { url: string }

  console.log(
    [
      '',
      bold('OvoKit: a shop and a phone to click'),
      '',
      `  shop   ${bold(url)}`,
      `  phone  ${bold(`${sim.url}/phone`)}   ${dim('PIN 123456')}`,
      `  admin  ${bold(`${url}/admin`)}   ${dim('password kopi')}`,
      '',
      dim(
        '  Put something in the basket, and pay with QRIS, in the OVO app or with a linked OVO account: the number stands on the phone. Ctrl-C ends both.',
      ),
      '',
    ].join('\n'),
  )

  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => shop.kill('SIGTERM'))
  await gone
  await sim.close()
  rmSync(folder, { recursive: true, force: true })
}

/** The wanted port, or any free one when it is taken. */
function portNear(wanted: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(0))
    probe.listen(wanted, '127.0.0.1', () => probe.close(() => resolve(wanted)))
  })
}
