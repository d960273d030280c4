import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { browserFiles } from '@ovokit/elements/files'
import type { StoreProcess } from './start-store.ts'

const own = join(__dirname, '../storefront')
const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  mjs: 'text/javascript',
  svg: 'image/svg+xml',
}

/** Only the storefront's own files run, and the store is the only other address that is asked. */
const headers = (store: string): Readonly<Record<string, string>> => ({
  'content-security-policy': [
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'",
    `connect-src 'self' ${store}`,
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  // OVO leads back to an address that is good once.
  'referrer-policy': 'no-referrer',
})

/** The one-page storefront, on an address of its own, as real storefronts are. */
export async function serveStorefront(
  port: number,
  config: () => Pick<StoreProcess, 'url' | 'publishableKey' | 'regionId'>,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://storefront.invalid')
    const { url, publishableKey, regionId } = config()
    if (pathname === '/config.json') {
      response.setHeader('content-type', 'application/json')
      return void response.end(JSON.stringify({ baseUrl: url, publishableKey, regionId }))
    }
    const [, folder, name = ''] =
      /^\/(?:(elements)\/)?([\w-]+\.(?:html|css|m?js|svg))$/.exec(pathname === '/' ? '/index.html' : pathname) ?? []
    const found = await readFile(join(folder === 'elements' ? browserFiles : own, name)).catch(() => null)
    if (found === null) return void response.writeHead(404).end()
    const type = types[name.split('.').at(-1) ?? '']
    response.writeHead(200, { ...headers(url), 'content-type': `${type}; charset=utf-8` }).end(found)
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
