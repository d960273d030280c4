import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** What `npm start` does, as it stands in package.json. */
async function start(port: number) {
  const folder = fileURLToPath(new URL('..', import.meta.url))
  const env = { ...process.env, PORT: String(port), NODE_OPTIONS: '' }
  const child = spawn('npm', ['start', '--silent'], {
    cwd: folder,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
  const ended = once(child, 'exit')
  return {
    said: () => said,
    /** As a terminal does it: to the whole group. */
    stop: async () => {
      if (child.exitCode === null) process.kill(-(child.pid ?? 0), 'SIGINT')
      await ended
    },
  }
}

test('starts with one command, serves its pages and the API’s, and stops when told', { timeout: 120_000 }, async () => {
  const port = 20_000 + (process.pid % 20_000)
  const shop = await start(port)
  try {
    const url = `http://127.0.0.1:${port}`
    await expect
      .poll(() => fetch(`${url}/health`).then((reply) => reply.status, shop.said), { timeout: 90_000, interval: 250 })
      .toBe(200)
    const { paths } = (await (await fetch(`${url}/docs-json`)).json()) as { paths: object }
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/orders', '/ovo/orders/{orderId}/qris']))
    expect(await (await fetch(url)).text()).toContain('Pesan Kopi susu')
    for (const file of ['shop.css', 'elements/ovo-link.js'])
      expect((await fetch(`${url}/${file}`)).status, file).toBe(200)
    expect(shop.said()).toContain("the customer's phone is at http://127.0.0.1:")
  } finally {
    await shop.stop()
  }
  await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow()
})
