import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { StoreProcess } from './start-store.ts'

const root = join(__dirname, '..')
const module = join(root, '../../packages/medusa/.medusa/server/src/storefront')
const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  mjs: 'text/javascript',
}

/** The one-page storefront, on an address of its own, as real storefronts are. */
export async function serveStorefront(
  port: number,
  config: () => Pick<StoreProcess, 'url' | 'publishableKey' | 'regionId'>,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://storefront.invalid')
    if (pathname === '/config.json') {
      const { url, publishableKey, regionId } = config()
      response.setHeader('content-type', 'application/json')
      return void response.end(JSON.stringify({ baseUrl: url, publishableKey, regionId }))
    }
    const file = /^\/(?:(ovo)\/)?([a-z-]+\.(?:html|css|m?js))$/.exec(pathname === '/' ? '/index.html' : pathname)
    const found =
      file === null
        ? null
        : await readFile(join(file[1] === 'ovo' ? module : join(root, 'storefront'), file[2] ?? '')).catch(() => null)
    if (found === null) return void response.writeHead(404).end()
    response
      .setHeader('content-type', `${types[pathname.split('.').at(-1) ?? ''] ?? 'text/html'}; charset=utf-8`)
      .end(found)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
